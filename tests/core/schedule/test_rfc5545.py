"""The recurrence examples of RFC 5545 (3.8.5.3) that a schedule can say, with the dates that the RFC lists."""

from __future__ import annotations

from datetime import date, datetime

import pytest

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
from tests.core.schedule.schedule_reading import NINE, take, utc
from tests.rows import each

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
ALL_WEEK = tuple(range(7))
ALL_MONTH = tuple(range(1, 32))
ALL_YEAR = tuple(range(1, 13))


def days(text: str) -> list[date]:
    """`1997-09 2 4 1997-10 2`: the month, then its days."""
    found: list[date] = []
    year = month = 0
    for word in text.split():
        if "-" in word:
            year, month = map(int, word.split("-"))
        else:
            found.append(date(year, month, int(word)))
    return found


def at_nine(rule: Days, until: str | None = None, count: int | None = None) -> Clock:
    return Clock((NINE,), rule, until=date.fromisoformat(until) if until else None, count=count)


ENDING = [
    ("daily for 10 occurrences", at_nine(EveryDay(), count=10), "1997-09-02", "1997-09 2 3 4 5 6 7 8 9 10 11"),
    ("every 10 days, 5 occurrences", at_nine(EveryNDays(10), count=5), "1997-09-02", "1997-09 2 12 22 1997-10 2 12"),
    (
        "weekly for 10 occurrences",
        at_nine(EveryNWeeks(1), count=10),
        "1997-09-02",
        "1997-09 2 9 16 23 30 1997-10 7 14 21 28 1997-11 4",
    ),
    (
        "weekly until 24 December 1997",
        at_nine(Weekdays((TUE,)), until="1997-12-23"),
        "1997-09-02",
        "1997-09 2 9 16 23 30 1997-10 7 14 21 28 1997-11 4 11 18 25 1997-12 2 9 16 23",
    ),
    (
        "weekly on Tuesday and Thursday for five weeks",
        at_nine(Weekdays((TUE, THU)), count=10),
        "1997-09-02",
        "1997-09 2 4 9 11 16 18 23 25 30 1997-10 2",
    ),
    (
        "every other week on Monday, Wednesday and Friday until 24 December 1997",
        at_nine(EveryNWeeks(2, (MON, WED, FRI)), until="1997-12-23"),
        "1997-09-01",
        "1997-09 1 3 5 15 17 19 29 1997-10 1 3 13 15 17 27 29 31 1997-11 10 12 14 24 26 28 1997-12 8 10 12 22",
    ),
    (
        "every other week on Tuesday and Thursday, for 8 occurrences",
        at_nine(EveryNWeeks(2, (TUE, THU)), count=8),
        "1997-09-02",
        "1997-09 2 4 16 18 30 1997-10 2 14 16",
    ),
    (
        "monthly on the first Friday for 10 occurrences",
        at_nine(NthWeekdays(((1, FRI),)), count=10),
        "1997-09-05",
        "1997-09 5 1997-10 3 1997-11 7 1997-12 5 1998-01 2 1998-02 6 1998-03 6 1998-04 3 1998-05 1 1998-06 5",
    ),
    (
        "monthly on the first Friday until 24 December 1997",
        at_nine(NthWeekdays(((1, FRI),)), until="1997-12-23"),
        "1997-09-05",
        "1997-09 5 1997-10 3 1997-11 7 1997-12 5",
    ),
    (
        "monthly on the second-to-last Monday for 6 months",
        at_nine(NthWeekdays(((-2, MON),)), count=6),
        "1997-09-22",
        "1997-09 22 1997-10 20 1997-11 17 1997-12 22 1998-01 19 1998-02 16",
    ),
    (
        "monthly on the 2nd and 15th for 10 occurrences",
        at_nine(MonthDays((2, 15)), count=10),
        "1997-09-02",
        "1997-09 2 15 1997-10 2 15 1997-11 2 15 1997-12 2 15 1998-01 2 15",
    ),
    (
        "monthly on the first and last day for 10 occurrences",
        at_nine(MonthDays((1, -1)), count=10),
        "1997-09-30",
        "1997-09 30 1997-10 1 31 1997-11 1 30 1997-12 1 31 1998-01 1 31 1998-02 1",
    ),
    (
        "yearly in June and July for 10 occurrences",
        at_nine(CronDays((10,), (6, 7), ALL_WEEK, either=False), count=10),
        "1997-06-10",
        "1997-06 10 1997-07 10 1998-06 10 1998-07 10 1999-06 10 1999-07 10 2000-06 10 2000-07 10 2001-06 10 2001-07 10",
    ),
    (
        "weeks that begin on Monday",
        at_nine(EveryNWeeks(2, (TUE, SUN)), count=4),
        "1997-08-05",
        "1997-08 5 10 19 24",
    ),
    (
        "a day that February lacks is left out",
        at_nine(MonthDays((15, 30)), count=5),
        "2007-01-15",
        "2007-01 15 30 2007-02 15 2007-03 15 30",
    ),
]

