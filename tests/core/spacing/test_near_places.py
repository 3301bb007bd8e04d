"""What was placed once is placed anew when what it hangs on is another: a pause that was made, a place that is past."""

from __future__ import annotations

from typing import Any

import pytest

from routine.core.config.spacing_rules import AroundVisit, SpacingRules
from routine.core.decide.decide import decide
from routine.core.preset.model import Preset, Safety
from routine.core.requests.commands import Enable, PauseCommand, Resume, VisitAct
from routine.core.spacing import near_places, placing
from routine.core.spacing.placed_time import Placed
from routine.core.state.routine import RoutineState
from routine.core.when.moment import wall
from tests.builders import BERLIN, World, a_now, a_preset, a_schedule, lasting
from tests.core.spacing import test_yielding as yielding
from tests.core.spacing.household import a_peel, a_world, active, mask
from tests.simulation.test_memo import by_groups, whole

THURSDAY, SATURDAY, SUNDAY = "2026-11-26 20:30", "2026-11-28 20:30", "2026-11-29 20:30"


def moved(routine: RoutineState) -> str:
    """Where the first time of a routine was moved to, as its state says."""
    return f"{wall(routine.armed[0].instant, BERLIN):%Y-%m-%d %H:%M}"


def test_what_was_moved_into_days_that_are_paused_since_goes_elsewhere_and_back() -> None:
    """Nothing else that the placing hangs on changes: Friday, from where it was moved, is not paused."""
    world = a_world(mask(), active())
    assert moved(world.routine("mask")) == SATURDAY
    world.ask(PauseCommand("mask", start="2026-11-28", until="2026-11-29"))
    assert moved(world.routine("mask")) == THURSDAY
    world.ask(Resume("mask"))
    assert moved(world.routine("mask")) == SATURDAY


def test_a_wash_that_comes_due_places_no_mask_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """It makes no difference to anything but itself; what is due of the others does."""
    placed: list[str] = []
    place = placing.place_firm

    def place_firm(*given: Any) -> list[Placed]:
        placed.append("anew")
        return place(*given)

    world = yielding.a_world(yielding.a_wash("20:00"), yielding.a_mask(), yielding.a_retinoid())
    world.to("2026-11-26 19:59")
    monkeypatch.setattr(near_places, "place_firm", place_firm)
    world.to("2026-11-26 20:00")
    assert (world.raised, placed) == (["wash@2026-11-26T20:00"], [])
    world.to("2026-11-27 21:00")
    assert "serum@2026-11-27T21:00" in world.raised
    assert placed != []


def sunscreen(move: str = "") -> Preset:
    safety = Safety(may_move=lasting(move)) if move else Safety()
    return a_preset("spf", a_schedule("08:00", "11:00", "19:00"), contains=("sunscreen",), safety=safety)


def beside_a_peel(preset: Preset) -> World:
    """A peel of Friday at 10:00, for two hours after which there is no sunscreen."""
    rule = AroundVisit(name="fresh", off=("sunscreen",), after=lasting("2h"), why="Not yet.", source="a test")
    world = a_world(preset, a_peel(), spacing=SpacingRules(visits=(rule,)))
    world.ask(VisitAct("book", "peel", "27 Nov 10:00"))
    return world


def test_what_only_waits_for_a_visit_is_moved_out_of_that_alone_and_not_past_its_next_time() -> None:
    world = beside_a_peel(sunscreen("3h"))
    assert [one.key for one in world.routine("spf").armed if one.moved == "rule"] == ["2026-11-27T11:00"]
    assert moved(world.routine("spf")) == "2026-11-27 12:00"
    assert whole(world) == by_groups(world)


def test_what_only_waits_for_a_visit_and_may_not_move_is_neither_moved_nor_told_of() -> None:
    world = beside_a_peel(sunscreen())
    assert world.routine("spf").armed == ()
    assert world.state.spacing.clashes == ()
    world.to("2026-11-27 11:00")
    assert "spf@2026-11-27T11:00" not in world.raised  # it is not counted all the same
    assert whole(world) == by_groups(world)


def test_what_is_tried_again_later_is_not_moved_to_what_is_past_by_then() -> None:
    """Enabling is tried twice and saved neither time: from the same state, the earlier place is gone at the second."""
    world = a_world(mask(), active(), enabled=False)
    world.ask(Enable(("mask",)))
    world.ask(PauseCommand("mask", start="2026-11-28", until="2026-11-29"))

    def tried(now: str) -> str:
        return moved(decide(world.setup_now, world.state, Enable(("serum",)), a_now(now)).state.routines["mask"])

    world.to("2026-11-26 19:00")
    assert tried("2026-11-26 20:00") == THURSDAY
    assert tried("2026-11-26 21:00") == SUNDAY
