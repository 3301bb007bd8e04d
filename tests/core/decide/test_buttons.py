"""What the buttons of notices do: every kind of card has some; one by one; a button that fits nothing any more."""

from __future__ import annotations

import pytest

from routine.core.decide.buttons import CARDS
from routine.core.decide.outcomes import NothingDone, PageAsked, Pressed
from routine.core.preset.model import Step
from routine.core.reminders.outcomes import Answered
from routine.core.requests.commands import Done, Enable, Press
from routine.core.state.cards import KINDS, Card, Kind
from routine.core.state.notice import OK_OR_OPEN
from tests.builders import World, a_preset, a_schedule, lasting
from tests.core.safety.doses import a_pill, a_world


def test_every_kind_of_card_says_what_its_buttons_do() -> None:
    assert CARDS.keys() == KINDS.keys()


def walk() -> World:
    """Three that are due, gone through one by one."""
    world = World(*(a_preset(f"r{n}") for n in range(3)))
    world.to("08:00")
    world.press("one-by-one")
    return world


def test_one_by_one_shows_each_of_them_in_turn_to_the_end() -> None:
    world = walk()
    seen = []
    for id, button in (("r0", "done"), ("r1", "skip"), ("r2", "done")):
        seen.append([one for one in world.showing if one != "answered"])
        world.press(button, id)
    assert seen == [["r0"], ["r1"], ["r2"]]
    assert list(world.answers.values()) == ["done", "skipped", "done"]
    assert world.showing == ["answered"]


@pytest.mark.parametrize("button", ["done", "later"])
def test_one_by_one_what_became_of_the_one_before_stands_beside_the_next_with_undo(button: str) -> None:
    world = walk()
    world.press(button)
    assert world.showing == ["answered", "r1"]
    assert world.offers("answered") == ["undo"]


def test_one_by_one_only_the_last_confirmation_stands() -> None:
    world = walk()
    world.press("done")
    world.press("skip", "r1")
    assert world.showing == ["answered", "r2"]
    assert [entry.answer for entry in world.log if f"{entry.routine}/{entry.seq}" in world.card("answered").about] == [
        "skipped"
    ]


def test_one_by_one_goes_on_after_a_restart() -> None:
    world = walk()
    world.press("done")
    world.restart(boot="another")
    assert world.showing == ["answered", "r1"]
    world.press("done", "r1")
    assert world.pressed("done", "r2") == Answered((world.log[-1],))
    assert world.raised == []


def test_one_by_one_later_goes_on_to_the_next_and_brings_it_back() -> None:
    world = walk()
    world.press("later")
    assert world.showing == ["answered", "r1"]
    world.to("08:20")
    assert world.showing == ["r1"]
    world.press("done", "r1")
    assert world.showing == ["answered", "r0"]


def test_one_by_one_undo_brings_the_one_before_back_at_once() -> None:
    world = walk()
    world.press("done")
    world.to("08:01")
    world.press("undo", "answered")
    assert sorted(world.showing) == ["r0", "r1"]
    assert world.answers == {}


def test_one_by_one_what_comes_due_meanwhile_comes_at_the_end() -> None:
    """What is on the screen does not change under the mouse."""
    world = World(a_preset("b"), a_preset("c"), a_preset("a", a_schedule("08:02")))
    world.to("08:00")
    world.press("one-by-one")
    world.to("08:02")
    assert world.showing == ["b"]
    for id in ("b", "c", "a"):
        assert id in world.showing
        world.press("done", id)
    assert world.showing == ["answered"]


def test_one_by_one_a_press_that_comes_late_means_the_one_that_it_was_made_on() -> None:
    """The server tells it after the next has taken its place."""
    world = walk()
    first = world.notice("r0")
    world.ask(Done(("r0",)))
    assert world.did(Press(first.id, "done")) == NothingDone("answered")
    assert list(world.answers) == ["r0@2026-11-23T08:00"]


def test_one_by_one_waits_while_one_of_them_is_done_in_a_session() -> None:
    steps = (Step(id="rest", say="Rest.", timer=lasting("5m")),)
    world = World(a_preset("a", steps=steps), a_preset("b", steps=steps))
    world.to("08:00")
    world.press("start", "a")
    assert world.showing == ["session"]
    world.press("ready", "session")
    world.press("next", "session")
    assert "b" in world.showing


def test_done_pressed_on_a_notice_that_more_joined_meanwhile_answers_none_of_them() -> None:
    world = World(a_preset("a", a_schedule("08:00")), a_preset("b", a_schedule("08:02")))
    world.to("08:00")
    old = world.notice()
    world.to("08:02")
    assert world.did(Press(old.id, "done")) == Pressed(old.id, NothingDone("more waits"))
    assert world.answers == {}


def test_all_done_pressed_while_one_more_joins_answers_none_of_them() -> None:
    """It was not there to be read when the button was pressed."""
    world = World(a_preset("a"), a_preset("b"), a_preset("c", a_schedule("08:02")))
    world.to("08:00")
    notice = world.notice("a+b")
    world.simulation.delivers = False
    world.to("08:02")
    assert world.did(Press(notice.id, "all-done")) == Pressed(notice.id, NothingDone("more waits"))
    assert world.answers == {}


def test_all_done_is_not_offered_where_one_would_be_too_much_for_today() -> None:
    world = a_world(a_pill("a", 1500), a_pill("b", 600))
    world.ask(Enable(("a", "b"), accept=("limit-vitamin-c-2100",)))
    world.to("08:00")
    notice = world.notice("a+b")
    assert "above the upper limit" in notice.body
    assert [button.id for button in notice.buttons] == ["one-by-one", "all-later"]
    assert world.did(Press(notice.id, "all-done")) == Pressed(notice.id, NothingDone("more waits"))


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


def test_what_was_put_off_is_one_of_so_many_once() -> None:
    """“This was the last of 2” of a reminder that came alone, because Later and Done were both counted."""
    world = World(a_preset("a"), a_preset("b", a_schedule("10:00")))
    world.to("08:00")
    world.press("later")
    world.to("08:20")
    outcome = world.did(world._press("done", "a"))
    assert isinstance(outcome, Pressed)
    assert outcome.last_of == 0


def test_gone_through_with_one_put_off_it_is_the_last_of_as_many_as_there_were() -> None:
    world = World(*(a_preset(id) for id in "abc"))
    world.to("08:00")
    world.press("one-by-one")
    found = []
    for button in ("later", "done", "done"):
        outcome = world.did(world._press(button, next(id for id in world.showing if id in "abc")))
        assert isinstance(outcome, Pressed)
        found.append(outcome.last_of)
    world.to("08:20")
    outcome = world.did(world._press("done", "a"))
    assert isinstance(outcome, Pressed)
    assert (found, outcome.last_of) == ([0, 0, 3], 0)


@pytest.mark.parametrize(("kind", "screen"), [("files", "routines"), ("hold", "routines"), ("stock", "supplies")])
def test_a_card_that_asks_for_more_than_ok_leads_to_where_it_can_be_done(kind: Kind, screen: str) -> None:
    """Who answers with a mouse has no terminal: a command beside OK is a dead end."""
    world = World(a_preset())
    card = Card(id="c1", kind=kind, title="A", body="B", buttons=OK_OR_OPEN)
    assert CARDS[kind](world.draft, card, "open") == PageAsked(screen)
    assert CARDS[kind](world.draft, card, "ok") is None
