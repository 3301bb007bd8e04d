"""Notices on real notification servers: real buttons, real screens, servers and buses that are killed."""

from __future__ import annotations

import asyncio
import contextlib
import io
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from routine.adapters.notify.console import ConsoleNotifier
from routine.adapters.notify.freedesktop import FreedesktopNotifier
from routine.core.requests.commands import Press
from routine.core.requests.reports import Cleared, Closed, Told, Withdrawn
from routine.core.state.notice import Button, Delivery, Notice
from routine.core.when.moment import Now
from routine.daemon.notices.notice_delivery import NoticeDelivery
from routine.daemon.notices.notifier_reconnect import Factory
from routine.ports.notifier import NotifierError
from tests.adapters.audio.programs import run
from tests.adapters.notify.recording_listener import RecordingListener
from tests.e2e.desktop import Desktop, wait_for
from tests.failing import fails
from tests.told_deliveries import keep_told

THREE = (Button("start", "Start"), Button("later", "Later"), Button("skip", "Skip"))
NOTICE = Notice(id="n1", title="Tightening mask", body="Time to begin.", buttons=THREE, timeout_s=0)
START = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)


@contextlib.asynccontextmanager
async def connected(
    desktop: Desktop, answer_s: float = 5
) -> AsyncIterator[tuple[FreedesktopNotifier, RecordingListener]]:
    heard = RecordingListener()
    notifier = FreedesktopNotifier(desktop.environ, answer_s)
    await notifier.connect(heard)
    try:
        yield notifier, heard
    finally:
        await notifier.close()


