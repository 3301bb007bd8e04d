"""Routines side by side: the same active twice, the wrong hour, no sunscreen next morning."""

from __future__ import annotations

from routine.core.errors import RefusedError
from routine.core.requests.commands import Enable
from routine.core.schedule.types import AfterDone, NightsAWeek, Ramp, Schedule
from tests.builders import World, a_preset, a_schedule, lasting
from tests.core.spacing.household import a_world, active


def findings(world: World, *ids: str) -> dict[str, str]:
    try:
        found = world.ask(Enable(ids))["findings"]
    except RefusedError as error:
        found = error.details["findings"]
    return {finding["rule"]: finding["level"] for finding in found}


def test_two_routines_with_the_same_active_are_held_back() -> None:
    world = a_world(active(), active("ramp", Schedule(Ramp(21 * 60, (NightsAWeek(2),)))), enabled=False)
    world.ask(Enable(("serum",)))
    assert findings(world, "ramp")["one-retinoid"] == "block"
    assert "ramp" not in world.state.routines


def test_a_retinoid_in_the_morning_is_held_back() -> None:
    world = a_world(active(schedule=a_schedule("08:00")), enabled=False)
    assert findings(world, "serum")["at-night"] == "block"


def test_so_is_one_that_comes_in_the_morning_so_long_after_it_was_done() -> None:
    chain = Schedule(AfterDone(lasting("3 days"), at=8 * 60))
    assert findings(a_world(active(schedule=chain), enabled=False), "serum")["at-night"] == "block"


def test_a_retinoid_without_sunscreen_is_a_warning_and_with_it_none() -> None:
    spf = a_preset("spf", contains=("sunscreen",))
    assert "sunscreen" in findings(a_world(active(), spf, enabled=False), "serum")
    assert "sunscreen" not in findings(a_world(active(), spf, enabled=False), "spf", "serum")
