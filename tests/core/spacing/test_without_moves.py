"""What a rule had moved is as its schedule says once the rule moves it no more."""

from __future__ import annotations

from routine.core.requests.commands import Disable
from tests.builders import weekly
from tests.core.spacing.household import FRI, a_world, active, comes, mask, planned


def test_without_the_other_a_moved_time_comes_when_and_why_it_was_to_come() -> None:
    """As if it never had been moved."""
    world = a_world(mask(), active(schedule=weekly(FRI, "21:00")))
    why = planned(a_world(mask()), "mask")[0]["why"]
    assert comes(world, "mask") != "2026-11-27 20:30"
    world.ask(Disable(("serum",)))
    assert comes(world, "mask") == "2026-11-27 20:30"
    assert planned(world, "mask")[0]["why"] == why
    assert world.routine("mask").armed == ()
