"""Every routine brought up to now, and when each needs that next."""

from __future__ import annotations

from routine.core.config.settings import Settings
from routine.core.preset.model import Nag, Remind
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule, lasting

NIGHT = Settings(quiet=(Window("quiet", 22 * 60, 7 * 60),))


def test_nothing_asks_for_a_tick_within_quiet_hours_but_their_end() -> None:
    world = World(a_preset(schedule=a_schedule("23:00")), now="2026-11-23 22:30", settings=NIGHT)
    world.off_until("2026-11-23 23:30")
    assert min(world.simulation.service.wakes().values()).isoformat() == "2026-11-24T06:00:00+00:00"


def test_in_a_silence_a_nag_that_is_due_does_not_ask_for_a_tick_without_end() -> None:
    patient = Remind(nag=Nag(lasting("1 day"), 10), expires=lasting("10 days"))
    world = World(a_preset(schedule=a_schedule("08:00", count=1), remind=patient))
    world.to("2026-11-28 08:00")
    assert world.routine("spf").raised.nags == 2  # type: ignore[union-attr] # it is raised
