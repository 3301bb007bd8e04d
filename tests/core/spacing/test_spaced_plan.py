"""The plan with the rules of spacing: what moves into the span, what stands against it from beyond."""

from __future__ import annotations

import pytest

from routine.core.config.settings import Settings
from routine.core.requests.queries import PlanQuery, Today
from routine.core.schedule.types import Weekdays
from tests.builders import World, a_preset, a_schedule
from tests.core.spacing.household import FRI, a_world, active, mask


@pytest.mark.parametrize("query", [Today(), PlanQuery(1)], ids=["today", "one day"])
def test_a_time_moved_here_from_beyond_the_day_is_on_its_plan(query: Today | PlanQuery) -> None:
    """It is raised tonight: a list of today that leaves it out is wrong."""
    world = a_world(mask(), active(schedule=a_schedule("21:00", days=Weekdays((FRI, 5, 6, 0)))))
    world.to("2026-11-26 10:00")
    (found,) = world.ask(query)["occurrences"]
    assert (found["id"], found["instant"]) == ("mask@2026-11-27T20:30", "2026-11-26T19:30:00Z")


def test_what_comes_after_the_span_stands_against_what_is_in_it() -> None:
    """Asked until the night, the plan knows of the medicine in the morning."""
    calcium = a_preset("calcium", a_schedule("03:00"), contains=("calcium",))
    world = a_world(calcium, a_preset("pill", a_schedule("05:00"), contains=("levothyroxine",)), now="2026-11-23 18:00")
    found = [(one["id"], one["status"]) for one in world.ask(PlanQuery(1))["occurrences"]]
    assert ("calcium@2026-11-24T03:00", "excused") in found


def test_a_household_that_no_rule_concerns_is_planned_as_before() -> None:
    plain = World(a_preset("a"), a_preset("b", a_schedule("09:00")), settings=Settings())
    with_rules = a_world(a_preset("a"), a_preset("b", a_schedule("09:00")))
    assert plain.ask(PlanQuery(14)) == with_rules.ask(PlanQuery(14))
