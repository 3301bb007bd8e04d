"""Undo: which of all that was said it takes back."""

from __future__ import annotations

from contextlib import suppress
from typing import Literal

import pytest

from routine.core.errors import NothingToDoError
from routine.core.requests.commands import Command, Done, PauseCommand, RefillStock, Skip, Undo
from tests.builders import World, a_preset, a_schedule


def test_undo_after_a_pause_takes_back_the_pause_and_leaves_the_answer_before_it() -> None:
    """Who paused by a slip means the pause: the dose that was taken before it stays recorded."""
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.ask(Done(("a",)))
    world.ask(PauseCommand("b"))
    world.ask(Undo())
    assert (world.raised, world.state.pauses) == (["b@2026-11-23T08:00"], ())
    assert world.answers == {"a@2026-11-23T08:00": "done"}
    world.ask(Undo())
    assert world.raised == ["a@2026-11-23T08:00", "b@2026-11-23T08:00"]


def test_an_answer_after_a_pause_is_taken_back_before_it() -> None:
    world = World(a_preset("a"))
    world.ask(PauseCommand("a", start="tomorrow"))
    world.to("08:00")
    world.ask(Done(("a",)))
    world.ask(Undo())
    assert (world.raised, len(world.state.pauses)) == (["a@2026-11-23T08:00"], 1)


def test_undo_of_another_routine_leaves_a_pause_alone() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.ask(Done(("a",)))
    world.ask(PauseCommand("b"))
    world.ask(Undo("a"))
    assert (world.raised, len(world.state.pauses)) == (["a@2026-11-23T08:00"], 1)


def test_undo_with_nothing_to_take_back_says_so() -> None:
    world = World(a_preset())
    with pytest.raises(NothingToDoError):
        world.ask(Undo())


def test_undo_twice_takes_back_the_two_last_answers_in_turn() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.ask(Done(("a",)))
    world.ask(Skip(("b",)))
    world.ask(Undo())
    world.ask(Undo())
    assert world.raised == ["a@2026-11-23T08:00", "b@2026-11-23T08:00"]


@pytest.mark.parametrize(("at", "undone"), [("07:59:59", True), ("08:00", False)])
def test_a_pause_that_has_run_its_course_is_not_what_undo_means(at: str, undone: bool) -> None:
    """An hour of it, entered at seven; the button beside it still means it, whenever it is pressed."""
    world = World(a_preset(schedule=a_schedule("20:00")))
    world.ask(PauseCommand("spf", length="1h"))
    world.to(at)
    with suppress(NothingToDoError):
        world.ask(Undo())
    assert bool(world.state.pauses) is not undone
    if not undone:
        world.ask(Undo(what="pause"))
        assert world.state.pauses == ()


def test_a_pause_in_the_past_that_was_just_entered_is_what_undo_means() -> None:
    world = World(a_preset())
    world.to("2026-11-25 07:00")
    world.ask(PauseCommand("spf", "2026-11-23", "2026-11-24"))
    world.ask(Undo())
    assert (world.state.pauses, set(world.answers.values())) == ((), {"missed"})


@pytest.mark.parametrize(
    ("command", "what"), [(PauseCommand("b"), "pause"), (RefillStock("b", opened="today"), "product")]
)
def test_the_button_that_names_what_was_said_after_an_answer_takes_that_back(
    command: Command, what: Literal["pause", "product"]
) -> None:
    """An answer after it, and it takes back nothing: it may have been meant for that."""
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.ask(Done(("a",)))
    world.ask(command)
    world.ask(Undo(what=what))
    assert (world.state.pauses, world.routine("b").product) == ((), None)
    assert world.answers == {"a@2026-11-23T08:00": "done"}
    world.ask(command)
    world.ask(Done(("a",), extra=True, at="07:30"))
    with pytest.raises(NothingToDoError, match="something else"):
        world.ask(Undo(what=what))


def test_an_undo_of_one_answer_takes_back_no_other() -> None:
    """A button of an older notice, pressed after another answer was given."""
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.ask(Done(("a",)))
    world.ask(Done(("b",)))
    with pytest.raises(NothingToDoError, match="something else"):
        world.ask(Undo(seq=1))
    assert list(world.answers.values()) == ["done", "done"]
    world.ask(Undo(seq=2))
    assert world.answers == {"a@2026-11-23T08:00": "done"}


def test_a_refill_leaves_alone_what_was_said_of_the_product_before_it() -> None:
    """Only what was said together with it goes with it."""
    world = World(a_preset())
    world.ask(RefillStock("spf", opened="today", keeps="12M"))
    world.to("07:30")
    world.ask(RefillStock("spf", doses=30))
    world.ask(Undo())
    assert (world.routine("spf").stock, world.routine("spf").product is not None) == (None, True)


def test_a_day_indoors_is_one_answer_that_comes_back_whole() -> None:
    """And nothing of another sunscreen's, or of another day's, comes with it."""
    twice = a_schedule("08:00", "12:00")
    world = World(a_preset("spf", twice, kind="sun"), a_preset("lips", twice, kind="sun"))
    world.to("2026-11-23 08:00")
    world.ask(Skip(("spf",), staying_in=True))
    world.to("2026-11-24 08:00")
    world.ask(Skip(("lips",), staying_in=True))
    world.to("08:01")
    world.ask(Skip(("spf",), staying_in=True))
    excused = {id for id, answer in world.answers.items() if answer == "excused"}
    assert len(excused) == 6
    world.ask(Undo())
    left = {id for id, answer in world.answers.items() if answer == "excused"}
    assert excused - left == {"spf@2026-11-24T08:00", "spf@2026-11-24T12:00"}
