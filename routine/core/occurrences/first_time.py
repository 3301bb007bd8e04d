"""The first time of a routine that comes so long after it was done: nothing was done yet that it could follow."""

from __future__ import annotations

from datetime import timedelta

from routine.core.occurrences.calendar import Calendar
from routine.core.preset.model import Preset
from routine.core.schedule.relative import after_done_goes_on, first_after_done
from routine.core.schedule.types import AfterDone
from routine.core.state.keys import ClockTime, print_key
from routine.core.state.reminder import Armed
from routine.core.state.routine import RoutineState
from routine.core.when.moment import Now, instant_of


def first_time(preset: Preset, routine: RoutineState, calendar: Calendar, now: Now) -> Armed | None:
    """The first time from now on; None for any other schedule, and where all its times are over."""
    base, zone, day_ends = preset.schedule.base, calendar.zone, calendar.day_ends
    if not isinstance(base, AfterDone):
        return None
    nominal = first_after_done(base, now.wall(zone), day_ends, preset.remind.window)
    if not after_done_goes_on(base, nominal, routine.course.done_count, day_ends):
        return None
    taken = {entry.key for entry in routine.recent} | ({routine.raised.key} if routine.raised else set())
    while print_key(ClockTime(nominal)) in taken:  # ended and begun again within the minute
        nominal += timedelta(minutes=1)
    return Armed(print_key(ClockTime(nominal)), nominal, instant_of(nominal, zone), "the first time")
