"""Which times of a clock schedule there must be, counted day by day on a calendar, by none of Routine's own code."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from routine.core.preset.model import Preset
from routine.core.schedule.types import (
    Clock,
    EveryDay,
    EveryNDays,
    EveryNMonths,
    EveryNWeeks,
    MonthDays,
    NthWeekdays,
    Weekdays,
)

_DAY = timedelta(days=1)


def judged(preset: Preset) -> bool:
    """Whether the calendar alone says when it comes: no course, no rule, nothing that follows something else."""
    lone = not (preset.schedule.again or preset.course or preset.contains or preset.safety.never_if)
    return lone and isinstance(preset.schedule.base, Clock)


def must_exist(preset: Preset, zone: str, anchor: date, since: datetime, until: datetime) -> set[str]:
    """The ids of every time with an instant in (since, until]."""
    clock = preset.schedule.base
    assert isinstance(clock, Clock)
    there, found = ZoneInfo(zone), set()
    day = max(anchor, since.astimezone(there).date() - 2 * _DAY)
    while day <= until.astimezone(there).date() + 2 * _DAY:
        for minute in clock.times if _named(clock, anchor, day) else ():
            nominal = datetime.combine(day, time(minute // 60, minute % 60))
            if since < nominal.replace(tzinfo=there).astimezone(UTC) <= until:
                found.add(f"{preset.id}@{nominal:%Y-%m-%dT%H:%M}")
        day += _DAY
    return found


def _named(clock: Clock, anchor: date, day: date) -> bool:
    since = (day - anchor).days
    if clock.cycle and since % (clock.cycle.on + clock.cycle.off) >= clock.cycle.on:
        return False
    match clock.days:
        case EveryDay():
            return True
        case Weekdays(days):
            return day.weekday() in days
        case EveryNDays(n):
            return since % n == 0
        case EveryNWeeks(n):
            return day.weekday() == anchor.weekday() and since // 7 % n == 0
        case EveryNMonths(n):
            months = (day.year - anchor.year) * 12 + day.month - anchor.month
            return day.day == anchor.day and months % n == 0
        case MonthDays(days):
            return day.day in days or -_left(day) - 1 in days
        case NthWeekdays(pairs):
            nth, last = (day.day - 1) // 7 + 1, -(_left(day) // 7 + 1)
            return (nth, day.weekday()) in pairs or (last, day.weekday()) in pairs
    raise AssertionError(f"no calendar for {clock.days}")


def _left(day: date) -> int:
    """How many days of its month come after it."""
    return ((day.replace(day=28) + 4 * _DAY).replace(day=1) - _DAY - day).days
