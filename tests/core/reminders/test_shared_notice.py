"""Which reminders share a notice: those raised within five minutes, and what is taken back with what comes back too."""

from __future__ import annotations

from routine.core.preset.model import Step
from routine.core.requests.commands import Done, Skip, Snooze, Undo
from tests.builders import World, a_preset, a_schedule
from tests.rows import each

TWO = (a_preset("a"), a_preset("b", a_schedule("08:05")))


@each("at, showing", [("08:05", ["a+b"]), ("08:05:01", ["a", "b"])])
def test_what_is_raised_within_five_minutes_comes_together(at: str, showing: list[str]) -> None:
    world = World(*TWO)
    world.to("08:00")
    world.off_until(at)
    assert world.showing == showing


def test_what_was_put_off_is_joined_by_nothing() -> None:
    world = World(*TWO)
    world.to("08:00")
    world.ask(Snooze("a", "10m"))
    world.to("08:05")
    assert world.showing == ["b"]
    world.to("08:10")
    assert sorted(world.showing) == ["a", "b"]


@each("at, showing", [("08:01", ["a+b"]), ("08:01:01", ["b", "a"])])
def test_what_is_taken_back_comes_behind_nothing_but_what_comes_back_with_it(at: str, showing: list[str]) -> None:
    """One after the other at one moment they come together; a second later each has a notice of its own."""
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.ask(Done(("a",)))
    world.ask(Skip(("b",)))
    world.to("08:01")
    world.ask(Undo("b"))
    world.to(at)
    world.ask(Undo("a"))
    assert sorted(world.showing) == sorted(showing)


@each("length, together", [(160, True), (161, False)])
def test_a_line_that_cannot_be_taken_in_at_a_glance_comes_alone(length: int, together: bool) -> None:
    long = a_preset("a", steps=(Step(id="do", say=f"{'x' * (length - 1)}."),))
    world = World(long, a_preset("b"))
    world.to("08:00")
    assert ("all-done" in world.offers(world.showing[0])) is together
