"""What the buttons of notices do: every kind of card has some; one by one; a button that fits nothing any more."""

from __future__ import annotations

import pytest

from routine.core.decide.buttons import CARDS
from routine.core.decide.outcomes import NothingDone, Pressed
from routine.core.reminders.outcomes import Answered
from routine.core.requests.commands import Done, Press
from routine.core.state.cards import KINDS
from tests.builders import World, a_preset, a_schedule


def test_every_kind_of_card_says_what_its_buttons_do() -> None:
    assert CARDS.keys() == KINDS.keys()


def test_one_by_one_shows_each_of_them_in_turn() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(3)))
    world.to("08:00")
    world.press("one-by-one")
    seen = []
    for button in ("done", "skip", "done"):
        seen.append(world.showing)
        world.press(button)
    assert seen == [["r0+r1+r2"], ["r1+r2"], ["r2"]]
    assert list(world.answers.values()) == ["done", "skipped", "done"]


@pytest.mark.parametrize("button", ["done", "later"])
def test_one_by_one_what_became_of_the_one_before_is_told_in_the_notice_of_the_next(button: str) -> None:
    world = World(a_preset("r0"), a_preset("r1"))
    world.to("08:00")
    world.press("one-by-one")
    world.press(button)
    assert world.showing == ["r1"]
    assert world.card("answered").id == world.notice("r1").id


def test_done_pressed_on_a_notice_that_more_joined_meanwhile_answers_none_of_them() -> None:
    world = World(a_preset("a", a_schedule("08:00")), a_preset("b", a_schedule("08:02")))
    world.to("08:00")
    old = world.notice()
    world.to("08:02")
    assert world.did(Press(old.id, "done")) == Pressed(old.id, NothingDone("more waits"))
    assert world.answers == {}


def test_all_done_can_be_undone_and_is_one_notice_again() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(7)))
    world.to("08:00")
    assert world.pressed("all-done") == Answered(tuple(world.log))
    assert world.showing == ["answered"]
    world.press("undo")
    assert world.answers == {}
    assert world.showing == ["r0+r1+r2+r3+r4+r5+r6"]


def test_a_button_of_a_notice_that_is_answered_by_now_changes_nothing() -> None:
    world = World(a_preset())
    world.to("08:00")
    notice = world.notice()
    world.ask(Done(("spf",)))
    assert world.did(Press(notice.id, "skip")) == NothingDone("answered")
    assert world.answers == {"spf@2026-11-23T08:00": "done"}


def test_what_a_button_did_is_told_in_the_same_notice_with_undo() -> None:
    world = World(a_preset())
    world.to("08:00")
    before = world.notice().id
    assert world.pressed("done") == Answered((world.log[0],))
    card = world.card("answered")
    assert (card.id, card.about, [b.id for b in card.buttons]) == (before, ("spf/1",), ["undo"])
    assert world.next("spf") == "2026-11-24 08:00"


def test_a_click_beside_the_buttons_is_no_answer() -> None:
    """Some servers send the button “default” for it, which nobody offered."""
    world = World(a_preset())
    world.to("08:00")
    world.press("done")
    notice = world.notice("answered")
    assert world.did(Press(notice.id, "default")) == NothingDone()
    assert world.notice("answered") == notice


def test_all_of_a_shared_notice_put_off_can_be_taken_back() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.press("all-later")
    world.press("undo", "answered")
    assert world.showing == ["a+b"]


def test_undo_by_the_button_does_the_same() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.press("done")
    world.press("undo")
    assert world.showing == ["spf"]


def test_irritated_on_what_irritates_nothing_is_a_press_that_fits_no_more() -> None:
    world = World(a_preset())
    world.to("08:00")
    before = world.state
    outcome = world.did(Press(world.notice("Spf").id, "irritated"))
    assert isinstance(outcome, Pressed)
    assert outcome.outcome == NothingDone("answered")
    assert (world.state.irritations, world.state.silence) == (before.irritations, before.silence)
