"""Courses: when a bounded run ends, which day or time of it one is; a pause moves the end."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from routine.core.preset.model import Preset, times_of_course
from routine.core.schedule import nth_of
from routine.core.schedule.types import Clock
from routine.core.state.pause import Pause
from routine.core.state.routine import RoutineState
from routine.core.when.moment import instant_of, wall


def paused_at(pauses: tuple[Pause, ...], id: str, instant: datetime) -> Pause | None:
    """The pause of this routine, or of all, that covers the instant."""
    for pause in pauses:
        if pause.routine in (None, id) and pause.covers(instant):
            return pause
    return None


def paused_days(routine_id: str, pauses: tuple[Pause, ...], zone: str, start: datetime, end: datetime) -> int:
    """Whole days in pauses of this routine (or of all) that began in [start, end), naive wall times.

    A pause that has no end yet counts nothing; days that several pauses cover count once; each moves `end` on.
    """
    total = 0
    for began, ended in _merged(routine_id, pauses, zone, start):
        if began < end + timedelta(days=total):
            total += (ended.date() - began.date()).days
    return total


def _merged(routine_id: str, pauses: tuple[Pause, ...], zone: str, start: datetime) -> list[tuple[datetime, datetime]]:
    """The pauses' wall times from `start` on, in order, those that touch made one."""
    spans: list[tuple[datetime, datetime]] = []
    for pause in sorted(pauses, key=lambda p: p.start):
        if pause.routine not in (None, routine_id) or pause.end is None:
            continue
        began, ended = max(wall(pause.start, zone), start), wall(pause.end, zone)
        if spans and began <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(ended, spans[-1][1]))
        elif ended > began:
            spans.append((began, ended))
    return spans


def course_end(preset: Preset, routine: RoutineState, zone: str, pauses: tuple[Pause, ...]) -> datetime | None:
    """The last moment (naive wall) of the routine's course, or None where no day is its last."""
    if preset.course is None or preset.course.length is None:
        return None
    start = datetime.combine(routine.anchor, time())
    end = preset.course.length.after_wall(start) - timedelta(minutes=1)
    return end + timedelta(days=paused_days(preset.id, pauses, zone, start, end))


def course_day(
    preset: Preset, routine: RoutineState, day: date, zone: str, pauses: tuple[Pause, ...]
) -> tuple[int, int] | None:
    """Which day of the course `day` is, and of how many; days spent in a pause do not count."""
    if preset.course is None or preset.course.length is None:
        return None
    start = datetime.combine(routine.anchor, time())
    of = (preset.course.length.after_wall(start) - start).days
    midnight = datetime.combine(day, time())
    so_far = tuple(_cut(pause, instant_of(midnight, zone)) for pause in pauses if wall(pause.start, zone) < midnight)
    nth = (day - routine.anchor).days + 1 - paused_days(preset.id, so_far, zone, start, midnight)
    return min(max(nth, 1), of), of


def course_time(preset: Preset, routine: RoutineState, nominal: datetime) -> tuple[int, int] | None:
    """Which time of a course of so many the one at `nominal` is, and of how many; a chain counts what was done."""
    base, of = preset.schedule.base, times_of_course(preset)
    if of is None:
        return None
    nth = (
        nth_of(base, base.first or routine.anchor, nominal)
        if isinstance(base, Clock)
        else routine.course.done_count + 1
    )
    return min(nth, of), of


def _cut(pause: Pause, at: datetime) -> Pause:
    """The pause as far as it lies before `at` (UTC)."""
    return Pause(pause.routine, pause.start, at if pause.end is None else min(pause.end, at))
