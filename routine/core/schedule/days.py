"""Which days a clock schedule falls on, and at which times of day: plain calendar, no zone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from heapq import merge
from itertools import groupby
from operator import itemgetter

from routine.core.schedule.types import (
    MINUTES_A_DAY,
    Clock,
    CronDays,
    Days,
    EveryDay,
    EveryNDays,
    EveryNMonths,
    EveryNWeeks,
    MonthDays,
    NthWeekdays,
    Weekdays,
)
from routine.core.when.month import length

LAST_DAY = date.max.toordinal() - 2  # a night and a zone later still fit into a datetime
_COUNTED_DAYS = 200 * 366  # further on nobody waits for the end of a count, and a rare day takes long to be counted

DayTimes = tuple[int, tuple[timedelta, ...]]
"""A calendar day, as an ordinal, and its times after midnight, ascending."""


def day_times(clock: Clock, start: date, lo: int, hi: int) -> Iterator[DayTimes]:
    """The calendar days from `lo` to `hi` (ordinals, included) that have times, in order, each day once.

    `start` is `clock.first` or the day of enabling: intervals, cycles and the count run from it, and nothing lies
    before it. The cost depends on the span asked for, never on how far away `start` is; only a count is walked from
    its start to its end, once.
    """
    last = _last(clock, start)
    return _uncounted(clock, start, lo, hi) if last is None else _until(last, _uncounted(clock, start, lo, hi))


def nominals(clock: Clock, start: date, lo: int, hi: int) -> Iterator[datetime]:
    """The same as nominal times."""
    for day, times in day_times(clock, start, lo, hi):
        midnight = datetime.combine(date.fromordinal(day), time())
        yield from (midnight + t for t in times)


def _until(last: datetime, found: Iterator[DayTimes]) -> Iterator[DayTimes]:
    end, latest = last.toordinal(), last - datetime.combine(last.date(), time())
    for day, times in found:
        if day > end:
            return
        yield day, times if day < end else tuple(t for t in times if t <= latest)


@lru_cache(maxsize=4096)
def _last(clock: Clock, start: date) -> datetime | None:
    """The nominal time that a count ends with; None where nothing is counted, or where it ends in no lifetime."""
    if clock.count is None:
        return None
    left = clock.count
    for day, times in _uncounted(clock, start, start.toordinal(), min(LAST_DAY, start.toordinal() + _COUNTED_DAYS)):
        if left <= len(times):
            return datetime.combine(date.fromordinal(day), time()) + times[left - 1]
        left -= len(times)
    return None


def _uncounted(clock: Clock, start: date, lo: int, hi: int) -> Iterator[DayTimes]:
    nights = _by_night(clock.times)
    layers = [_layer(clock, start, night, times, lo, hi) for night, times in nights.items()]
    return layers[0] if len(layers) == 1 else _overlaid(layers)


@lru_cache(maxsize=1024)
def _by_night(times: tuple[int, ...]) -> dict[int, tuple[timedelta, ...]]:
    """Times by how many midnights lie between their day and them."""
    found: dict[int, tuple[timedelta, ...]] = {}
    for minute in times:
        night, left = divmod(minute, MINUTES_A_DAY)
        found[night] = (*found.get(night, ()), timedelta(minutes=left))
    return found


def _layer(clock: Clock, start: date, night: int, times: tuple[timedelta, ...], lo: int, hi: int) -> Iterator[DayTimes]:
    end = clock.until.toordinal() if clock.until else LAST_DAY
    # The last day ends the days, not their nights: 00:30 in the night after it still comes.
    return ((day + night, times) for day in days_on(clock, start, lo - night, min(hi - night, end)))


def _overlaid(layers: Iterable[Iterator[DayTimes]]) -> Iterator[DayTimes]:
    """Days and the nights after them fall on the same calendar days; a time that both have counts once."""
    for day, group in groupby(merge(*layers, key=itemgetter(0)), key=itemgetter(0)):
        yield day, tuple(sorted({t for _, times in group for t in times}))


def days_on(clock: Clock, start: date, lo: int, hi: int) -> Iterator[int]:
    """The days (ordinals) from `lo` to `hi` that the schedule names, its cycle applied."""
    begin = start.toordinal()
    found = _matching(clock.days, start, max(lo, begin), min(hi, LAST_DAY))
    if clock.cycle is None:
        return iter(found)
    on, period = clock.cycle.on, clock.cycle.on + clock.cycle.off
    return (day for day in found if (day - begin) % period < on)


def _matching(days: Days, start: date, lo: int, hi: int) -> Iterable[int]:
    match days:
        case EveryDay():
            return range(lo, hi + 1)
        case EveryNDays(n):
            return range(lo + (start.toordinal() - lo) % n, hi + 1, n)
        case Weekdays(weekdays):
            return _weekly(weekdays, 1, start, lo, hi)
        case EveryNWeeks(n, weekdays):
            return _weekly(weekdays or (start.weekday(),), n, start, lo, hi)
        case EveryNMonths(n):
            # From `start` each time: 31 January leads to 28 February, and on to 31 March.
            return _monthly(lambda year, month: {min(start.day, length(year, month))}, n, start, lo, hi)
        case MonthDays(numbers):
            return _monthly(lambda year, month: _numbered(numbers, length(year, month)), 1, start, lo, hi)
        case NthWeekdays(pairs):
            return _monthly(lambda year, month: _nth(pairs, year, month), 1, start, lo, hi)
        case CronDays():
            return _monthly(lambda year, month: _cron(days, year, month), 1, start, lo, hi)


def _weekly(weekdays: tuple[int, ...], n: int, start: date, lo: int, hi: int) -> Iterator[int]:
    """Every `n` weeks from the week of `start`; weeks begin on Monday, as ordinal 1 does."""
    monday = start.toordinal() - start.weekday()
    first = lo - (lo - 1) % 7
    first += (monday - first) % (7 * n)
    ascending = sorted(set(weekdays))
    for week in range(first, hi + 1, 7 * n):
        yield from (week + weekday for weekday in ascending if lo <= week + weekday <= hi)


def _monthly(numbers: Callable[[int, int], set[int]], n: int, start: date, lo: int, hi: int) -> Iterator[int]:
    """Every `n` months from the month of `start`, on the days of the month that `numbers(year, month)` names."""
    if lo > hi:
        return
    first, last = (_month(date.fromordinal(day)) for day in (lo, hi))
    first += (_month(start) - first) % n
    for index in range(first, last + 1, n):
        year, month = index // 12, index % 12 + 1
        named = numbers(year, month)
        if named:
            before = date(year, month, 1).toordinal() - 1
            yield from (before + number for number in sorted(named) if lo <= before + number <= hi)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _numbered(numbers: tuple[int, ...], days: int) -> set[int]:
    found = (n if n > 0 else days + 1 + n for n in numbers)
    return {n for n in found if 1 <= n <= days}


def _nth(pairs: tuple[tuple[int, int], ...], year: int, month: int) -> set[int]:
    first, days = date(year, month, 1).weekday(), length(year, month)
    found: set[int] = set()
    for nth, weekday in pairs:
        of_month = range(1 + (weekday - first) % 7, days + 1, 7)
        if -len(of_month) <= (index := nth - 1 if nth > 0 else nth) < len(of_month):
            found.add(of_month[index])
    return found


def _cron(days: CronDays, year: int, month: int) -> set[int]:
    if month not in days.months:
        return set()
    first, count = date(year, month, 1).weekday(), length(year, month)
    by_number = _numbered(days.month_days, count)
    by_weekday = {n for n in range(1, count + 1) if (first + n - 1) % 7 in days.weekdays}
    return by_number | by_weekday if days.either else by_number & by_weekday
