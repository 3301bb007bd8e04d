"""What holds everything: quiet hours, whose times wait for their end, and a clock that was never set."""

from __future__ import annotations

import pytest

from routine.core.config.settings import Settings
from routine.core.errors import RoutineError
from routine.core.preset.model import Remind
from routine.core.requests.commands import Done, Enable
from routine.core.when.part_of_day import Window
from tests.builders import BERLIN, World, a_preset, a_schedule, lasting

NIGHT = Settings(quiet=(Window("quiet", 22 * 60, 7 * 60),))

LONG = Remind(late=lasting("2h"), expires=lasting("3 days"))


def test_quiet_hours_count_as_machine_off_and_late_applies_at_their_end() -> None:
    world = World(
        a_preset("early", a_schedule("06:30")), a_preset("night", a_schedule("23:00")), now="2026-11-23 21:00",
        settings=NIGHT,
    )  # fmt: skip
    world.to("2026-11-24 06:59")
    assert (world.raised, world.notices) == ([], [])
    world.to("2026-11-24 07:00")
    assert world.raised == ["early@2026-11-24T06:30"]
    assert world.answers == {"night@2026-11-23T23:00": "missed"}


def test_quiet_hours_take_what_shows_off_the_screen_and_bring_it_back() -> None:
    world = World(a_preset(schedule=a_schedule("21:30"), remind=LONG), now="2026-11-23 21:00", settings=NIGHT)
    world.to("21:30")
    assert world.showing == ["spf"]
    world.to("22:00")
    assert world.notices == []
    world.to("2026-11-24 07:00")
    assert world.showing == ["spf"]


def test_a_clock_that_was_never_set_decides_nothing() -> None:
    world = World(a_preset(), now="1970-01-01 00:05", enabled=False)
    world.tick()
    with pytest.raises(RoutineError):
        world.ask(Enable(("spf",)))
    assert world.state.routines == {}


def test_a_clock_that_lost_its_time_leaves_everything_until_it_is_right_again() -> None:
    world = World(a_preset())
    world.to("08:00")
    right = world.now
    world.simulation.clock.set(right.__class__(world._instant("1970-01-01 00:05"), 5.0, "boot-2", BERLIN))
    world.restart()
    assert world.raised == ["spf@2026-11-23T08:00"]
    with pytest.raises(RoutineError):
        world.ask(Done(("spf",)))
    world.simulation.clock.set(right.__class__(right.instant + lasting("1h").delta(), 65.0, "boot-2", BERLIN))
    world.tick()
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert world.answers == {}
