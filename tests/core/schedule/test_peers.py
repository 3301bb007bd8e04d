"""The same rules as others compute them: dateutil's rrule, and dates that cron implementations publish."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any

import pytest
from dateutil.rrule import DAILY, MO, MONTHLY, WEEKLY, rrule, weekday
from hypothesis import given
from hypothesis import strategies as st

from routine.core.schedule.clock import next_occurrence
from routine.core.schedule.types import (
    Clock,
    CronDays,
    Days,
    EveryDay,
    EveryNDays,
    EveryNWeeks,
    MonthDays,
    NthWeekdays,
    Weekdays,
)
from tests.core.schedule.schedule_reading import at, midnight, take, within

ALL_WEEK = tuple(range(7))
WEEKDAYS = st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(lambda d: tuple(sorted(d)))
NUMBERS = st.integers(1, 40)
Pair = tuple[Days, dict[str, Any]]
PAIRS: st.SearchStrategy[Pair] = st.one_of(
    NUMBERS.map(lambda n: (EveryNDays(n), {"freq": DAILY, "interval": n})),
    WEEKDAYS.map(lambda days: (Weekdays(days), {"freq": WEEKLY, "byweekday": days})),
    st.tuples(NUMBERS, WEEKDAYS).map(
        lambda p: (EveryNWeeks(p[0], p[1]), {"freq": WEEKLY, "interval": p[0], "byweekday": p[1], "wkst": MO})
    ),
    st.lists(st.integers(-31, 31).filter(bool), min_size=1, max_size=4, unique=True).map(
        lambda days: (MonthDays(tuple(days)), {"freq": MONTHLY, "bymonthday": days})
    ),
    st.lists(st.tuples(st.integers(-5, 5).filter(bool), st.integers(0, 6)), min_size=1, max_size=3, unique=True).map(
        lambda pairs: (NthWeekdays(tuple(pairs)), {"freq": MONTHLY, "byweekday": [weekday(d, n) for n, d in pairs]})
    ),
    st.tuples(st.integers(1, 31), st.integers(1, 12))
    .filter(lambda p: p != (31, 2) and p != (30, 2))
    .map(
        lambda p: (
            CronDays((p[0],), (p[1],), ALL_WEEK, either=False),
            {"freq": DAILY, "bymonthday": p[0], "bymonth": p[1]},
        )
    ),
)


@given(PAIRS, st.dates(date(1997, 1, 1), date(2030, 1, 1)), st.integers(0, 1439), st.integers(1, 80))
def test_a_counted_rule_ends_where_dateutil_ends_it(pair: Pair, start: date, minute: int, count: int) -> None:
    rule, same = pair
    begin = midnight(start) + timedelta(minutes=minute)
    horizon = begin + timedelta(days=10000)
    peer = takewhile(lambda found: found <= horizon, rrule(dtstart=begin, count=count, **same))

    found = take(100, Clock((minute,), rule, count=count), start, "UTC")

    assert [o.nominal for o in found if o.nominal <= horizon] == list(peer)


@given(PAIRS, st.dates(date(1997, 1, 1), date(2030, 1, 1)), st.integers(0, 3000))
def test_a_window_far_from_the_start_holds_what_dateutil_finds_there(pair: Pair, start: date, later: int) -> None:
    rule, same = pair
    after = midnight(start) + timedelta(days=later, hours=12)
    until = after + timedelta(days=400)

    found = within(Clock((600,), rule), after.isoformat(), until.isoformat(), anchor=start.isoformat())

    peer = rrule(dtstart=midnight(start) + timedelta(hours=10), **same).between(after, until)
    assert [o.nominal for o in found] == peer


def nexts(rule: Days, after: str, n: int) -> list[datetime]:
    found, clocks = [], at(after)
    for _ in range(n):
        occurrence = next_occurrence("r", Clock((0,), rule), anchor=clocks.date(), zone="UTC", after=clocks)
        assert occurrence is not None
        clocks = occurrence.nominal
        found.append(clocks)
    return found


def test_the_fifth_monday_of_february_comes_on_the_days_that_cronsim_publishes() -> None:
    """`0 0 * 2 MON#5` in CronSim's README: it is a 29 February, and 40 years may lie between two of them."""
    on_leap_monday = CronDays((29,), (2,), (0,), either=False)

    found = nexts(on_leap_monday, "2020-01-01", 5)

    assert [d.year for d in found] == [2044, 2072, 2112, 2140, 2168]
    assert {(d.month, d.day) for d in found} == {(2, 29)}


@pytest.mark.parametrize(("after", "expected"), [("1896-02-29", "1904-02-29"), ("2024-02-29", "2028-02-29")])
def test_the_next_29_february_is_found_across_a_century_that_has_none(after: str, expected: str) -> None:
    leap_day = CronDays((29,), (2,), ALL_WEEK, either=False)

    assert nexts(leap_day, after, 1) == [at(expected)]


def test_cron_with_both_day_fields_restricted_takes_the_days_that_fit_either() -> None:
    """`30 4 1,15 * 5` in crontab(5): 4:30 on the 1st and 15th of each month, plus every Friday."""
    rule = CronDays((1, 15), tuple(range(1, 13)), (4,), either=True)

    found = within(Clock((4 * 60 + 30,), rule), "2026-05-01T00:00", "2026-06-01T00:00")

    assert [o.nominal.day for o in found] == [1, 8, 15, 22, 29]
    found = within(Clock((4 * 60 + 30,), rule), "2026-04-01T00:00", "2026-05-01T00:00")
    assert [o.nominal.day for o in found] == [1, 3, 10, 15, 17, 24]


def test_a_schedule_that_never_comes_due_has_no_next() -> None:
    thirtieth_of_february = CronDays((30,), (2,), ALL_WEEK, either=False)

    clock = Clock((0,), thirtieth_of_february)
    assert next_occurrence("r", clock, anchor=date(2026, 1, 1), zone="UTC", after=at("2026-01-01")) is None


def test_a_schedule_that_has_ended_has_no_next() -> None:
    clock = Clock((480,), EveryDay(), until=date(2026, 11, 22))

    assert next_occurrence("r", clock, anchor=date(2026, 1, 1), zone="UTC", after=at("2026-11-22T08:00")) is None
