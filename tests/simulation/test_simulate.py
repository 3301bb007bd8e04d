"""`simulate` answers everything as it comes, and says of what a rule moved why it came when it did."""

from __future__ import annotations

from datetime import datetime

from routine.core.config.spacing_rules import Apart, SpacingRules
from routine.core.preset.model import Safety, Step
from routine.core.requests.replies.occurrences import SimulatedView
from routine.simulate import simulate
from tests.builders import World, a_preset, lasting, weekly

FRI = 4
APART = Apart(
    name="active-and-mask",
    these=("retinoid",),
    those=("mask",),
    by=lasting("1 day"),
    why="A mask and an active go on different evenings.",
    source="a test",
)
ON_TIME = "answered on time"
LYING = Step(id="lie", say="Lie flat.", posture="lie-flat", timer=lasting("8m"))


def a_week(world: World) -> tuple[SimulatedView, ...]:
    start = datetime.fromisoformat("2026-11-23 00:00")
    return simulate(world.setup, world.state, start, 7, world.now).occurrences


def test_what_has_a_start_button_is_done_like_the_rest() -> None:
    """A timed routine's notice says Start, Later and Skip."""
    world = World(a_preset("mask", weekly(FRI, "20:30"), kind="mask", steps=(LYING,)))
    assert [(one.status, one.why) for one in a_week(world)] == [("done", ON_TIME)]


def test_a_moved_time_says_why_beside_what_became_of_it() -> None:
    """The words of a simulated day."""
    safety = Safety(may_move=lasting("3 days"))
    mask = a_preset("mask", weekly(FRI, "20:30"), kind="mask", safety=safety)
    serum = a_preset("serum", weekly(FRI, "21:00"), kind="treatment", contains=("retinoid",))
    world = World(mask, serum, spacing=SpacingRules(apart=(APART,)))
    assert {one.id: one.why for one in a_week(world)} == {
        "serum@2026-11-27T21:00": ON_TIME,
        "mask@2026-11-27T20:30": "moved from Fri 27 Nov 20:30: a mask and an active go on different evenings "
        f"(Serum, Fri 27 Nov 21:00); {ON_TIME}",
    }