ENDLESS = [
    ("every other day", EveryNDays(2), "1997-09-02", "1997-09 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30 1997-10 2 4"),
    (
        "every other week",
        EveryNWeeks(2),
        "1997-09-02",
        "1997-09 2 16 30 1997-10 14 28 1997-11 11 25 1997-12 9 23 1998-01 6 20 1998-02 3 17",
    ),
    (
        "the third-to-last day of the month",
        MonthDays((-3,)),
        "1997-09-28",
        "1997-09 28 1997-10 29 1997-11 28 1997-12 29 1998-01 29 1998-02 26",
    ),
    (
        "every day in January",
        CronDays(ALL_MONTH, (1,), ALL_WEEK, either=False),
        "1998-01-01",
        " ".join(f"{year}-01 {' '.join(map(str, ALL_MONTH))}" for year in (1998, 1999, 2000)),
    ),
    (
        "every Thursday in March",
        CronDays(ALL_MONTH, (3,), (THU,), either=False),
        "1997-03-13",
        "1997-03 13 20 27 1998-03 5 12 19 26 1999-03 4 11 18 25",
    ),
    (
        "every Thursday in June, July and August",
        CronDays(ALL_MONTH, (6, 7, 8), (THU,), either=False),
        "1997-06-05",
        "1997-06 5 12 19 26 1997-07 3 10 17 24 31 1997-08 7 14 21 28 1998-06 4 11 18 25",
    ),
    (
        "every Friday the 13th",
        CronDays((13,), ALL_YEAR, (FRI,), either=False),
        "1997-09-02",
        "1998-02 13 1998-03 13 1998-11 13 1999-08 13 2000-10 13",
    ),
    (
        "the first Saturday after the first Sunday of the month",
        CronDays(tuple(range(7, 14)), ALL_YEAR, (SAT,), either=False),
        "1997-09-13",
        "1997-09 13 1997-10 11 1997-11 8 1997-12 13 1998-01 10 1998-02 7 1998-03 7 1998-04 11 1998-05 9 1998-06 13",
    ),
]


@each(("clock", "start", "expected"), [c[1:] for c in ENDING], ids=[c[0] for c in ENDING])
def test_a_rule_that_ends_yields_the_dates_of_the_rfc_and_no_more(clock: Clock, start: str, expected: str) -> None:
    found = take(1000, clock, date.fromisoformat(start))

    assert [o.nominal.date() for o in found] == days(expected)
    assert {(o.nominal.hour, o.nominal.minute) for o in found} == {(9, 0)}


@each(("rule", "start", "expected"), [c[1:] for c in ENDLESS], ids=[c[0] for c in ENDLESS])
def test_a_rule_without_an_end_begins_with_the_dates_of_the_rfc(rule: Days, start: str, expected: str) -> None:
    listed = days(expected)

    assert [o.nominal.date() for o in take(len(listed), at_nine(rule), date.fromisoformat(start))] == listed


def test_daily_until_24_december_keeps_nine_o_clock_when_new_york_leaves_summer_time() -> None:
    found = take(1000, at_nine(EveryDay(), until="1997-12-23"), date(1997, 9, 2))

    by_date = {o.nominal.date(): o.instant for o in found}
    assert len(found) == 113
    assert by_date[date(1997, 10, 25)] == utc("1997-10-25T13:00")
    assert by_date[date(1997, 10, 26)] == utc("1997-10-26T14:00")


def times(*, first: int, last: int, every: int) -> tuple[int, ...]:
    return tuple(range(first, last + 1, every))


WITHIN_A_DAY = [
    ("every 3 hours from 9:00 to 17:00", times(first=NINE, last=17 * 60, every=180), ["09:00", "12:00", "15:00"]),
    (
        "every 15 minutes, 6 times",
        times(first=NINE, last=NINE + 75, every=15),
        ["09:00", "09:15", "09:30", "09:45", "10:00", "10:15"],
    ),
    (
        "every hour and a half, 4 times",
        times(first=NINE, last=NINE + 270, every=90),
        ["09:00", "10:30", "12:00", "13:30"],
    ),
]


@pytest.mark.parametrize(("minutes", "expected"), [c[1:] for c in WITHIN_A_DAY], ids=[c[0] for c in WITHIN_A_DAY])
def test_times_within_a_day_are_the_times_of_the_rfc(minutes: tuple[int, ...], expected: list[str]) -> None:
    day = date(1997, 9, 2)

    found = take(100, Clock(minutes, until=day), day)

    assert [f"{o.nominal:%H:%M}" for o in found] == expected


def test_every_twenty_minutes_from_9_00_to_16_40_goes_on_the_next_morning() -> None:
    found = take(25, Clock(times(first=NINE, last=16 * 60 + 40, every=20)), date(1997, 9, 2))

    assert found[23].nominal == datetime.fromisoformat("1997-09-02T16:40")
    assert found[24].nominal == datetime.fromisoformat("1997-09-03T09:00")
