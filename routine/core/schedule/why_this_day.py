"""Why an occurrence of a clock schedule is when it is, in words; worked out only when somebody asks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import takewhile

from routine.core.schedule.clock import Occurrence
from routine.core.schedule.days import LAST_DAY, days_on, nominals
from routine.core.schedule.types import (
    MINUTES_A_DAY,
    Clock,
    CronDays,
    EveryDay,
    EveryNDays,
    EveryNMonths,
    EveryNWeeks,
    MonthDays,
    NthWeekdays,
    Weekdays,
)
from routine.core.text.counts import and_list, ordinal
from routine.core.when.format import WEEKDAYS, format_date, format_minute
from routine.core.when.moment import wall
from routine.core.when.month import length

_WORKING_DAYS = (0, 1, 2, 3, 4)


def reason(clock: Clock, occurrence: Occurrence, *, anchor: date, zone: str) -> str:
    """Such as `every Friday at 20:30, 3 of 10`, with a note where a change of the clocks moved it."""
    start = clock.first or anchor
    day = _base_day(clock, start, occurrence.nominal)
    days = _days(clock, start, day)
    if day != occurrence.nominal.date():
        days = "every night" if days == "every day" else f"the night after {days}"
    parts = [f"{days} at {format_minute(_minute(occurrence.nominal))}"]
    if clock.cycle:
        nth = (day - start).days % (clock.cycle.on + clock.cycle.off) + 1
        parts.append(f"day {nth} of {clock.cycle.on} on, then {clock.cycle.off} off")
    if clock.count:
        parts.append(f"{nth_of(clock, start, occurrence.nominal)} of {clock.count}")
    moved = moved_by_clock_change(occurrence, zone)
    return ", ".join([*parts, moved] if moved else parts)


def moved_by_clock_change(occurrence: Occurrence, zone: str) -> str | None:
    """The note for a nominal time that the clocks skip; None for all others."""
    if occurrence.slot is not None or wall(occurrence.instant, zone) == occurrence.nominal:
        return None
    clock_time = format_minute(_minute(occurrence.nominal))
    part = "night" if occurrence.nominal.hour < 6 else "day"
    return f"moved by the clock change, because {clock_time} does not exist that {part}"


def _base_day(clock: Clock, start: date, nominal: datetime) -> date:
    """The day whose time it is: for a time in the night after, the day before."""
    for night in range(max(clock.times) // MINUTES_A_DAY + 1):
        day = nominal.date() - timedelta(days=night)
        named = any(days_on(clock, start, day.toordinal(), day.toordinal()))
        if named and _minute(nominal) + night * MINUTES_A_DAY in clock.times:
            return day
    return nominal.date()


def _minute(nominal: datetime) -> int:
    return nominal.hour * 60 + nominal.minute


def nth_of(clock: Clock, start: date, nominal: datetime) -> int:
    """Which of the times from `start` on the one at `nominal` is, from 1."""
    in_all = nominals(clock, start, start.toordinal(), LAST_DAY)
    return sum(1 for _ in takewhile(lambda found: found <= nominal, in_all))


def _days(clock: Clock, start: date, day: date) -> str:
    match clock.days:
        case EveryDay() | EveryNDays(1):
            return "every day"
        case Weekdays(weekdays) | EveryNWeeks(1, weekdays):
            return _weekdays(weekdays or (start.weekday(),))
        case EveryNDays(n):
            return f"every {n} days since {format_date(start, day)}"
        case EveryNWeeks(n, weekdays):
            names = and_list([WEEKDAYS[d] for d in weekdays or (start.weekday(),)])
            return f"every {n} weeks on {names} since {format_date(start, day)}"
        case EveryNMonths(n):
            return f"every {f'{n} months' if n > 1 else 'month'} since {format_date(start, day)}"
        case MonthDays(numbers):
            return _numbered(numbers, day)
        case NthWeekdays(pairs):
            return _nth_weekday(pairs, day)
        case CronDays():
            return f"the cron line names {WEEKDAYS[day.weekday()]} {format_date(day, day)}"


def _weekdays(weekdays: tuple[int, ...]) -> str:
    if len(weekdays) == 7:
        return "every day"
    if weekdays == _WORKING_DAYS:
        return "every working day"
    return "every " + and_list([WEEKDAYS[d] for d in weekdays])


def _numbered(numbers: tuple[int, ...], day: date) -> str:
    from_end = day.day - length(day.year, day.month) - 1
    if day.day not in numbers and from_end in numbers:
        return f"the {ordinal(from_end)} day of the month"
    return f"day {day.day} of the month"


def _nth_weekday(pairs: tuple[tuple[int, int], ...], day: date) -> str:
    from_end = -((length(day.year, day.month) - day.day) // 7) - 1
    nth = next(n for n in ((day.day - 1) // 7 + 1, from_end) if (n, day.weekday()) in pairs)
    return f"the {ordinal(nth)} {WEEKDAYS[day.weekday()]} of the month"
