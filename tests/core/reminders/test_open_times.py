"""Which occurrence an answer means: the one that waits, today's nearest, the one at a time, the missed since a date."""

from __future__ import annotations

import pytest

from routine.core.errors import AmbiguousError, UsageError
from routine.core.requests.commands import Done, Snooze
from tests.builders import World, a_preset, a_schedule


def test_bare_done_with_several_waiting_asks_which() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    with pytest.raises(AmbiguousError):
        world.ask(Done())


TWICE = a_schedule("08:00", "14:00")


def test_every_missed_time_since_a_date_can_be_answered_at_once() -> None:
    world = World(a_preset())
    world.off_until("2026-11-28 07:00")
    world.ask(Done(("spf",), None, "2026-11-25"))
    assert list(world.answers.values()) == ["missed", "missed", "done", "done", "done"]


def test_a_time_of_weeks_ago_is_found_in_the_log() -> None:
    world = World(a_preset())
    for day in range(24, 31):
        world.off_until(f"2026-11-{day} 07:30")
        world.ask(Done(("spf",)))
    world.ask(Done((), "2026-11-23 08:10"))
    assert set(world.answers.values()) == {"done"}


def test_an_answer_cannot_lie_in_the_future() -> None:
    world = World(a_preset())
    world.to("08:00")
    with pytest.raises(UsageError):
        world.ask(Done(("spf",), "08:30"))


def test_which_of_several_to_snooze_must_be_said() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    with pytest.raises(AmbiguousError):
        world.ask(Snooze())
