"""Presence on a private bus: what each desktop says is heard at once; what is absent, hangs or lies counts as seen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from routine.adapters.presence.linux import DesktopPresence
from tests.adapters.presence.presence_harness import (
    A_SESSION,
    CMD0,
    DND,
    LOGIND,
    PATH,
    SERVER,
    SESSION,
    PresenceHarness,
    Test,
)
from tests.e2e.desktop import Desktop
from tests.users import as_nobody


@pytest.mark.parametrize("answer", ["hang", "error", ("s", ("yes",)), ("u", (1,)), ("as", (["x"],)), ("", ())])
def test_what_hangs_refuses_or_talks_nonsense_counts_as_seen(play: Callable[[Test], None], answer: Any) -> None:
    """And hides no other that tells the truth."""

    async def test(harness: PresenceHarness) -> None:
        saver = await harness.service("org.gnome.ScreenSaver")
        saver.answers[("org.gnome.ScreenSaver", "GetActive")] = answer
        server = await harness.server("dunst", "knopwob")
        server.answers[(CMD0, "paused")] = ("b", True)
        assert await harness.start() == {DND}
        assert "org.gnome.ScreenSaver" not in harness.presence.watched

    play(test)


def test_a_server_that_hangs_is_asked_again_when_it_tells_something(play: Callable[[Test], None]) -> None:
    async def test(harness: PresenceHarness) -> None:
        server = await harness.server("dunst", "knopwob")
        server.answers[(SERVER, "GetServerInformation")] = "hang"
        assert await harness.start() == frozenset()
        server.answers[(SERVER, "GetServerInformation")] = ("ssss", ("dunst", "knopwob", "1", "1.2"))
        await server.set(PATH, CMD0, "paused", True)
        await harness.until(DND)

    play(test)


def test_asking_starts_no_service(play: Callable[[Test], None], bus: Desktop) -> None:
    """A bus could start most of them: nobody asked for that."""

    async def test(harness: PresenceHarness) -> None:
        assert await harness.start() == frozenset() and harness.presence.watched == ()

    bus.offer_server("/bin/touch " + str(bus.root / "started"))
    bus.close()
    bus.start_bus()
    play(test)
    assert not (bus.root / "started").exists()


def test_without_any_bus_everything_is_seen(tmp_path: Path) -> None:
    async def test() -> None:
        environ = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/none", "XDG_RUNTIME_DIR": str(tmp_path),
                   "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={tmp_path}/none"}  # fmt: skip
        presence = DesktopPresence(environ, answer_s=0.5)
        await presence.start(lambda: None)
        await presence.look()
        assert presence.away == frozenset()
        presence.close()

    asyncio.run(test())


def test_a_folder_that_is_not_ours_counts_as_no_bus(tmp_path: Path) -> None:
    """After `su`, the variable still names the folder of the user before; a name may be too long as well."""
    locked = tmp_path / "of another"
    locked.mkdir(mode=0)

    async def test() -> None:
        environ = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/" + "a" * 300, "XDG_RUNTIME_DIR": str(locked)}
        presence = DesktopPresence(environ, answer_s=0.5)
        await presence.start(lambda: None)
        assert not presence.due
        await presence.look()
        presence.close()

    with as_nobody(tmp_path):
        asyncio.run(test())


def test_a_bus_that_went_is_found_again_at_a_heartbeat(play: Callable[[Test], None], bus: Desktop) -> None:
    name = "org.freedesktop.ScreenSaver"

    async def test(harness: PresenceHarness) -> None:
        saver = await harness.service(name)
        saver.answers[(name, "GetActive")] = ("b", (True,))
        assert await harness.start() == {"locked"}
        bus.close()
        await harness.until()
        bus.start_bus()
        saver = await harness.service(name)
        saver.answers[(name, "GetActive")] = ("b", (True,))
        await harness.presence.look()
        assert harness.presence.away == {"locked"}

    play(test)


def test_where_everything_tells_by_itself_no_heartbeat_is_needed(play: Callable[[Test], None]) -> None:
    async def test(harness: PresenceHarness) -> None:
        dunst = await harness.server("dunst", "knopwob")
        dunst.answers[(CMD0, "paused")] = ("b", False)
        await harness.start()
        assert not harness.presence.due
        await dunst.set(PATH, CMD0, "paused", True)
        await harness.until(DND)
        assert harness.presence.due  # somebody is away: a signal may be lost

    play(test)


def test_where_something_tells_nothing_the_heartbeat_is_needed(play: Callable[[Test], None]) -> None:
    async def test(harness: PresenceHarness) -> None:
        await harness.server("lxqt-notificationd", "lxqt.org")
        await harness.start()
        assert harness.presence.due

    play(test)


def test_a_lost_signal_is_made_up_for_within_minutes(play: Callable[[Test], None]) -> None:
    """While somebody is away, everything is asked again now and then."""
    name = "org.freedesktop.ScreenSaver"

    async def test(harness: PresenceHarness) -> None:
        saver = await harness.service(name)
        saver.answers[(name, "GetActive")] = ("b", (True,))
        await harness.start()
        saver.answers[(name, "GetActive")] = ("b", (False,))
        for _ in range(15):
            await harness.presence.look()
        assert harness.presence.away == frozenset()

    play(test)


def test_a_storm_of_signals_is_few_questions(play: Callable[[Test], None]) -> None:
    name = "org.freedesktop.ScreenSaver"

    async def test(harness: PresenceHarness) -> None:
        saver = await harness.service(name)
        saver.answers[(name, "GetActive")] = ("b", (False,))
        await harness.start()
        saver.answers[(name, "GetActive")] = ("b", (True,))
        saver.asked.clear()
        for _ in range(200):
            await saver.tell("/org/freedesktop/ScreenSaver", name, "ActiveChanged", "b", True)
        await harness.until("locked")
        assert len(saver.asked) < 10

    play(test)


def test_an_idle_inhibitor_of_a_music_player_is_no_meeting(play: Callable[[Test], None]) -> None:
    """Whoever keeps the screen on may well look at it."""

    async def test(harness: PresenceHarness) -> None:
        saver = await harness.service("org.freedesktop.ScreenSaver", LOGIND)
        saver.answers[("org.freedesktop.ScreenSaver", "GetActive")] = ("b", (False,))
        saver.answers[(SESSION, "LockedHint")] = ("b", False)
        saver.answers[("org.freedesktop.login1.Manager", "BlockInhibited")] = ("s", "idle:sleep")
        saver.answers[(SESSION, "IdleHint")] = ("b", True)
        assert await harness.start() == frozenset()
        await saver.set(A_SESSION, SESSION, "IdleHint", True)
        assert not {method for _, method in saver.asked} & {"BlockInhibited", "IdleHint", "ListInhibitors"}

    play(test)
