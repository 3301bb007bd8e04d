"""Households in which something was answered, for the words that follow."""

from __future__ import annotations

import pytest

from routine.core.errors import RoutineError
from routine.core.preset.model import Remind, Sign
from routine.core.reminders.lines import answered as lines
from routine.core.reminders.outcomes import (
    TakenBack,
)
from routine.core.requests.commands import Command
from routine.core.state.log import Entry
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule

TWICE = a_schedule("08:00", "14:00")


DAYLIGHT = Remind(window=Window("06:00-18:30", 6 * 60, 18 * 60 + 30))
EVENING = Remind(window=Window("evening", 17 * 60, 24 * 60))


SIGNS = (Sign("tone", "Slack skin"), Sign("wrinkles", "Fine wrinkles", ("forehead", "between the brows")))


def answered(*commands: Command, world: World | None = None) -> tuple[World, tuple[Entry, ...]]:
    """A household in which it was said at 08:00, and what stands in its log since."""
    world = world or World(a_preset())
    world.to("08:00")
    for command in commands:
        world.ask(command)
    return world, tuple(world.log)


def refusal(world: World, command: Command) -> RoutineError:
    with pytest.raises(RoutineError) as refused:
        world.ask(command)
    return refused.value


def missed(count: int, *ids: str) -> World:
    """So many days were missed, the machine being off."""
    world = World(*(a_preset(id) for id in ids or ("spf",)))
    world.off_until(f"2026-11-{23 + count} 07:00")
    return world


def taken_back(world: World) -> tuple[str, ...]:
    """The words for what `undo` just took back."""
    back = world.log[-1]
    entry = next(one for one in world.log if one.seq == back.replaces)
    return lines.taken_back(world.draft, TakenBack(((entry, back),))).said


def a_check(id: str = "look") -> World:
    """A daily check at 08:00, with two signs, one of them at two places."""
    return World(a_preset(id, kind="check", signs=SIGNS))
