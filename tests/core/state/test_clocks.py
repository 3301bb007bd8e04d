"""By how much a clock was set back, or was ahead: beyond the seconds by which any clock is kept in time."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from routine.core.state.clocks import ahead_by, set_back_by
from routine.core.state.model import ClockMark, State
from routine.core.state.pause import Pause
from routine.core.when.moment import Now
from tests.builders import World, a_now, a_preset
from tests.rows import each

NOW = a_now("2026-11-23 12:00")
MARKED = State(clocks=ClockMark(NOW.instant, NOW.elapsed, NOW.boot_id, NOW.zone))


def later(wall_s: float, elapsed_s: float, boot: str = NOW.boot_id) -> Now:
    """The clocks once the wall clock shows so many seconds more, and so many have elapsed."""
    elapsed = NOW.elapsed + elapsed_s
    return Now(NOW.instant + timedelta(seconds=wall_s), elapsed, boot, NOW.zone)


@each(
    "now, seconds",
    [
        (later(0, 0), 0),
        (later(60, 60), 0),
        (later(55, 60), 0),
        (later(54.9, 60), 5.1),
        (later(-3600, 60), 3660),
        (later(3600, 60), 0),
        (later(-5, 60, boot="another"), 0),
        (later(-5.1, 60, boot="another"), 5.1),
        (later(60, 3600, boot="another"), 0),
    ],
    ids=lambda value: value if isinstance(value, float) else "",
)
def test_a_clock_was_set_back_by_what_it_lacks_of_the_time_that_elapsed(now: Now, seconds: float) -> None:
    """After another boot nothing tells how much that was: only a clock that runs behind shows."""
    assert set_back_by(MARKED, now) == timedelta(seconds=seconds)
    assert ahead_by(MARKED, now) == timedelta(seconds=seconds)
    assert set_back_by(State(), now) == timedelta()


@each("seconds, ahead", [(0, 0), (5, 0), (5.1, 5.1), (3600, 3600)])
def test_without_a_mark_what_was_noted_tells_that_it_was_ahead(seconds: float, ahead: float) -> None:
    entered = NOW.instant + timedelta(seconds=seconds)
    noted = State(pauses=(Pause("spf", NOW.instant, None, entered),))
    assert ahead_by(noted, NOW) == timedelta(seconds=ahead)


@each("hours, ahead", [(0, 0), (26, 0), (40, 0), (40.1, 40.1), (400, 400)])
def test_a_watermark_may_be_as_far_ahead_as_zones_are_apart(hours: float, ahead: float) -> None:
    world = World(a_preset(), now="2026-11-23 12:00")
    through = world.now.wall() + timedelta(hours=hours)
    routines = {"spf": replace(world.routine("spf"), through=through)}
    assert ahead_by(replace(world.state, routines=routines), world.now) == timedelta(hours=ahead)


def test_of_several_signs_the_furthest_counts() -> None:
    noted = replace(MARKED, pauses=(Pause("spf", NOW.instant, None, NOW.instant + timedelta(hours=2)),))
    assert ahead_by(noted, later(-3600, 60)) == timedelta(hours=3)
