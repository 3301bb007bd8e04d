"""Undo: which of all that was said it takes back."""

from __future__ import annotations

import pytest

from routine.core.errors import NothingToDoError
from routine.core.requests.commands import Done, PauseCommand, Skip, Undo
from tests.builders import World, a_preset


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
