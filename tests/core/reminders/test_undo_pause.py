"""A pause that was a slip is undone: it never was, and nothing else comes back with it."""

from __future__ import annotations

from routine.core.preset.model import Remind
from routine.core.requests.commands import Irritated, PauseCommand, Resume, Undo
from tests.builders import World, a_preset, lasting

LONG = Remind(late=lasting("2h"), expires=lasting("3 days"))


def test_a_pause_that_is_taken_back_opens_nothing_that_the_one_before_it_had_excused() -> None:
    world = World(a_preset(remind=LONG))
    world.to("08:00")
    world.ask(PauseCommand("spf"))
    world.to("08:05")
    world.ask(Resume())
    world.to("08:10")
    world.ask(PauseCommand("spf"))
    world.to("08:11")
    world.ask(Undo("spf"))
    assert len(world.state.pauses) == 1
    assert world.answers == {"spf@2026-11-23T08:00": "excused"}
    assert world.raised == []


def test_of_two_pauses_the_one_that_is_taken_back_never_was_and_the_other_goes_on() -> None:
    world = World(a_preset(), a_preset("egg"))
    world.ask(PauseCommand("egg"))
    world.to("07:30")
    world.ask(PauseCommand("spf"))
    world.ask(Undo())
    assert [pause.routine for pause in world.state.pauses] == ["egg"]


def test_a_pause_that_is_taken_back_opens_nothing_of_another_routine_or_for_another_reason() -> None:
    world = World(a_preset(remind=LONG), a_preset("acid", contains=("aha",), remind=LONG), a_preset("egg", remind=LONG))
    world.to("08:00")
    world.ask(Irritated())
    world.ask(PauseCommand("egg"))
    world.to("08:05")
    world.ask(PauseCommand("spf"))
    assert set(world.answers.values()) == {"excused"}
    world.ask(Undo("spf"))
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert world.answers == {"acid@2026-11-23T08:00": "excused", "egg@2026-11-23T08:00": "excused"}
