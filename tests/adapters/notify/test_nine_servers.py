"""A reminder, its answers and what follows, on servers that do as the nine real ones were measured to do."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.requests.commands import Press
from routine.core.state.notice import Button
from tests.adapters.notify.person import BUTTONS, FOLLOWS, NEXT, REMINDER, Person, before, every_server
from tests.e2e.desktop import Desktop
from tests.e2e.server_habits import (
    DUNST,
    GNOME,
    KDE,
    LXQT,
    MAKO,
    MATE,
    SWAYNC,
    Habits,
)


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
def test_the_same_text_once_more_is_no_failure_and_can_be_answered(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        await person.sees(replace(REMINDER, revision="2"))
        assert person.titles() == ["Sheet mask"]
        await person.press("Skip")
        assert person.pressed == [Press("n1", "skip")]

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


def test_a_sound_comes_with_a_reminder_and_not_again_with_a_click(desktop: Desktop) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        await person.click()
        assert ["sound-name" in notify.hints for notify in person.server.notified] == [True, False]

    before(desktop, MATE, scenario)
