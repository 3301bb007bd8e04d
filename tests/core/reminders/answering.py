"""Drops and sunscreen to be answered, also in a pause; and answers that are refused."""

from __future__ import annotations

import pytest

from routine.core.errors import RoutineError
from routine.core.preset.model import Dose, Remind, Safety
from routine.core.requests.commands import Done, PauseCommand, RefillStock, Skip
from tests.builders import World, a_preset, a_schedule, lasting

DROPS = a_preset(
    "drops",
    a_schedule("10:15", "16:00"),
    safety=Safety(min_gap=lasting("5h")),
    dose=Dose(amount=1, unit="drop"),
    remind=Remind(expires=lasting("2h")),
)


def paused_morning() -> World:
    """Sunscreen's 08:00 was taken by a pause that is over by 09:00; the drops' 10:15 by one that still lasts."""
    world = World(a_preset("spf"), DROPS)
    world.ask(RefillStock("drops", doses=10))
    world.ask(PauseCommand("spf", length="2h"))
    world.ask(PauseCommand("drops", length="1 day"))
    world.to("11:00")
    assert world.answers == {"spf@2026-11-23T08:00": "excused", "drops@2026-11-23T10:15": "excused"}
    return world


def refused(world: World, command: Done | Skip) -> RoutineError:
    """The answer is refused, and nothing changed."""
    before, log = world.state, world.log
    with pytest.raises(RoutineError) as error:
        world.ask(command)
    assert (world.state, world.log) == (before, log)
    return error.value
