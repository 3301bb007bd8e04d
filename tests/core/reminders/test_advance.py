"""Every routine brought up to now, and when each needs that next."""

from __future__ import annotations

from routine.core.config.settings import Settings
from routine.core.preset.model import Nag, Remind
from routine.core.requests.commands import Done
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule, lasting

NIGHT = Settings(quiet=(Window("quiet", 22 * 60, 7 * 60),))


def test_nothing_asks_for_a_tick_within_quiet_hours_but_their_end() -> None:
    world = World(a_preset(schedule=a_schedule("23:00")), now="2026-11-23 22:30", settings=NIGHT)
    world.off_until("2026-11-23 23:30")
    assert min(world.simulation.service.wakes().values()).isoformat() == "2026-11-24T06:00:00+00:00"


def test_what_was_answered_in_advance_is_passed_by_the_first_tick_after_it() -> None:
    """Nothing wakes for it; but the watermark moves on with whatever comes next, so that its entry can be let go of."""
    world = World(a_preset(), a_preset("other", a_schedule("09:00")), now="2026-11-23 07:30")
    world.ask(Done(("spf",)))
    world.to("07:59")
    assert f"{world.routine('spf').through:%H:%M}" == "07:30"
    world.to("09:00")
    assert f"{world.routine('spf').through:%H:%M}" == "09:00"


def test_in_a_silence_a_nag_that_is_due_does_not_ask_for_a_tick_without_end() -> None:
    patient = Remind(nag=Nag(lasting("1 day"), 10), expires=lasting("10 days"))
    world = World(a_preset(schedule=a_schedule("08:00", count=1), remind=patient))
    world.to("2026-11-28 08:00")
    assert world.routine("spf").raised.nags == 2  # type: ignore[union-attr] # it is raised


def test_quiet_hours_that_end_in_the_second_of_two_hours_ask_for_no_tick_in_the_past() -> None:
    quiet = Settings(quiet=(Window("quiet", 22 * 60, 150),))
    world = World(a_preset(), a_preset("night", a_schedule("02:05")), now="2026-10-24 21:00", settings=quiet)
    world.simulation.clock.advance(lasting("5h").delta() + lasting("70m").delta())
    assert f"{world.now.wall():%H:%M}" == "02:10"  # for the second time
    world.tick()
    assert all(at > world.now.instant for at in world.simulation.service.wakes().values())
    world.to("2026-10-25 03:00")
    assert world.raised == ["night@2026-10-25T02:05"]
