"""The desktop notifier against a server that does as the specification says, or as badly as servers can."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from jeepney import DBusAddress, HeaderFields, new_signal
from jeepney.io.asyncio import open_dbus_connection
from msgspec.structs import replace

from routine.adapters.notify.freedesktop import FreedesktopNotifier
from routine.core.state.notice import Button, Notice
from routine.ports.notifier import NotifierError, NotifierSilentError
from tests.adapters.audio.programs import run
from tests.adapters.notify.recording_listener import RecordingListener
from tests.e2e.desktop import Desktop
from tests.e2e.server_habits import DUNST, KDE, MAKO, STUB, SWAYNC, Habits
from tests.e2e.stub_server import NAME, StubServer
from tests.failing import fails

UNKNOWN = "stub 1.0: Routine does not know whether it shows buttons, so notifications also say what to type"
NOTICE = Notice(id="n1", title="Sunscreen", body="Reapply.", buttons=(Button("done", "Done"),))


@pytest.fixture
def no_bus(tmp_path: Path) -> Iterator[Desktop]:
    found = Desktop(tmp_path)
    try:
        yield found
    finally:
        found.close()


@pytest.fixture
def desktop(no_bus: Desktop) -> Desktop:
    no_bus.start_bus()
    return no_bus


@contextlib.asynccontextmanager
async def a_server(desktop: Desktop, habits: Habits = KDE) -> AsyncIterator[StubServer]:
    server = await StubServer(desktop.address, habits=habits).start()
    yield server
    await server.stop()


@contextlib.asynccontextmanager
async def connected(
    desktop: Desktop, habits: Habits = KDE
) -> AsyncIterator[tuple[FreedesktopNotifier, StubServer, RecordingListener]]:
    heard = RecordingListener()
    notifier = FreedesktopNotifier(desktop.environ, answer_s=1)
    async with a_server(desktop, habits) as server:
        await notifier.connect(heard)
        yield notifier, server, heard
    await notifier.close()


def test_it_says_which_server_it_found(desktop: Desktop) -> None:
    async def scenario() -> None:
        notifier = FreedesktopNotifier(desktop.environ)
        async with a_server(desktop, STUB):
            assert await notifier.connect(RecordingListener()) == UNKNOWN
        await notifier.close()

    run(scenario(), within_s=90)


def test_a_shown_notice_is_confirmed(desktop: Desktop) -> None:
    async def scenario() -> None:
        async with connected(desktop) as (notifier, server, _):
            shown = await notifier.show(NOTICE, "")
            assert shown.confirmed
            app, replaces, icon, *texts, actions = server.notified[-1][:6]
            assert (app, replaces, texts) == ("Routine", 0, ["Sunscreen", "Reapply."])
            assert actions == ["done", "Done", "default", "Show"]
            assert Path(icon).read_bytes().startswith(b"\x89PNG")

    run(scenario(), within_s=90)


def test_a_notice_takes_the_place_of_the_one_it_replaces(desktop: Desktop) -> None:
    async def scenario() -> None:
        async with connected(desktop) as (notifier, server, _):
            first = await notifier.show(NOTICE, "")
            second = await notifier.show(replace(NOTICE, body="Now."), first.handle)
            assert second == first
            assert [notify.body for notify in server.showing.values()] == ["Now."]

    run(scenario(), within_s=90)


def test_a_press_comes_with_the_handle_of_its_notice(desktop: Desktop) -> None:
    async def scenario() -> None:
        async with connected(desktop) as (notifier, server, heard):
            shown = await notifier.show(NOTICE, "")
            await server.press(1, "done")
            assert (await heard.something()).presses == [(shown.handle, "done")]

    run(scenario(), within_s=90)


def test_a_press_after_a_new_connection_comes_with_the_old_handle(desktop: Desktop) -> None:
    async def scenario() -> None:
        async with connected(desktop) as (notifier, server, heard):
            before = await notifier.show(NOTICE, "")
            epoch = notifier.epoch
            await notifier.close()
            await notifier.connect(heard)
            assert notifier.epoch != epoch
            await server.press(1, "done")
            assert (await heard.something()).presses == [(before.handle, "done")]

    run(scenario(), within_s=90)


@pytest.mark.parametrize(
    ("habits", "says"),
    [
        (KDE, "Plasma 5.27.5: you answer with the buttons of a notification"),
        (DUNST, "dunst 1.9.0 (2022-06-27): it shows no buttons. Click a notification with the middle mouse button"),
        (
            MAKO,
            "mako 0.0.0: it shows no buttons. "
            "Click a notification to answer, and each answer appears as a notification",
        ),
        (KDE._replace(capabilities=("body",)), "Plasma 5.27.5: it shows no buttons, so notifications say what to type"),
    ],
)
def test_it_says_truly_whether_buttons_can_be_pressed(desktop: Desktop, habits: Habits, says: str) -> None:
    async def scenario() -> None:
        notifier = FreedesktopNotifier(desktop.environ)
        async with a_server(desktop, habits):
            assert (await notifier.connect(RecordingListener())).startswith(says)
        await notifier.close()

    run(scenario(), within_s=90)


def test_a_press_that_another_program_pretends_is_not_heard(desktop: Desktop) -> None:
    async def scenario() -> None:
        async with connected(desktop) as (notifier, server, heard):
            await notifier.show(NOTICE, "")
            liar = await open_dbus_connection(desktop.address)
            from_liar = DBusAddress("/org/freedesktop/Notifications", interface=NAME)
            forged = new_signal(from_liar, "ActionInvoked", "us", (1, "skip"))
            # Sent to us alone, which the bus lets through whatever we asked it to match.
            forged.header.fields[HeaderFields.destination] = ":" + notifier.epoch.rpartition(":")[2]
            await liar.send(forged)
            await server.press(1, "done")
            assert [button for _, button in (await heard.something()).presses] == ["done"]
            await liar.close()

    run(scenario(), within_s=90)


def test_a_withdrawn_notice_is_closed(desktop: Desktop) -> None:
    async def scenario() -> None:
        async with connected(desktop) as (notifier, server, _):
            shown = await notifier.show(NOTICE, "")
            await notifier.withdraw(shown.handle)
            assert server.closed == [1]
            assert not server.showing

    run(scenario(), within_s=90)


def test_a_notice_that_is_gone_already_can_be_withdrawn(desktop: Desktop) -> None:
    async def scenario() -> None:
        async with connected(desktop) as (notifier, server, _):
            shown = await notifier.show(NOTICE, "")
            await server.expire(1)
            await notifier.withdraw(shown.handle)

    run(scenario(), within_s=90)


def test_a_notice_of_another_server_is_neither_replaced_nor_closed(desktop: Desktop) -> None:
    async def scenario() -> None:
        async with connected(desktop) as (notifier, old, heard):
            shown = await notifier.show(NOTICE, "")
            await old.stop()
            await heard.something()
            async with a_server(desktop) as new:
                await notifier.connect(heard)
                await notifier.withdraw(shown.handle)
                await notifier.show(NOTICE, shown.handle)
                assert new.closed == []
                assert new.notified[-1].replaces == 0

    run(scenario(), within_s=90)


def test_a_server_that_refuses_is_quoted(desktop: Desktop) -> None:
    async def scenario() -> None:
        async with connected(desktop) as (notifier, server, _):
            server.refuse = "too many notices"
            with fails(NotifierError, "too many notices"):
                await notifier.show(NOTICE, "")

    run(scenario(), within_s=90)


@pytest.mark.parametrize("method", ["GetServerInformation", "GetCapabilities"])
def test_a_server_that_hangs_while_connecting_is_given_up(desktop: Desktop, method: str) -> None:
    async def scenario() -> None:
        notifier = FreedesktopNotifier(desktop.environ, answer_s=0.2)
        async with a_server(desktop) as server:
            server.silent = {method}
            with fails(NotifierError, f"no answer to {method} within 0.2 s"):
                await notifier.connect(RecordingListener())
        await notifier.close()

    run(scenario(), within_s=90)


def test_a_server_that_answers_nonsense_shows_what_it_can(desktop: Desktop) -> None:
    """What it says that it can do means nothing; that it shows a notice has to be true."""

    async def scenario() -> None:
        notifier = FreedesktopNotifier(desktop.environ, answer_s=5)
        async with a_server(desktop) as server:
            server.nonsense = {"GetServerInformation", "GetCapabilities"}
            await notifier.connect(RecordingListener())
            assert (await notifier.show(NOTICE, "")).confirmed
            server.nonsense = {"Notify"}
            for server.gives in (("ii", (0, 7)), ("u", (0,)), ("s", ("7",)), ("t", (2**64 - 1,))):
                with fails(NotifierError, "no answer that Routine can read"):
                    await notifier.show(NOTICE, "")
        await notifier.close()

    run(scenario(), within_s=90)


def test_a_notice_confirmed_too_late_is_taken_back_for_it_was_reported_as_failed(desktop: Desktop) -> None:
    async def scenario() -> None:
        async with connected(desktop) as (notifier, server, _):
            server.silent = {"Notify"}
            with fails(NotifierError, "no answer to Notify"):
                await notifier.show(NOTICE, "")
            await server.let_go()
            assert await server.until_closed(1) == 1

    run(scenario(), within_s=90)


def test_a_server_that_hung_is_told_to_be_back_by_its_late_answer(desktop: Desktop) -> None:
    """What it shows by then is taken back: it is sent again."""

    async def scenario() -> None:
        async with connected(desktop) as (notifier, server, heard):
            server.silent = {"Notify"}
            with fails(NotifierSilentError, "no answer to Notify"):
                await notifier.show(NOTICE, "")
            await notifier.stand_by()
            server.silent = set()
            await server.let_go()
            assert (await heard.something()).backs == 1
            assert await server.until_closed(1) == 1
            await notifier.connect(heard)
            assert (await notifier.show(NOTICE, "")).confirmed

    run(scenario(), within_s=90)


def test_who_stands_by_hears_that_another_server_takes_over(desktop: Desktop) -> None:
    async def scenario() -> None:
        async with connected(desktop) as (notifier, server, heard):
            await notifier.stand_by()
            await server.stop()
            async with a_server(desktop):
                assert (await heard.something()).backs == 1
                assert heard.losses == []

    run(scenario(), within_s=90)


def test_a_server_that_crashes_is_lost_and_its_return_is_told(desktop: Desktop) -> None:
    async def scenario() -> None:
        async with connected(desktop) as (notifier, server, heard):
            await server.stop()
            assert (await heard.something()).losses == ["the notification server stopped"]
            with fails(NotifierError, "no notification server is connected"):
                await notifier.show(NOTICE, "")
            with fails(NotifierError, "no notification server is running"):
                await notifier.connect(heard)
            async with a_server(desktop):
                assert (await heard.something()).backs == 1
                await notifier.connect(heard)
                assert (await notifier.show(NOTICE, "")).confirmed

    run(scenario(), within_s=90)


def test_a_bus_that_goes_is_lost_and_found_again_at_the_same_place(no_bus: Desktop) -> None:
    async def scenario() -> None:
        bus = no_bus.start_bus()
        async with connected(no_bus) as (notifier, _, heard):
            epoch = notifier.epoch
            bus.end()
            assert (await heard.something()).losses
            with fails(NotifierError, r"the desktop session has ended"):
                await notifier.connect(heard)
            no_bus.start_bus()
            async with a_server(no_bus):
                await notifier.connect(heard)
                assert notifier.epoch not in ("", epoch)

    run(scenario(), within_s=90)


def test_a_server_that_the_bus_can_start_is_started(no_bus: Desktop) -> None:
    async def scenario() -> None:
        no_bus.offer_server()
        no_bus.start_bus()
        notifier = FreedesktopNotifier(no_bus.environ)
        assert await notifier.connect(RecordingListener()) == UNKNOWN
        await notifier.close()

    run(scenario(), within_s=90)


def test_without_the_variable_the_bus_is_found_in_the_runtime_directory(desktop: Desktop) -> None:
    async def scenario() -> None:
        environ = {"XDG_RUNTIME_DIR": str(desktop.runtime)}
        notifier = FreedesktopNotifier(environ)
        async with a_server(desktop):
            assert await notifier.connect(RecordingListener())
        await notifier.close()

    run(scenario(), within_s=90)


def test_a_bus_that_takes_the_call_and_says_nothing_is_given_up(socket_folder: Path) -> None:
    async def scenario() -> None:
        socket = socket_folder / "bus"
        held: list[asyncio.StreamWriter] = []  # one that nobody holds is closed, from Python 3.12 on
        deaf = await asyncio.start_unix_server(lambda _reader, writer: held.append(writer), socket)
        notifier = FreedesktopNotifier({"DBUS_SESSION_BUS_ADDRESS": f"unix:path={socket}"}, answer_s=0.2)
        with fails(NotifierError, r"no answer within 0\.2 s"):
            await notifier.connect(RecordingListener())
        deaf.close()

    run(scenario(), within_s=90)


def test_a_socket_that_is_no_bus_is_named(socket_folder: Path) -> None:
    async def talk_nonsense(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example.org\r\n")
        await writer.drain()
        writer.close()

    async def scenario() -> None:
        socket = socket_folder / "bus"
        other = await asyncio.start_unix_server(talk_nonsense, socket)
        notifier = FreedesktopNotifier({"DBUS_SESSION_BUS_ADDRESS": f"unix:path={socket}"})
        with fails(NotifierError, r"no session bus: .*/bus: Authentication failed"):
            await notifier.connect(RecordingListener())
        other.close()

    run(scenario(), within_s=90)


LEFT = replace(NOTICE, revision="1", refresh="16", progress=50)


def test_a_changed_time_left_is_shown_in_place_with_its_progress(desktop: Desktop) -> None:
    async def scenario() -> None:
        async with connected(desktop, SWAYNC) as (notifier, server, _):
            first = await notifier.show(LEFT, "")
            again = await notifier.show(replace(LEFT, refresh="15", progress=53), first.handle)
            assert again == first
            assert [one.hints["value"] for one in server.notified] == [("i", 50), ("i", 53)]

    run(scenario(), within_s=90)


def test_a_notice_that_was_put_away_comes_back_with_its_next_change_only(desktop: Desktop) -> None:
    async def scenario() -> None:
        async with connected(desktop) as (notifier, server, _):
            first = await notifier.show(LEFT, "")
            await server.expire(1, reason=2)
            await _settled(notifier)
            assert await notifier.show(replace(LEFT, refresh="15"), first.handle) == first
            assert 1 not in server.showing
            await notifier.show(replace(LEFT, revision="2"), first.handle)
            assert [notify.title for notify in server.showing.values()] == ["Sunscreen", "Sunscreen"]

    run(scenario(), within_s=90)


def test_a_bubble_that_a_press_closed_was_not_put_away(desktop: Desktop) -> None:
    async def scenario() -> None:
        async with connected(desktop) as (notifier, server, _):
            first = await notifier.show(LEFT, "")
            await server.press(1, "done")
            await _settled(notifier)
            await notifier.show(LEFT, first.handle)
            assert len(server.showing) == 2

    run(scenario(), within_s=90)


async def _settled(notifier: FreedesktopNotifier) -> None:
    """Signals sent before the answer to a call have arrived with it."""
    await notifier.show(replace(NOTICE, id="other"), "")
