"""Presence on a private bus: what each desktop says is heard at once; what is absent, hangs or lies counts as seen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from routine.adapters.presence.desktop import DesktopPresence
from routine.core.state.presence import Away
from tests.adapters.presence.desktop_services import Key, Service, a_gsettings, a_service
from tests.e2e.conftest import bus as bus
from tests.e2e.desktop import Desktop

SERVER, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
LOGIND, SESSION = "org.freedesktop.login1", "org.freedesktop.login1.Session"
A_SESSION = "/org/freedesktop/login1/session/_32"
DND: Away = "do-not-disturb"


class House:
    """A bus that is the session's and the system's, and a watch on it that counts its news."""

    def __init__(self, bus: Desktop) -> None:
        self.bus = bus
        path = f"{bus.root}:{bus.environ['PATH']}"
        self.environ = {**bus.environ, "DBUS_SYSTEM_BUS_ADDRESS": bus.address, "PATH": path}
        self.presence = DesktopPresence(self.environ, answer_s=0.5)
        self._news = asyncio.Event()
        self.services: list[Service] = []

    async def service(self, *names: str) -> Service:
        """A program with these names; kept, so that none is swept away as garbage."""
        self.services.append(await a_service(self.bus.address, *names))
        return self.services[-1]

    async def server(self, name: str, maker: str, names: tuple[str, ...] = ()) -> Service:
        """A notification server that calls itself so."""
        found = await self.service(SERVER, *names)
        found.answers[(SERVER, "GetServerInformation")] = ("ssss", (name, maker, "1", "1.2"))
        return found

    async def start(self) -> frozenset[Away]:
        await self.presence.start(self._news.set)
        return self.presence.away

    async def until(self, *away: Away) -> None:
        """Until exactly this keeps notices from being seen; each news is looked at, none is polled for."""
        async with asyncio.timeout(10):
            while self.presence.away != frozenset(away):
                self._news.clear()
                await self._news.wait()


Test = Callable[[House], Awaitable[None]]


@pytest.fixture
def play(bus: Desktop) -> Iterator[Callable[[Test], None]]:
    async def run(test: Test) -> None:
        house = House(bus)
        try:
            await test(house)
        finally:
            house.presence.close()

    yield lambda test: asyncio.run(run(test))


# --- screens ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("whose", ["freedesktop", "gnome", "mate", "xfce", "cinnamon"])
def test_a_screen_saver_that_locks_and_unlocks_is_heard(play: Callable[[Test], None], whose: str) -> None:
    name = f"org.{whose}.ScreenSaver"
    path = "/" + name.replace(".", "/")

    async def test(house: House) -> None:
        saver = await house.service(name)
        saver.answers[(name, "GetActive")] = ("b", (False,))
        assert await house.start() == frozenset()
        for active in (True, False):
            saver.answers[(name, "GetActive")] = ("b", (active,))
            await saver.tell(path, name, "ActiveChanged", "b", active)
            await (house.until("locked") if active else house.until())

    play(test)


def test_the_lock_that_logind_knows_of_is_heard_whichever_session_it_is(play: Callable[[Test], None]) -> None:
    async def test(house: House) -> None:
        logind = await house.service(LOGIND)
        logind.answers[(SESSION, "LockedHint")] = ("b", True)
        assert await house.start() == {"locked"}
        await logind.set(A_SESSION, SESSION, "LockedHint", False)
        await house.until()
        await logind.set("/org/freedesktop/login1/session/_35", SESSION, "LockedHint", True)
        await house.until("locked")

    play(test)


def test_a_lock_ends_with_the_service_that_told_of_it(play: Callable[[Test], None]) -> None:
    """A screen saver that crashed locks nothing, and its next start is asked anew."""
    name = "org.freedesktop.ScreenSaver"

    async def test(house: House) -> None:
        saver = await house.service(name)
        saver.answers[(name, "GetActive")] = ("b", (True,))
        assert await house.start() == {"locked"}
        await saver.leave()
        await house.until()
        again = await house.service()
        again.answers[(name, "GetActive")] = ("b", (True,))
        await again.own(name)
        await house.until("locked")

    play(test)


# --- do-not-disturb -----------------------------------------------------------------------------------------------


class Toggle(NamedTuple):
    """A server that tells by itself: what it calls itself, further names, where it is asked, its signal."""

    name: str
    maker: str
    names: tuple[str, ...]
    key: Key
    of_property: bool
    path: str
    signal: Callable[[bool], tuple[Any, ...]] = lambda _: ()


CMD0 = "org.dunstproject.cmd0"
SWAYNC = "org.erikreider.swaync.cc"
XFCONF = "org.xfce.Xfconf"
TOGGLES = [
    Toggle("Plasma", "KDE", (), (SERVER, "Inhibited"), True, PATH),
    Toggle("a-server-of-tomorrow", "Nobody", (), (SERVER, "Inhibited"), True, PATH),
    Toggle("dunst", "knopwob", (), (CMD0, "paused"), True, PATH),
    Toggle(
        "SwayNotificationCenter", "ErikReider", (SWAYNC,), (SWAYNC, "GetDnd"), False, "/org/erikreider/swaync/cc",
        lambda on: ("Subscribe", "ubb", 0, on, False),
    ),
    Toggle(
        "Xfce Notify Daemon", "Xfce", (XFCONF,), (XFCONF, "GetProperty"), False, "/org/xfce/Xfconf",
        lambda on: ("PropertyChanged", "ssv", "xfce4-notifyd", "/do-not-disturb", ("b", on)),
    ),
]  # fmt: skip


@pytest.mark.parametrize("toggle", TOGGLES, ids=lambda toggle: toggle.name)
def test_do_not_disturb_is_heard_when_it_is_switched(play: Callable[[Test], None], toggle: Toggle) -> None:
    async def test(house: House) -> None:
        server = await house.server(toggle.name, toggle.maker, names=toggle.names)

        async def switch(on: bool) -> None:
            if toggle.of_property:
                await server.set(toggle.path, *toggle.key, on)
            else:
                signature, value = ("v", (("b", on),)) if toggle.key[0] == XFCONF else ("b", (on,))
                server.answers[toggle.key] = (signature, value)
                member, of, *body = toggle.signal(on)
                await server.tell(toggle.path, toggle.key[0], member, of, *body)

        await switch(False)
        assert await house.start() == frozenset()
        for on in (True, False, True):
            await switch(on)
            await house.until(*([DND] if on else []))
        assert any("do-not-disturb" in name for name in house.presence.watched)

    play(test)


GNOME, CINNAMON = "org.gnome.desktop.notifications", "org.cinnamon.desktop.notifications"
MATE = "org.mate.NotificationDaemon"
SETTINGS = [
    ("gnome-shell", "GNOME", GNOME, "show-banners", "false", "/org/gnome/desktop/notifications/"),
    ("Notification Daemon", "MATE", MATE, "do-not-disturb", "true", "/org/mate/notification-daemon/"),
    ("cinnamon", "GNOME", CINNAMON, "display-notifications", "false", "/org/cinnamon/desktop/notifications/"),
]


@pytest.mark.parametrize(("name", "maker", "schema", "key", "away", "folder"), SETTINGS)
@pytest.mark.parametrize("in_folder", [False, True])
def test_a_setting_is_read_when_the_database_says_that_it_was_changed(
    play: Callable[[Test], None], bus: Desktop, name: str, maker: str, schema: str, key: str, away: str, folder: str,
    in_folder: bool,
) -> None:  # fmt: skip
    """dconf names one key, or a folder with the keys that were changed together."""
    told = (folder, [key, "other"]) if in_folder else (f"{folder}{key}", [""])
    here = {"true": "false", "false": "true"}[away]

    async def test(house: House) -> None:
        with a_gsettings(bus.root) as values:
            await house.server(name, maker)
            dconf = await house.service("ca.desrt.dconf")
            values.write_text(f"{schema} {key} {here}\n")
            assert await house.start() == frozenset()
            for value, expected in ((away, [DND]), (here, [])):
                values.write_text(f"{schema} {key} {value}\n")
                await dconf.tell("/ca/desrt/dconf/Writer/user", "ca.desrt.dconf.Writer", "Notify", "sass", *told, "x")
                await house.until(*expected)

    play(test)


def test_a_setting_outlives_the_server_that_ends_when_it_has_nothing_to_show(
    play: Callable[[Test], None], bus: Desktop
) -> None:
    """MATE's does after half a minute: do-not-disturb goes on, and switching it off is heard."""

    async def test(house: House) -> None:
        with a_gsettings(bus.root) as values:
            server = await house.server("Notification Daemon", "MATE")
            dconf = await house.service("ca.desrt.dconf")
            values.write_text(f"{MATE} do-not-disturb true\n")
            assert await house.start() == {DND}
            await server.leave()
            saver = await house.service("org.mate.ScreenSaver")
            saver.answers[("org.mate.ScreenSaver", "GetActive")] = ("b", (True,))
            await saver.tell("/org/mate/ScreenSaver", "org.mate.ScreenSaver", "ActiveChanged", "b", True)
            await house.until("locked", DND)
            await house.presence.look()
            assert DND in house.presence.away
            values.write_text(f"{MATE} do-not-disturb false\n")
            key = "/org/mate/notification-daemon/do-not-disturb"
            await dconf.tell("/ca/desrt/dconf/Writer/user", "ca.desrt.dconf.Writer", "Notify", "sass", key, [""], "x")
            await house.until("locked")

    play(test)


