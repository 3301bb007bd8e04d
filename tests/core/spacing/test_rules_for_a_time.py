"""How far back it matters what was done, for what is to be kept apart from it."""

from __future__ import annotations

from routine.core.config.spacing_rules import SpacingRules
from routine.core.requests.commands import Done
from routine.core.requests.reports import Reload
from routine.core.schedule.types import Weekdays
from tests.builders import World, a_schedule
from tests.core.spacing.household import RULES, SAT, SUN, mask


def test_what_was_done_on_a_day_of_25_hours_counts_to_its_end() -> None:
    """One mask a day, in the zone of St. John's, where clocks go back; the person's own day ends half an hour sooner.

    So that by their own day the first one was yesterday, and more than 24 hours ago.
    """
    there = "America/St_Johns"
    first = mask("first", a_schedule("04:05", days=Weekdays((SAT,)), zone=there), move="")
    second = mask("second", a_schedule("03:40", days=Weekdays((SUN,)), zone=there), move="")
    rules = SpacingRules(most=RULES.most)
    world = World(first, second, spacing=rules, now="2026-10-31 03:00", zone="America/Argentina/Buenos_Aires")
    world.to("03:36")
    world.ask(Done(("first",)))
    world.to("2026-11-01 04:01")
    world.ask(Reload())
    world.to("04:15")
    assert world.answers == {"first@2026-10-31T04:05": "done", "second@2026-11-01T03:40": "excused"}