class RecordingService:
    """What the delivery tells, kept as state would keep it."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.terminal = io.StringIO()
        self.deliveries: dict[str, Delivery] = {}
        self.pressed: list[Press] = []
        factories: dict[str, Factory] = {
            "freedesktop": lambda: FreedesktopNotifier(environ, answer_s=2),
            "console": lambda: ConsoleNotifier(self.terminal),
        }
        self.delivery = NoticeDelivery(factories, self.ask, lambda: Now(START, 0.0, "boot", "UTC"))
        self._news = asyncio.Event()

    async def ask(self, message: Told | Closed | Withdrawn | Cleared | Press) -> object:
        keep_told(self.deliveries, message, START)
        if isinstance(message, Press):
            self.pressed.append(message)
        self._news.set()
        return {}

    def want(self, *notices: Notice) -> None:
        self.delivery.want(notices, dict(self.deliveries))

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while not condition():
                self._news.clear()
                await self._news.wait()


@contextlib.asynccontextmanager
async def announcing(environ: Mapping[str, str]) -> AsyncIterator[RecordingService]:
    service = RecordingService(environ)
    await service.delivery.start()
    yield service
    await service.delivery.stop()


# --- real buttons -----------------------------------------------------------------------------------------------------


def test_a_button_picked_in_dunsts_menu_arrives(screen: Desktop) -> None:
    async def scenario() -> None:
        screen.start_dunst(dmenu=screen.menu_that_picks("Later"))
        async with connected(screen) as (notifier, heard):
            shown = await notifier.show(NOTICE, "")
            screen.run("dunstctl", "context")
            assert (await heard.something()).presses == [(shown.handle, "later")]

    run(scenario(), within_s=60)


def test_a_mouse_click_on_dunsts_bubble_opens_it_and_one_on_the_answer_answers(screen: Desktop) -> None:
    async def scenario() -> None:
        screen.start_dunst()
        async with connected(screen) as (notifier, heard):
            notice = replace(NOTICE, buttons=THREE[:1])
            shown = await notifier.show(notice, "")
            x, y, width, height = screen.window("Dunst")
            screen.click(x + width // 2, y + height // 2)
            assert (await heard.something()).opens == [shown.handle]
            opened = await notifier.show(notice, shown.handle, opened=True)
            await asyncio.to_thread(wait_for, lambda: screen.count_displayed() == 2, "text and answer show")
            x, y, width, height = screen.window("Dunst")
            await asyncio.to_thread(screen.looks)
            screen.click(x + width // 2, y + height - 20)
            assert (await heard.something()).presses == [(opened.handle, "start")]

    run(scenario(), within_s=60)


def test_a_mouse_click_on_a_button_of_notification_daemon_arrives(screen: Desktop) -> None:
    async def scenario() -> None:
        screen.start_notification_daemon()
        async with connected(screen) as (notifier, heard):
            shown = await notifier.show(NOTICE, "")
            x, y, width, height = screen.window("Notification")
            screen.click(x + width - 78, y + height - 39)  # in the row of buttons, the last
            (press,) = (await heard.something()).presses
            assert press == (shown.handle, "skip")

    run(scenario(), within_s=60)


def test_a_press_reaches_the_service_as_an_answer_to_its_notice(screen: Desktop) -> None:
    async def scenario() -> None:
        screen.start_dunst(dmenu=screen.menu_that_picks("Skip"))
        async with announcing(screen.environ) as service:
            service.want(NOTICE)
            await service.until(lambda: bool(service.deliveries))
            screen.run("dunstctl", "context")
            await service.until(lambda: bool(service.pressed))
            assert service.pressed == [Press("n1", "skip")]

    run(scenario(), within_s=60)


# --- what is shown ----------------------------------------------------------------------------------------------------


def test_a_changed_notice_takes_the_place_of_the_old_one_on_dunst(screen: Desktop) -> None:
    async def scenario() -> None:
        screen.start_dunst()
        async with connected(screen) as (notifier, _):
            told = replace(NOTICE, buttons=())
            first = await notifier.show(told, "")
            await notifier.show(replace(told, body="Done. Next: Friday 20:30."), first.handle)
            assert screen.count_displayed() == 1
            assert [shown["body"] for shown in screen.shown_by_dunst()] == ["Done. Next: Friday 20:30."]

    run(scenario(), within_s=60)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Plain", "<b>bold</b> & <img src='file:///etc/passwd'/> &amp;"),
        ("--help", "-u critical"),
        ("Tomatoes 🍅 & <i>cream</i>", "👩🏽‍🦱 👍🏿 é e\u0301"),
        ("שמש", "קרם הגנה עכשיו, 50 SPF\nمرحبا"),
        ("%s %b", "%a %n \\n $(id) `id`"),
    ],
)
def test_dunst_shows_text_as_it_was_written(screen: Desktop, title: str, body: str) -> None:
    async def scenario() -> None:
        screen.start_dunst()
        async with connected(screen) as (notifier, _):
            await notifier.show(replace(NOTICE, title=title, body=body, buttons=()), "")
            (shown,) = screen.shown_by_dunst()
            assert shown["summary"] == title
            # dunst keeps the text as markup; what is escaped in it shows as it was written.
            assert shown["body"] == body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    run(scenario(), within_s=60)


def test_a_hundred_words_are_cut_with_a_sign_and_arrive_whole_when_opened(screen: Desktop) -> None:
    text = " ".join(f"wörd{n}" for n in range(100))

    async def scenario() -> None:
        screen.start_dunst()
        async with connected(screen) as (notifier, _):
            notice = replace(NOTICE, body=text, buttons=())
            shown = await notifier.show(notice, "")
            cut, how = screen.shown_by_dunst()[0]["body"].split("\n")
            assert cut.endswith("…")
            assert text.startswith(cut.rstrip("…").rstrip())
            assert how == "Click here with the middle mouse button to read it all."
            await notifier.show(notice, shown.handle, opened=True)
            parts = [one["body"] for one in screen.shown_by_dunst() if "…" not in one["body"]]
            assert sorted(" ".join(parts).split()) == sorted(text.split())

    run(scenario(), within_s=60)


def test_a_withdrawn_notice_is_off_the_screen(screen: Desktop) -> None:
    async def scenario() -> None:
        screen.start_dunst()
        async with announcing(screen.environ) as service:
            service.want(NOTICE)
            await service.until(lambda: bool(service.deliveries))
            service.want()
            await service.until(lambda: not service.deliveries)
            assert screen.count_displayed() == 0

    run(scenario(), within_s=60)


# --- things that go ---------------------------------------------------------------------------------------------------


def test_after_dunst_was_killed_the_notice_shows_on_the_new_one(screen: Desktop) -> None:
    async def scenario() -> None:
        dunst = screen.start_dunst()
        async with announcing(screen.environ) as service:
            service.want(NOTICE)
            await service.until(lambda: "n1" in service.deliveries)
            before = service.deliveries["n1"].epoch
            dunst.end(signal.SIGKILL)
            screen.start_dunst()
            await service.until(lambda: is_newly_confirmed(service.deliveries["n1"], before))
            assert screen.count_displayed() == 1

    run(scenario(), within_s=60)


def is_newly_confirmed(delivery: Delivery, before: str) -> bool:
    return delivery.confirmed and delivery.notifier == "freedesktop" and delivery.epoch != before


def test_after_the_bus_was_killed_the_notice_shows_on_the_new_one(tmp_path: Path) -> None:
    async def scenario(desktop: Desktop) -> None:
        bus = desktop.start_bus()
        desktop.start_display()
        desktop.start_dunst()
        async with announcing(desktop.environ) as service:
            service.want(NOTICE)
            await service.until(lambda: "n1" in service.deliveries)
            before = service.deliveries["n1"].epoch
            bus.end(signal.SIGKILL)
            await service.until(lambda: service.deliveries["n1"].notifier == "console")
            desktop.start_bus()
            desktop.start_dunst()
            service.delivery.nudge()
            await service.until(lambda: is_newly_confirmed(service.deliveries["n1"], before))
            assert desktop.count_displayed() == 1

    desktop = Desktop(tmp_path / "desktop")
    try:
        run(scenario(desktop))
    finally:
        desktop.close()


def test_a_frozen_dunst_is_given_up_and_does_not_show_twice_when_it_thaws(screen: Desktop) -> None:
    async def scenario() -> None:
        dunst = screen.start_dunst()
        async with connected(screen, answer_s=0.5) as (notifier, _):
            dunst.freeze()
            with fails(NotifierError, "no answer to Notify"):
                await notifier.show(NOTICE, "")
            dunst.thaw()
            await notifier.show(NOTICE, "")
            assert screen.count_displayed() == 1

    run(scenario(), within_s=60)


def test_without_a_bus_the_terminal_says_it_and_status_says_why(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with announcing({"XDG_RUNTIME_DIR": str(tmp_path)}) as service:
            service.want(NOTICE)
            await service.until(lambda: bool(service.deliveries))
            assert service.terminal.getvalue() == "Tightening mask\n  Time to begin.\n"
            facts = service.delivery.facts()
            assert facts.name == "console"
            assert "no desktop session was found" in str(facts.last_failure)

    run(scenario(), within_s=60)


def test_without_a_screen_dunst_cannot_be_started_and_the_terminal_says_it(tmp_path: Path) -> None:
    async def scenario(desktop: Desktop) -> None:
        desktop.offer_server("/usr/bin/dunst")
        desktop.start_bus()
        async with announcing(desktop.environ) as service:
            service.want(NOTICE)
            await service.until(lambda: bool(service.deliveries))
            assert service.terminal.getvalue().startswith("Tightening mask")
            assert "none could be started" in str(service.delivery.facts().last_failure)

    desktop = Desktop(tmp_path / "desktop")
    try:
        run(scenario(desktop))
    finally:
        desktop.close()


def test_a_screenshot_shows_the_notice(screen: Desktop, tmp_path: Path) -> None:
    async def scenario() -> None:
        screen.start_dunst()
        empty, full = tmp_path / "empty.png", tmp_path / "full.png"
        async with connected(screen) as (notifier, _):
            screen.screenshot(empty)
            await notifier.show(NOTICE, "")
            screen.window("Dunst")
            screen.screenshot(full)
        assert empty.read_bytes() != full.read_bytes()

    run(scenario(), within_s=60)
