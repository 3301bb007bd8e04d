"""A reminder, its answers and what follows, on servers that do as the nine real ones were measured to do."""

from __future__ import annotations

import asyncio
import contextlib
import html
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from routine.adapters.notify.freedesktop import FreedesktopNotifier
from routine.core.notices.reconcile import after_telling
from routine.core.requests.commands import Press
from routine.core.requests.reports import Cleared, Closed, Told, Withdrawn
from routine.core.state.notice import UNDO_BUTTONS, Button, Delivery, Notice
from routine.core.when.moment import Now
from routine.daemon.notice_delivery import NoticeDelivery
from tests.adapters.audio.programs import run
from tests.e2e.desktop import Desktop
from tests.e2e.server_habits import (
    DUNST,
    GNOME,
    KDE,
    LXQT,
    MAKO,
    MATE,
    NINE,
    NOTIFICATION_DAEMON,
    STUB,
    SWAYNC,
    XFCE,
    Habits,
)
from tests.e2e.stub_server import StubServer

START = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)
BUTTONS = (Button("start", "Start"), Button("later", "Later"), Button("skip", "Skip"))
REMINDER = Notice(
    id="n1",
    title="Sheet mask",
    body="Wash your face.",
    buttons=BUTTONS,
    commands=("routine run sheet-mask",),
    timeout_s=0,
    revision="1",
    sound=True,
)
FOLLOWS = Notice(
    id="n1", title="Skipped", body="Next: tomorrow.", buttons=UNDO_BUTTONS, timeout_s=20, revision="card-0", first=True
)
NEXT = replace(REMINDER, title="Hand cream", buttons=(Button("done", "Done"), *BUTTONS[1:]), revision="2")
MAKO_SHOWS = 5
every_server = pytest.mark.parametrize("habits", NINE, ids=lambda habits: f"{habits.name}-{habits.vendor}")


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    found = Desktop(tmp_path)
    found.start_bus()
    try:
        yield found
    finally:
        found.close()


A_LOOK_S = 1.0


class Person:
    """Sits before the screen of a server, has a mouse, and a service that shows what is wanted next after a press."""

    def __init__(self, desktop: Desktop, server: StubServer) -> None:
        self.desktop, self.server = desktop, server
        self.deliveries: dict[str, Delivery] = {}
        self.pressed: list[Press] = []
        self.then: tuple[Notice, ...] = ()
        self.quiet = False
        self.took_s = 0.0  # to look and to move the mouse
        self.delivery = self._a_delivery()

    def _a_delivery(self) -> NoticeDelivery:
        def build() -> FreedesktopNotifier:
            return FreedesktopNotifier(
                self.desktop.environ, 2, lambda: self.quiet, again_s=0.01, clock=lambda: time.monotonic() + self.took_s
            )

        return NoticeDelivery({"freedesktop": build}, self._ask, lambda: Now(START, 0.0, "boot", "UTC"))

    async def _ask(self, message: Told | Closed | Withdrawn | Cleared | Press) -> object:
        match message:
            case Told():
                before = self.deliveries.get(message.notice)
                self.deliveries[message.notice] = after_telling(message, before, START)
            case Withdrawn():
                self.deliveries.pop(message.notice, None)
            case Press():
                self.pressed.append(message)
                self.delivery.want(self.then, dict(self.deliveries))
        return {}

    async def sees(self, *notices: Notice) -> None:
        """The household wants these and no others; returns when that has settled."""
        self.delivery.want(notices, dict(self.deliveries))
        wanted = {(one.id, one.revision) for one in notices}
        async with asyncio.timeout(20):
            while wanted != {(id, one.revision) for id, one in self.deliveries.items()}:
                await asyncio.sleep(0.01)
        await self.settled()

    async def settled(self) -> None:
        """Everything under way has arrived: nothing was said on the bus for a while."""
        said = -1
        while said != (said := len(self.server.notified) + len(self.server.closed)):
            for _ in range(5):
                await self.server.heard_all()
                await asyncio.sleep(0.01)

    async def new_run(self) -> None:
        """The daemon is killed and started again, with what state knows."""
        await self.delivery.stop()
        self.delivery = self._a_delivery()
        await self.delivery.start()

    def titles(self) -> list[str]:
        return [notify.title for notify in self.server.in_sight().values()]

    def text(self) -> str:
        """Every text on the screen as it reads."""
        return "\n".join(html.unescape(notify.body) for notify in self.server.in_sight().values())

    async def press(self, label: str) -> None:
        """Look, and press the button, with at most two clicks where none is drawn."""
        self.took_s += A_LOOK_S
        await self.press_at_once(label)

    async def press_at_once(self, label: str) -> None:
        """Press it without having looked at it."""
        if not self.server.habits.draws_buttons and not self._answer(label):
            await self.click()
            self.took_s += A_LOOK_S
        number = next((number for number, drawn in self.server.buttons.items() if label in drawn), None)
        if self.server.habits.draws_buttons:
            assert number is not None, f"no button {label!r} among {self.server.buttons}"
            await self.server.press(number, self.server.buttons[number][label])
        else:
            await self.server.press(self._answer(label), "default")
        await self.settled()

    def _answer(self, label: str) -> int:
        titles = {number: notify.title for number, notify in self.server.in_sight().items()}
        return next((number for number, title in titles.items() if title.startswith(f"{label}: ")), 0)

    async def click(self) -> None:
        """Click the text, beside the buttons."""
        self.took_s += A_LOOK_S
        offered = [number for number, notify in self.server.in_sight().items() if "default" in notify.actions]
        text = next((number for number in offered if ": " not in self.server.showing[number].title), None)
        await self.server.click(text or next(iter(self.server.showing)))
        await self.settled()