def test_another_setting_that_changes_starts_no_program(play: Callable[[Test], None], bus: Desktop) -> None:
    async def test(house: House) -> None:
        with a_gsettings(bus.root) as values:
            values.write_text("org.gnome.desktop.notifications show-banners true\n")
            await house.server("gnome-shell", "GNOME")
            dconf = await house.service("ca.desrt.dconf")
            await house.start()
            values.write_text("org.gnome.desktop.notifications show-banners false\n")
            for told in (("/org/gnome/desktop/interface/", ["font"]), ("/org/gnome/desktop/notifications/", ["other"])):
                await dconf.tell("/ca/desrt/dconf/Writer/user", "ca.desrt.dconf.Writer", "Notify", "sass", *told, "x")
            saver = await house.service("org.gnome.ScreenSaver")
            saver.answers[("org.gnome.ScreenSaver", "GetActive")] = ("b", (True,))
            await saver.tell("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", "b", True)
            await house.until("locked")  # heard after those, so those were heard too

    play(test)


def test_what_sends_no_signal_is_looked_at_with_the_heartbeat(play: Callable[[Test], None], bus: Desktop) -> None:
    """LXQt's file."""
    file = bus.home / ".config/lxqt/notifications.conf"
    file.parent.mkdir(parents=True)

    async def test(house: House) -> None:
        await house.server("lxqt-notificationd", "lxqt.org")
        assert await house.start() == frozenset()
        for text, away in (
            ("[General]\ndoNotDisturb=true\n", {DND}),
            ("[General]\n__userfile__=true\n", set()),
            ("no settings at all", set()),
        ):
            file.write_text(text)
            await house.presence.look()
            assert house.presence.away == away

    play(test)


