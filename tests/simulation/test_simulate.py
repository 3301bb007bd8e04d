"""`simulate` answers everything as it comes, and says of what a rule moved why it came when it did."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from routine.core.config.spacing_rules import Apart, SpacingRules
from routine.core.preset.model import Safety, Step
from routine.core.requests.replies.occurrences import SimulatedView
from routine.simulate import simulate
from tests.builders import World, a_preset, a_schedule, lasting, weekly

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
        "mask@2026-11-27T20:30": "moved from Fri 27 Nov 20:30, because of the rule “A mask and "
        "an active go on different evenings” "
        f"(Serum, Fri 27 Nov 21:00); {ON_TIME}",
    }


@pytest.mark.parametrize(("first", "days"), [("2026-03-27", 5), ("2026-10-23", 5)])
def test_days_are_days_of_the_calendar_also_where_the_clocks_change(first: str, days: int) -> None:
    """In Berlin the clocks change on 29 March and on 25 October 2026; a time at 23:30 comes once on each day."""
    world = World(a_preset(schedule=a_schedule("00:00", "23:30")), now=f"{first} 00:00")
    found = simulate(world.setup, world.state, datetime.fromisoformat(first), days, world.now).occurrences
    begin = datetime.fromisoformat(first)
    clock = ((begin + timedelta(days=n)).date().isoformat() + at for n in range(days) for at in ("T00:00", "T23:30"))
    assert [one.nominal for one in found] == list(clock)


def test_what_comes_every_minute_is_no_wake_that_does_not_go_away() -> None:
    """Each of its wakes is a minute after the one before; more than a thousand of them ended the command."""
    often = tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in range(24 * 60))
    world = World(a_preset(schedule=a_schedule(*often)), now="2026-11-23 00:00")
    start = datetime.fromisoformat("2026-11-23 00:00")
    assert len(simulate(world.setup, world.state, start, 1, world.now).occurrences) == 24 * 60
