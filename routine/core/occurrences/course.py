"""Courses: when a bounded run ends, which day or time of it one is; a pause moves the end."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from routine.core.occurrences.calendar import Calendar
from routine.core.occurrences.pauses import before, paused_days
from routine.core.preset.model import Preset, times_of_course
from routine.core.schedule.types import Clock
from routine.core.schedule.why_this_day import nth_of
from routine.core.state.routine import RoutineState
from routine.core.when.duration import Duration
from routine.core.when.moment import instant_of, wall


def course_end(preset: Preset, routine: RoutineState, calendar: Calendar) -> datetime | None:
    """The last moment (naive wall) of the routine's course, or None where no day is its last."""
    if preset.course is None or preset.course.length is None:
        return None
    start, end = datetime.combine(routine.anchor, time()), _last_moment(preset.course.length, routine.anchor)
    return end + timedelta(days=paused_days(preset.id, calendar.pauses, calendar.zone, start, end))


@lru_cache(maxsize=128)
def _last_moment(length: Duration, first: date) -> datetime:
    """Of a course without a pause; asked of every course at every tick."""
    # Times are whole minutes: the last of a day is 23:59.
    return length.after_wall(datetime.combine(first, time())) - timedelta(minutes=1)


def course_day(preset: Preset, routine: RoutineState, calendar: Calendar, day: date) -> tuple[int, int] | None:
    """Which day of the course `day` is, and of how many; days spent in a pause do not count."""
    if preset.course is None or preset.course.length is None:
        return None
    start, midnight, zone = datetime.combine(routine.anchor, time()), datetime.combine(day, time()), calendar.zone
    of = (preset.course.length.after_wall(start) - start).days
    begins = instant_of(midnight, zone)
    # A pause that still runs takes its days too: meanwhile the course stands still.
    so_far = tuple(before(pause, begins) for pause in calendar.pauses if wall(pause.start, zone) < midnight)
    nth = (day - routine.anchor).days + 1 - paused_days(preset.id, so_far, zone, start, midnight)
    return min(max(nth, 1), of), of


def course_time(preset: Preset, routine: RoutineState, nominal: datetime) -> tuple[int, int] | None:
    """Which time of a course of so many the one at `nominal` is, and of how many; a chain counts what was done."""
    base, of = preset.schedule.base, times_of_course(preset)
    if of is None:
        return None
    if isinstance(base, Clock):
        return min(nth_of(base, base.first or routine.anchor, nominal), of), of
    return min(routine.course.done_count + 1, of), of