def before(desktop: Desktop, habits: Habits, scenario: Callable[[Person], Awaitable[None]]) -> None:
    async def scene() -> None:
        async with sitting(desktop, habits) as person:
            await scenario(person)

    run(scene(), within_s=60)


@contextlib.asynccontextmanager
async def sitting(desktop: Desktop, habits: Habits) -> AsyncIterator[Person]:
    server = await StubServer(desktop.address, habits=habits).start()
    person = Person(desktop, server)
    await person.delivery.start()
    yield person
    await person.delivery.stop()
    await server.stop()


LONG = replace(REMINDER, body="\n".join(f"{n}. A step with some words to it." for n in range(1, 9)))


def test_on_mako_no_more_are_sent_than_it_shows_and_the_text_is_read_to_its_end_by_clicks(desktop: Desktop) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(LONG)
        await person.click()
        seen = person.text()
        while "Click here to read on" in seen:
            assert len(person.titles()) <= MAKO_SHOWS
            assert sum(": " in title for title in person.titles()) == len(BUTTONS)
            await person.click()
            if person.text() in seen:
                break
            seen += person.text()
        assert all(f"{n}." in seen for n in range(1, 9))
        await person.press("Skip")
        assert person.pressed == [Press("n1", "skip")]

    before(desktop, MAKO, scenario)


@every_server
@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.id)
def test_a_minute_later_each_answer_can_be_pressed(desktop: Desktop, habits: Habits, button: Button) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        person.server.fold()
        await person.press(button.label)
        assert person.pressed == [Press("n1", button.id)]

    before(desktop, habits, scenario)


