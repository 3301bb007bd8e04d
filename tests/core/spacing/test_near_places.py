"""What was placed once is placed anew when what it hangs on is another: a pause that was made, a place that is past."""

from __future__ import annotations

from routine.core.decide.decide import decide
from routine.core.requests.commands import Enable, PauseCommand, Resume
from routine.core.state.routine import RoutineState
from routine.core.when.moment import wall
from tests.builders import BERLIN, a_now
from tests.core.spacing.household import a_world, active, mask

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