def test_makos_mode_is_looked_at_with_the_heartbeat(play: Callable[[Test], None]) -> None:
    async def test(house: House) -> None:
        mako = await house.server("mako", "emersion")
        for modes, away in ((["default"], set()), (["default", DND], {DND}), (["default"], set())):
            mako.answers[("fr.emersion.Mako", "ListModes")] = ("as", (modes,))
            await (house.presence.look() if house.presence.watched else house.start())
            assert house.presence.away == away

    play(test)


def test_a_setting_of_another_desktop_says_nothing_of_this_one(play: Callable[[Test], None], bus: Desktop) -> None:
    """Left over from its last login."""

    async def test(house: House) -> None:
        with a_gsettings(bus.root) as values:
            values.write_text("org.gnome.desktop.notifications show-banners false\n")
            dunst = await house.server("dunst", "knopwob", names=(XFCONF,))
            dunst.answers[(CMD0, "paused")] = ("b", False)
            dunst.answers[(XFCONF, "GetProperty")] = ("v", (("b", True),))
            assert await house.start() == frozenset()

    play(test)


def test_another_server_that_takes_over_is_asked_where_it_keeps_it(play: Callable[[Test], None]) -> None:
    async def test(house: House) -> None:
        plasma = await house.server("Plasma", "KDE")
        plasma.answers[(SERVER, "Inhibited")] = ("b", True)
        assert await house.start() == {DND}
        await plasma.leave()
        await house.until()
        dunst = await house.service()
        dunst.answers = {
            (SERVER, "GetServerInformation"): ("ssss", ("dunst", "knopwob", "1", "1.2")),
            (CMD0, "paused"): ("b", True),
        }
        await dunst.own(SERVER)
        await house.until(DND)

    play(test)


# --- what cannot be trusted ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["hang", "error", ("s", ("yes",)), ("u", (1,)), ("as", (["x"],)), ("", ())])
def test_what_hangs_refuses_or_talks_nonsense_counts_as_seen(play: Callable[[Test], None], answer: Any) -> None:
    """And hides no other that tells the truth."""

    async def test(house: House) -> None:
        saver = await house.service("org.gnome.ScreenSaver")
        saver.answers[("org.gnome.ScreenSaver", "GetActive")] = answer
        server = await house.server("dunst", "knopwob")
        server.answers[(CMD0, "paused")] = ("b", True)
        assert await house.start() == {DND}
        assert "org.gnome.ScreenSaver" not in house.presence.watched

    play(test)