@every_server
def test_what_follows_a_press_is_seen_and_can_be_taken_back(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        person.then = (FOLLOWS,)
        await person.sees(REMINDER)
        await person.press("Skip")
        person.server.fold()
        assert "Skipped" in person.titles()
        assert "Sheet mask" not in person.titles()
        await person.press("Undo")
        assert person.pressed == [Press("n1", "skip"), Press("n1", "undo")]

    before(desktop, habits, scenario)


@every_server
def test_a_double_click_on_done_is_one_answer_and_what_follows_stays_to_be_read(
    desktop: Desktop, habits: Habits
) -> None:
    """Its second half would press Undo of what follows, which comes where the button was."""

    async def scenario(person: Person) -> None:
        person.then = (FOLLOWS,)
        await person.sees(REMINDER)
        await person.press("Skip")
        person.server.fold()
        await person.press_at_once("Undo")
        assert person.pressed == [Press("n1", "skip")]
        person.server.fold()
        assert "Skipped" in person.titles()
        await person.press("Undo")
        assert person.pressed == [Press("n1", "skip"), Press("n1", "undo")]

    before(desktop, habits, scenario)


@pytest.mark.parametrize("habits", [one for one in NINE if not one.one_at_a_time], ids=lambda one: one.name)
def test_what_stood_there_all_along_is_pressed_also_while_another_goes(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER, replace(NEXT, id="n2"))
        person.took_s += A_LOOK_S
        await person.sees(REMINDER)
        await person.press_at_once("Skip")
        assert person.pressed == [Press("n1", "skip")]

    before(desktop, habits, scenario)


@pytest.mark.parametrize(("rows", "offered"), [(7, True), (8, False)])
def test_on_plasma_all_are_answered_at_once_only_where_none_has_to_be_scrolled_to(
    desktop: Desktop, rows: int, *, offered: bool
) -> None:
    body = "\n".join(f"• Routine {n}: a dose." for n in range(rows))
    digest = replace(REMINDER, title="Several are due", body=body, only_if_whole=(BUTTONS[0].id,))

    async def scenario(person: Person) -> None:
        await person.sees(digest)
        assert f"Routine {rows - 1}" in person.text()
        drawn = {label for labels in person.server.buttons.values() for label in labels}
        assert (BUTTONS[0].label in drawn) is offered
        assert BUTTONS[1].label in drawn

    before(desktop, KDE, scenario)


@every_server
def test_one_by_one_goes_on_with_the_buttons_of_the_next(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        person.then = (NEXT,)
        await person.sees(REMINDER)
        await person.press("Skip")
        person.server.fold()
        await person.press("Done")
        assert person.pressed == [Press("n1", "skip"), Press("n1", "done")]

    before(desktop, habits, scenario)


@every_server
def test_another_notice_in_its_place_has_its_own_buttons(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        await person.sees(NEXT)
        assert "Sheet mask" not in person.titles()
        await person.press("Done")
        assert person.pressed == [Press("n1", "done")]

    before(desktop, habits, scenario)


@every_server
def test_a_press_that_comes_again_late_answers_nothing_more(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        person.then = (NEXT,)
        await person.sees(REMINDER)
        numbers = set(person.server.showing)
        await person.press("Skip")
        numbers |= set(range(1, max(person.server.showing)))
        for number in numbers - set(person.server.showing):
            for action in ("skip", "start", "default"):
                await person.server.press(number, action)
        await person.settled()
        assert person.pressed == [Press("n1", "skip")]
        assert "Hand cream" in person.titles()

    before(desktop, habits, scenario)


@every_server
def test_the_same_text_once_more_is_no_failure_and_can_be_answered(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        await person.sees(replace(REMINDER, revision="2"))
        assert person.titles() == ["Sheet mask"]
        await person.press("Skip")
        assert person.pressed == [Press("n1", "skip")]

    before(desktop, habits, scenario)


@every_server
def test_a_button_that_was_not_offered_answers_nothing(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        await person.server.press(next(iter(person.server.showing)), "all-done")
        await person.settled()
        assert person.pressed == []

    before(desktop, habits, scenario)


@every_server
def test_what_is_withdrawn_is_off_the_screen(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        await person.sees()
        assert person.titles() == []

    before(desktop, habits, scenario)


@every_server
def test_after_a_new_run_it_stands_there_once_and_can_be_answered_or_withdrawn(
    desktop: Desktop, habits: Habits
) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        await person.new_run()
        await person.sees(REMINDER)
        assert person.titles() == ["Sheet mask"]
        await person.new_run()
        await person.sees()
        assert person.titles() == []
        assert person.deliveries == {}

    before(desktop, habits, scenario)


@pytest.mark.parametrize("habits", [DUNST, MAKO], ids=lambda habits: habits.name)
def test_an_opened_notice_is_withdrawn_whole_after_a_new_run(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        await person.click()
        titles = ["Sheet mask", "Start: Sheet mask", "Later: Sheet mask", "Skip: Sheet mask"]
        assert person.titles() == (titles[::-1] if habits is MAKO else titles)
        await person.new_run()
        await person.sees()
        assert person.titles() == []

    before(desktop, habits, scenario)


@every_server
def test_no_button_is_drawn_that_answers_nothing(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        drawn = [list(labels) for labels in person.server.buttons.values()]
        assert drawn == ([["Start", "Later", "Skip"]] if habits.draws_buttons else [[]])

    before(desktop, habits, scenario)


@pytest.mark.parametrize(
    "habits",
    [one for one in NINE if one not in (NOTIFICATION_DAEMON, XFCE, LXQT)],
    ids=lambda habits: f"{habits.name}",
)
def test_a_click_beside_the_buttons_shows_it_again_to_stay_and_answers_nothing(
    desktop: Desktop, habits: Habits
) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        await person.click()
        person.server.fold()
        assert person.pressed == []
        assert "Wash your face." in person.text()
        await person.press("Skip")
        assert person.pressed == [Press("n1", "skip")]

    before(desktop, habits, scenario)


def test_where_a_click_dismisses_it_comes_back_with_its_next_nag(desktop: Desktop) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        await person.click()
        assert person.titles() == []
        await person.sees(replace(REMINDER, refresh="1"))
        assert person.titles() == []
        await person.sees(replace(REMINDER, revision="nag"))
        assert person.titles() == ["Sheet mask"]
        assert person.pressed == []

    before(desktop, NOTIFICATION_DAEMON, scenario)


@every_server
def test_the_time_left_changes_in_place_or_not_at_all(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(replace(REMINDER, body="8 minutes left", refresh="16"))
        standing = list(person.server.showing)
        await person.sees(replace(REMINDER, body="7 minutes left", refresh="14"))
        assert list(person.server.showing) == standing
        assert ("7 minutes left" in person.text()) is (habits is not GNOME)
        await person.press("Later")
        assert person.pressed == [Press("n1", "later")]

    before(desktop, habits, scenario)


@every_server
def test_a_bar_is_only_drawn_where_the_text_stays(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(replace(REMINDER, progress=40))
        hints = person.server.notified[-1].hints
        assert ("value" in hints) is (habits in (DUNST, MAKO, SWAYNC))

    before(desktop, habits, scenario)


@every_server
def test_nothing_is_left_to_the_server_for_how_long(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        told = replace(FOLLOWS, timeout_s=None, first=False)
        await person.sees(REMINDER, replace(FOLLOWS, id="n2", first=False), replace(told, id="n3"))
        asks, follows, tells = (notify.timeout for notify in person.server.notified)
        for_20_s = 0 if habits in (GNOME, LXQT) else 20_000  # by a timer of our own
        assert (asks, follows, tells) == (12 * 3600 * 1000 if habits is SWAYNC else 0, for_20_s, for_20_s)

    before(desktop, habits, scenario)


@every_server
def test_a_long_text_can_be_read_to_its_end_by_clicks_and_is_never_cut_without_a_sign(
    desktop: Desktop, habits: Habits
) -> None:
    words = [f"word{n}" for n in range(60)]

    async def scenario(person: Person) -> None:
        await person.sees(replace(REMINDER, body=" ".join(words)))
        read = person.text()
        assert "word59" in read or "…" in read
        clicks = 0
        while habits not in (NOTIFICATION_DAEMON, XFCE, LXQT) and "word59" not in read and clicks < 5:
            await person.click()
            read, clicks = read + person.text(), clicks + 1
        assert [word for word in words if word not in read] == []
        assert all(
            len(notify.body.splitlines()) <= habits.rows or len(notify.body) <= 50 * habits.rows
            for notify in person.server.notified
        )

    before(desktop, habits, scenario)


@every_server
@pytest.mark.parametrize("text", ["<b>bold</b> & <i>", "ü" * 10_000, "שלום עולם 👩🏽‍🦱 مرحبا", "%s \\n $(id)"])
def test_a_text_shows_as_it_was_written_whole_or_cut_with_a_sign(desktop: Desktop, habits: Habits, text: str) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(replace(REMINDER, body=text))
        sent = next(notify for notify in person.server.notified if notify.actions)
        as_read = html.unescape(sent.body) if "body-markup" in habits.capabilities else sent.body
        tagless = text.replace("<", "‹").replace(">", "›") if habits is DUNST else text
        first = as_read.split("\n")[0]
        first = first.rstrip("\N{NO-BREAK SPACE}")
        assert first == tagless or (len(text) > 1000 and "…" in as_read and first.rstrip("…") in text)

    before(desktop, habits, scenario)


def test_gnome_opens_what_wants_an_answer_and_only_lists_it_while_it_is_not_to_disturb(desktop: Desktop) -> None:
    async def scenario(person: Person) -> None:
        person.quiet = True
        await person.sees(REMINDER, replace(REMINDER, id="alarm", urgency="critical"))
        assert [notify.hints["urgency"] for notify in person.server.notified] == [("y", 1), ("y", 2)]
        await person.click()
        assert person.server.notified[-1].hints["urgency"] == ("y", 2)
        assert person.server.notified[-1].title == "Sheet mask"

    before(desktop, GNOME, scenario)


def test_gnome_shows_what_follows_a_press_and_a_session_goes_on_although_it_is_not_to_disturb(
    desktop: Desktop,
) -> None:
    """Whoever pressed looks there; what comes of itself, and a session nobody looks at, is listed as ever."""
    step = replace(REMINDER, id="session", title="Step 1", first=True)

    async def scenario(person: Person) -> None:
        person.quiet, person.then = True, (FOLLOWS,)
        await person.sees(replace(step, title="Elsewhere"))
        await person.sees(REMINDER)
        await person.click()
        await person.press("Skip")
        await person.sees(FOLLOWS, step)
        await person.sees(FOLLOWS, replace(step, title="Step 2", revision="2"), replace(NEXT, id="n2"))
        told = {(notify.title, notify.hints["urgency"][1]) for notify in person.server.notified}
        listed, opened = {("Elsewhere", 1), ("Sheet mask", 1), ("Hand cream", 1)}, {("Sheet mask", 2)}
        assert told == listed | opened | {("Skipped", 2), ("Step 1", 2), ("Step 2", 2)}

    before(desktop, GNOME, scenario)


ONE_AT_A_TIME = pytest.mark.parametrize("habits", [GNOME, NOTIFICATION_DAEMON], ids=lambda habits: habits.name)


@ONE_AT_A_TIME
def test_what_follows_a_press_comes_before_all_that_waits_which_comes_after_it(
    desktop: Desktop, habits: Habits
) -> None:
    """Where one shows at a time, it would come when all the others are answered: Undo would be of no use by then."""
    other = replace(NEXT, id="n2", title="Lip balm")

    async def scenario(person: Person) -> None:
        person.then = (replace(FOLLOWS, id="n1"), other, replace(NEXT, id="n3"))
        await person.sees(REMINDER, other, replace(NEXT, id="n3"))
        await person.press("Start")
        assert next(iter(person.server.in_sight().values())).title == "Skipped"
        await person.press("OK")
        assert "Skipped" not in person.titles()
        assert next(iter(person.server.in_sight().values())).title == "Lip balm"
        sounds = [notify.title for notify in person.server.notified if "sound-name" in notify.hints]
        assert sounds.count("Lip balm") == 1, "what comes again makes no sound"
        await person.press("Done")
        assert person.pressed == [Press("n1", "start"), Press("n2", "done")]

    before(desktop, habits, scenario)


def test_what_had_its_time_on_the_screen_does_not_come_again_behind_what_follows_a_press(desktop: Desktop) -> None:
    """GNOME's old server does not tell when one expires."""
    brief = replace(FOLLOWS, id="n2", title="Moved", timeout_s=1, first=False)

    async def scenario(person: Person) -> None:
        person.then = (replace(FOLLOWS, id="n1"), brief)
        await person.sees(brief)
        await asyncio.sleep(1.1)  # the server's own time
        await person.sees(brief, REMINDER)
        await person.server.expire(1)
        await person.press("Later")
        assert [notify.title for notify in person.server.notified if notify.title != "Routine"] == [
            "Moved", "Sheet mask", "Skipped",
        ]  # fmt: skip

    before(desktop, NOTIFICATION_DAEMON, scenario)


@every_server
def test_a_lone_undo_has_a_button_beside_it_where_a_click_anywhere_or_the_next_waits_for_it(
    desktop: Desktop, habits: Habits
) -> None:
    """LXQt presses the only button for a click anywhere; where one shows at a time, OK has the next come."""

    async def scenario(person: Person) -> None:
        await person.sees(FOLLOWS)
        drawn = [list(labels) for labels in person.server.buttons.values()]
        alone = ["Undo"] if habits.draws_buttons else []
        assert drawn == [["Undo", "OK"] if habits in (GNOME, LXQT, NOTIFICATION_DAEMON) else alone]
        if "OK" in drawn[0]:
            await person.press("OK")
            assert (person.titles(), person.pressed) == ([], [])

    before(desktop, habits, scenario)


def test_lxqt_says_in_the_text_which_buttons_there_are_where_it_cuts_their_labels(desktop: Desktop) -> None:
    cut = (Button("done", "Removing it"), Button("stinging", "It stings"), Button("stop", "Stop"))

    async def scenario(person: Person) -> None:
        await person.sees(replace(REMINDER, buttons=cut))
        assert "The buttons: Removing it, It stings, Stop." in person.text()
        await person.sees(replace(REMINDER, revision="2"))
        assert "The buttons" not in person.text()

    before(desktop, LXQT, scenario)


def test_on_gnome_what_was_told_without_a_press_does_not_come_before_what_waits_for_an_answer(desktop: Desktop) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER, replace(FOLLOWS, id="n2", first=False))
        assert [notify.hints["urgency"] for notify in person.server.notified] == [("y", 2), ("y", 1)]

    before(desktop, GNOME, scenario)


def test_on_gnome_what_waits_behind_is_sent_again_when_the_one_before_it_is_taken_off(desktop: Desktop) -> None:
    """GNOME 43 shows the next of its queue after a press, but not after CloseNotification."""

    async def scenario(person: Person) -> None:
        await person.sees(replace(FOLLOWS, id="n2"), NEXT)
        await person.sees(NEXT)
        assert [notify.title for notify in person.server.notified] == ["Skipped", "Hand cream", "Hand cream"]
        assert person.titles() == ["Hand cream"]
        await person.press("Done")
        assert person.pressed == [Press("n1", "done")]

    before(desktop, GNOME, scenario)


def test_on_gnome_what_stands_before_all_others_is_not_sent_again_for_one_behind_it(desktop: Desktop) -> None:
    early = Notice(id="early", title="In 2 minutes", body="You need a towel.", revision="e")

    async def scenario(person: Person) -> None:
        await person.sees(early, REMINDER, replace(NEXT, id="n2"))
        await person.sees(REMINDER, replace(NEXT, id="n2"))
        await person.sees(REMINDER)
        assert [notify.title for notify in person.server.notified] == ["In 2 minutes", "Sheet mask", "Hand cream"]

    before(desktop, GNOME, scenario)


def test_on_gnome_what_was_clicked_in_the_list_is_read_from_its_beginning(desktop: Desktop) -> None:
    """Behind another it was never on the screen: a click there does not turn its page."""

    async def scenario(person: Person) -> None:
        await person.sees(REMINDER, replace(LONG, id="n2"))
        await person.server.click(2)
        await person.settled()
        assert person.server.notified[2].body.startswith("1. A step")
        person.took_s += A_LOOK_S
        await person.server.click(3)
        await person.settled()
        assert not person.server.notified[-1].body.startswith("1. A step")

    before(desktop, GNOME, scenario)


def test_on_gnome_what_was_clicked_in_the_list_is_sent_once_the_one_before_it_is_off(desktop: Desktop) -> None:
    """GNOME 43 shows nothing after one is closed until another comes: the list would close over an empty screen."""

    async def scenario(person: Person) -> None:
        await person.sees(REMINDER, replace(NEXT, id="n2"))
        await person.server.click(2)
        await person.settled()
        assert 1 in person.server.closed
        assert [notify.title for notify in person.server.notified[2:]] == ["Hand cream", "Sheet mask"]
        assert person.titles() == ["Hand cream", "Sheet mask"]

    before(desktop, GNOME, scenario)


def test_on_gnome_what_was_clicked_in_the_list_comes_before_all_others(desktop: Desktop) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(replace(REMINDER, id="n2"), NEXT)
        await person.server.until_notified(2)
        await person.server.click(2)
        await person.settled()
        assert person.titles() == ["Hand cream", "Sheet mask"]
        await person.press("Start")
        assert person.pressed == [Press("n2", "start")]

    before(desktop, GNOME, scenario)


def test_on_gnome_a_step_comes_before_what_was_sent_earlier(desktop: Desktop) -> None:
    """GNOME shows one after the other, as they came: a question would hide the step of a mask that is on the face."""
    step = replace(REMINDER, id="session", title="Clay mask, 4 of 5", first=True)

    async def scenario(person: Person) -> None:
        await person.sees(step, NEXT)
        await person.sees(replace(step, title="Clay mask, 5 of 5", revision="5"), NEXT)
        assert person.titles() == ["Clay mask, 5 of 5", "Hand cream"]
        assert "sound-name" not in person.server.notified[-1].hints
        await person.press("Done")
        assert person.pressed == [Press("n1", "done")]

    before(desktop, GNOME, scenario)


@pytest.mark.parametrize("habits", [GNOME, LXQT], ids=lambda habits: habits.name)
def test_what_follows_a_press_is_taken_off_when_its_time_is_over(desktop: Desktop, habits: Habits) -> None:
    """On GNOME it would stay for good, and on LXQt the server's own time ends as the pointer leaves it."""

    async def scenario(person: Person) -> None:
        await person.sees(replace(FOLLOWS, id="n2", timeout_s=1), NEXT)
        await person.server.until_closed(1)
        await person.settled()
        assert person.titles() == ["Hand cream"]
        assert len(person.server.notified) == (3 if habits is GNOME else 2)  # shown, where the server does not

    before(desktop, habits, scenario)


def test_the_same_text_is_sent_again_to_a_server_that_takes_it_for_a_mistake(desktop: Desktop) -> None:
    """KDE refuses what it showed less than a second ago: the notice is neither lost nor sent to another notifier."""

    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        person.delivery.want((replace(REMINDER, revision="2"),), dict(person.deliveries))
        await person.server.until_notified(2)
        await person.settled()
        assert person.delivery.facts().last_failure is None
        await person.press("Later")
        assert person.pressed == [Press("n1", "later")]

    before(desktop, KDE, scenario)


@pytest.mark.parametrize("habits", [KDE, LXQT, MATE, SWAYNC], ids=lambda habits: habits.name)
def test_what_wants_an_answer_does_not_shout_where_it_stays_anyway(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        assert person.server.notified[-1].hints["urgency"] == ("y", 1)

    before(desktop, habits, scenario)


@pytest.mark.parametrize("habits", [STUB, STUB._replace(draws_buttons=False)], ids=["honest", "lying"])
def test_on_an_unknown_server_the_text_also_says_what_to_type(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        assert "routine run sheet-mask" in person.text()
        assert "does not know whether it shows buttons" in person.delivery.facts().detail

    before(desktop, habits, scenario)


def test_a_sound_comes_with_a_reminder_and_not_again_with_a_click(desktop: Desktop) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        await person.click()
        assert ["sound-name" in notify.hints for notify in person.server.notified] == [True, False]

    before(desktop, MATE, scenario)
