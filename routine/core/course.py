"""Courses: when a bounded run ends, and which day of it a day is; a pause moves the end."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from routine.core.now import wall
from routine.core.preset import Preset
from routine.core.state import Pause, RoutineState


def paused_days(routine_id: str, pauses: tuple[Pause, ...], zone: str, start: datetime, end: datetime) -> int:
    """Whole days of finished pauses of this routine (or of all) that began in [start, end), naive wall times."""
    total = 0
    for pause in sorted(pauses, key=lambda p: p.start):
        if pause.routine not in (None, routine_id) or pause.end is None:
            continue
        began = max(wall(pause.start, zone), start)
        if began < end + timedelta(days=total):
            total += max(0, (wall(pause.end, zone).date() - began.date()).days)
    return total


def course_end(preset: Preset, routine: RoutineState, zone: str, pauses: tuple[Pause, ...]) -> datetime | None:
    """The last moment (naive wall) of the routine's course, or None where it has no end."""
    if preset.course is None:
        return None
    start = datetime.combine(routine.anchor, time())
    end = preset.course.length.after_wall(start) - timedelta(minutes=1)
    return end + timedelta(days=paused_days(preset.id, pauses, zone, start, end))


def course_day(
    preset: Preset, routine: RoutineState, day: date, zone: str, pauses: tuple[Pause, ...]
) -> tuple[int, int] | None:
    """Which day of the course `day` is, and of how many; days spent in a pause do not count."""
    if preset.course is None:
        return None
    start = datetime.combine(routine.anchor, time())
    of = (preset.course.length.after_wall(start) - start).days
    until = datetime.combine(day, time(23, 59))
    return (day - routine.anchor).days + 1 - paused_days(preset.id, pauses, zone, start, until), of
