"""What a press, a click or a double click means on each server."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.requests.commands import Press
from tests.adapters.notify.person import A_LOOK_S, FOLLOWS, NEXT, REMINDER, Person, before, every_server
from tests.e2e.desktop import Desktop
from tests.e2e.server_habits import (
    LXQT,
    NINE,
    NOTIFICATION_DAEMON,
    XFCE,
    Habits,
)


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
def test_a_button_that_was_not_offered_answers_nothing(desktop: Desktop, habits: Habits) -> None:
    async def scenario(person: Person) -> None:
        await person.sees(REMINDER)
        await person.server.press(next(iter(person.server.showing)), "all-done")
        await person.settled()
        assert person.pressed == []

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
