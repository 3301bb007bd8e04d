"""Nights under the rules of spacing: a mask on a night of rest, a ramp that waits around a peel."""

from __future__ import annotations

from routine.core.requests.commands import VisitAct
from routine.core.schedule.types import NightCycle, NightsAWeek, Ramp, Schedule
from tests.core.occurrences.evenings import weeks_next
from tests.core.spacing.household import a_peel, a_world, active, comes, mask, planned


def test_a_mask_goes_to_a_night_of_rest_of_a_cycle() -> None:
    cycle = Schedule(NightCycle(21 * 60, ("exfoliant", "retinoid", "recovery", "recovery")))
    world = a_world(mask(), active(schedule=cycle, contains=("aha", "retinoid")))
    # 23 acid, 24 retinoid, 25 and 26 rest, 27 acid (Friday), 28 retinoid
    assert comes(world, "mask") == "2026-11-26 20:30"


def test_nights_before_and_after_a_peel_wait_and_the_ramp_goes_on_afterwards_at_its_week() -> None:
    ramp = active("ramp", Schedule(Ramp(21 * 60, (NightsAWeek(2), NightsAWeek(3)))))
    world = a_world(ramp, a_peel())
    world.ask(VisitAct("book", "peel", "14 Dec 10:00"))
    nights = planned(world, "ramp", 40)
    waiting = [one["nominal"][:10] for one in nights if one["status"] == "excused"]
    assert (waiting[0], waiting[-1], len(waiting)) == ("2026-12-07", "2026-12-20", 14)
    after = next(one for one in nights if one["nominal"] > "2026-12-21" and one["status"] == "planned")
    assert after["nominal"][:10] == "2026-12-21"
    weeks = dict(zip([one["nominal"] for one in nights if one["status"] == "planned"], weeks_next(world), strict=True))
    assert weeks[after["nominal"]] == 2
