"""Undo: which of all that was said it takes back."""

from __future__ import annotations

import pytest

from routine.core.errors import NothingToDoError
from routine.core.requests.commands import Done, PauseCommand, Skip, Undo
from tests.builders import World, a_preset


def test_undo_after_a_pause_takes_back_an_answer_not_the_pause() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.ask(Done(("a",)))
    world.ask(PauseCommand("b"))
    world.ask(Undo())
    assert world.raised == ["a@2026-11-23T08:00"]
    assert world.answers == {"b@2026-11-23T08:00": "excused"}


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