def test_a_server_that_hangs_is_asked_again_when_it_tells_something(play: Callable[[Test], None]) -> None:
    async def test(house: House) -> None:
        server = await house.server("dunst", "knopwob")
        server.answers[(SERVER, "GetServerInformation")] = "hang"
        assert await house.start() == frozenset()
        server.answers[(SERVER, "GetServerInformation")] = ("ssss", ("dunst", "knopwob", "1", "1.2"))
        await server.set(PATH, CMD0, "paused", True)
        await house.until(DND)

    play(test)


def test_asking_starts_no_service(play: Callable[[Test], None], bus: Desktop) -> None:
    """A bus could start most of them: nobody asked for that."""

    async def test(house: House) -> None:
        assert await house.start() == frozenset() and house.presence.watched == ()

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


def test_a_bus_that_went_is_found_again_at_a_heartbeat(play: Callable[[Test], None], bus: Desktop) -> None:
    name = "org.freedesktop.ScreenSaver"

    async def test(house: House) -> None:
        saver = await house.service(name)
        saver.answers[(name, "GetActive")] = ("b", (True,))
        assert await house.start() == {"locked"}
        bus.close()
        await house.until()
        bus.start_bus()
        saver = await house.service(name)
        saver.answers[(name, "GetActive")] = ("b", (True,))
        await house.presence.look()
        assert house.presence.away == {"locked"}

    play(test)


def test_where_everything_tells_by_itself_no_heartbeat_is_needed(play: Callable[[Test], None]) -> None:
    async def test(house: House) -> None:
        dunst = await house.server("dunst", "knopwob")
        dunst.answers[(CMD0, "paused")] = ("b", False)
        await house.start()
        assert not house.presence.due
        await dunst.set(PATH, CMD0, "paused", True)
        await house.until(DND)
        assert house.presence.due  # somebody is away: a signal may be lost

    play(test)


def test_where_something_tells_nothing_the_heartbeat_is_needed(play: Callable[[Test], None]) -> None:
    async def test(house: House) -> None:
        await house.server("lxqt-notificationd", "lxqt.org")
        await house.start()
        assert house.presence.due

    play(test)


def test_a_lost_signal_is_made_up_for_within_minutes(play: Callable[[Test], None]) -> None:
    """While somebody is away, everything is asked again now and then."""
    name = "org.freedesktop.ScreenSaver"

    async def test(house: House) -> None:
        saver = await house.service(name)
        saver.answers[(name, "GetActive")] = ("b", (True,))
        await house.start()
        saver.answers[(name, "GetActive")] = ("b", (False,))
        for _ in range(15):
            await house.presence.look()
        assert house.presence.away == frozenset()

    play(test)


def test_a_storm_of_signals_is_few_questions(play: Callable[[Test], None]) -> None:
    name = "org.freedesktop.ScreenSaver"

    async def test(house: House) -> None:
        saver = await house.service(name)
        saver.answers[(name, "GetActive")] = ("b", (False,))
        await house.start()
        saver.answers[(name, "GetActive")] = ("b", (True,))
        saver.asked.clear()
        for _ in range(200):
            await saver.tell("/org/freedesktop/ScreenSaver", name, "ActiveChanged", "b", True)
        await house.until("locked")
        assert len(saver.asked) < 10

    play(test)


def test_an_idle_inhibitor_of_a_music_player_is_no_meeting(play: Callable[[Test], None]) -> None:
    """Whoever keeps the screen on may well look at it."""

    async def test(house: House) -> None:
        saver = await house.service("org.freedesktop.ScreenSaver", LOGIND)
        saver.answers[("org.freedesktop.ScreenSaver", "GetActive")] = ("b", (False,))
        saver.answers[(SESSION, "LockedHint")] = ("b", False)
        saver.answers[("org.freedesktop.login1.Manager", "BlockInhibited")] = ("s", "idle:sleep")
        saver.answers[(SESSION, "IdleHint")] = ("b", True)
        assert await house.start() == frozenset()
        await saver.set(A_SESSION, SESSION, "IdleHint", True)
        assert not {method for _, method in saver.asked} & {"BlockInhibited", "IdleHint", "ListInhibitors"}

    play(test)


def test_what_was_never_switched_on_at_xfce_is_off_and_watched(play: Callable[[Test], None]) -> None:
    """There is no such key in its settings until then, and asking for it is an error."""

    async def test(house: House) -> None:
        await house.server("Xfce Notify Daemon", "Xfce", names=(XFCONF,))
        assert await house.start() == frozenset()
        assert house.presence.watched == ("do-not-disturb (xfce4-notifyd)",)

    play(test)
