"""What is asked of every schedule: which clock times it names, whether the clock brings it, what it is."""

from __future__ import annotations

from routine.core.schedule.types import AfterDone, AfterRoutine, Base, Clock, NightCycle, NightsAWeek, Ramp, Schedule
from routine.core.schedule.visit_series import Visits
from routine.core.when.duration import Duration
from tests.rows import each

WAIT = Duration(days=3)
CLOCK, RAMP = Clock((480, 1230)), Ramp(1260, (NightsAWeek(2),))
CYCLE, VISITS = NightCycle(1260, ("retinoid", "rest")), Visits()


@each(
    ("base", "times"),
    [
        (CLOCK, (480, 1230)),
        (RAMP, (1260,)),
        (CYCLE, (1260,)),
        (AfterDone(WAIT, 1230), (1230,)),
        (AfterDone(WAIT), ()),
        (AfterRoutine("mask", WAIT, 600), (600,)),
        (AfterRoutine("mask", WAIT), ()),
        (VISITS, ()),
    ],
)
def test_every_clock_time_that_a_schedule_names_is_one(base: Base, times: tuple[int, ...]) -> None:
    assert Schedule(base).clock_times == times


def test_the_clock_brings_clock_times_and_nights_and_answers_bring_the_rest() -> None:
    assert all(Schedule(base).by_clock for base in (CLOCK, RAMP, CYCLE))
    assert not any(Schedule(base).by_clock for base in (AfterDone(WAIT, 600), AfterRoutine("mask", WAIT), VISITS))


def test_a_schedule_knows_its_nights_and_its_series() -> None:
    bases = (CLOCK, RAMP, CYCLE, AfterDone(WAIT), VISITS)
    assert [Schedule(base).nights for base in bases] == [None, RAMP, CYCLE, None, None]
    assert [Schedule(base).series for base in bases] == [None, None, None, None, VISITS]
