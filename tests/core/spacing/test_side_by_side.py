"""Routines side by side: the same active twice, the wrong hour, no sunscreen next morning."""

from __future__ import annotations

import pytest

from routine.core.errors import RefusedError
from routine.core.requests.commands import Enable
from routine.core.schedule.types import NightsAWeek, Ramp, Schedule
from tests.builders import World, a_preset, a_schedule
from tests.core.spacing.household import a_world, active


def findings(world: World, *ids: str) -> dict[str, str]:
    try:
        found = world.ask(Enable(ids))["findings"]
    except RefusedError as error:
        found = error.details["findings"]
    return {finding["rule"]: finding["level"] for finding in found}


def test_two_routines_with_the_same_active_are_held_back_and_the_other_is_named() -> None:
    world = a_world(active(), active("ramp", Schedule(Ramp(21 * 60, (NightsAWeek(2),)))), enabled=False)
    world.ask(Enable(("serum",)))
    with pytest.raises(RefusedError, match="Ramp and Serum: one at a time") as refused:
        world.ask(Enable(("ramp",)))
    assert refused.value.hint == (
        "End the other first: routine preset disable serum. "
        "To go on all the same: routine preset enable ramp --accept one-retinoid"
    )


def test_a_retinoid_in_the_morning_is_held_back() -> None:
    world = a_world(active(schedule=a_schedule("08:00")), enabled=False)
    assert findings(world, "serum")["at-night"] == "block"


def test_a_retinoid_without_sunscreen_is_a_warning_and_with_it_none() -> None:
    spf = a_preset("spf", contains=("sunscreen",))
    assert "sunscreen" in findings(a_world(active(), spf, enabled=False), "serum")
    assert "sunscreen" not in findings(a_world(active(), spf, enabled=False), "spf", "serum")
