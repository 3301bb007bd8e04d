"""The cases of python-dateutil's own tests of `rrule` that a schedule can say, with the dates that they expect.

Source: tests/test_rrule.py of https://github.com/dateutil/dateutil (commit c981f9c), by the names of its tests. Each
begins on Tuesday 2 September 1997 at 9:00. What a schedule cannot say is left out: weeks and days of the year, Easter,
rules that count hours, the first Tuesday of a year.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from routine.core.schedule.clock import next_occurrence
from routine.core.schedule.types import (
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
from tests.rows import each

BEGIN = datetime(1997, 9, 2, 9, 0)  # noqa: DTZ001 - a wall time
ALL_MONTH, ALL_YEAR, ALL_WEEK = tuple(range(1, 32)), tuple(range(1, 13)), tuple(range(7))

#: Test, days, minutes after midnight, and the first dates from 9:00 on that Tuesday on.
CASES: list[tuple[str, Days, tuple[int, ...], str]] = [
    ("testYearly", EveryNMonths(12), (540,), "1997-09-02T09:00 1998-09-02T09:00 1999-09-02T09:00"),
    ("testYearlyInterval", EveryNMonths(24), (540,), "1997-09-02T09:00 1999-09-02T09:00 2001-09-02T09:00"),
    ("testYearlyIntervalLarge", EveryNMonths(1200), (540,), "1997-09-02T09:00 2097-09-02T09:00 2197-09-02T09:00"),
    (
        "testYearlyByMonth",
        CronDays((2,), (1, 3), ALL_WEEK, either=False),
        (540,),
        "1998-01-02T09:00 1998-03-02T09:00 1999-01-02T09:00",
    ),
    ("testYearlyByMonthDay", MonthDays((1, 3)), (540,), "1997-09-03T09:00 1997-10-01T09:00 1997-10-03T09:00"),
    (
        "testYearlyByMonthAndMonthDay",
        CronDays((5, 7), (1, 3), ALL_WEEK, either=False),
        (540,),
        "1998-01-05T09:00 1998-01-07T09:00 1998-03-05T09:00",
    ),
    ("testYearlyByWeekDay", Weekdays((1, 3)), (540,), "1997-09-02T09:00 1997-09-04T09:00 1997-09-09T09:00"),
    (
        "testYearlyByMonthAndWeekDay",
        CronDays(ALL_MONTH, (1, 3), (1, 3), either=False),
        (540,),
        "1998-01-01T09:00 1998-01-06T09:00 1998-01-08T09:00",
    ),
    (
        "testYearlyByMonthDayAndWeekDay",
        CronDays((1, 3), ALL_YEAR, (1, 3), either=False),
        (540,),
        "1998-01-01T09:00 1998-02-03T09:00 1998-03-03T09:00",
    ),
    (
        "testYearlyByMonthAndMonthDayAndWeekDay",
        CronDays((1, 3), (1, 3), (1, 3), either=False),
        (540,),
        "1998-01-01T09:00 1998-03-03T09:00 2001-03-01T09:00",
    ),
    ("testYearlyByHour", EveryNMonths(12), (360, 1080), "1997-09-02T18:00 1998-09-02T06:00 1998-09-02T18:00"),
    ("testYearlyByMinute", EveryNMonths(12), (546, 558), "1997-09-02T09:06 1997-09-02T09:18 1998-09-02T09:06"),
    (
        "testYearlyByHourAndMinute",
        EveryNMonths(12),
        (366, 378, 1086, 1098),
        "1997-09-02T18:06 1997-09-02T18:18 1998-09-02T06:06",
    ),
    ("testMonthly", EveryNMonths(1), (540,), "1997-09-02T09:00 1997-10-02T09:00 1997-11-02T09:00"),
    ("testMonthlyInterval", EveryNMonths(2), (540,), "1997-09-02T09:00 1997-11-02T09:00 1998-01-02T09:00"),
    ("testMonthlyIntervalLarge", EveryNMonths(18), (540,), "1997-09-02T09:00 1999-03-02T09:00 2000-09-02T09:00"),
    (
        "testMonthlyByMonth",
        CronDays((2,), (1, 3), ALL_WEEK, either=False),
        (540,),
        "1998-01-02T09:00 1998-03-02T09:00 1999-01-02T09:00",
    ),
    ("testMonthlyByMonthDay", MonthDays((1, 3)), (540,), "1997-09-03T09:00 1997-10-01T09:00 1997-10-03T09:00"),
    (
        "testMonthlyByMonthAndMonthDay",
        CronDays((5, 7), (1, 3), ALL_WEEK, either=False),
        (540,),
        "1998-01-05T09:00 1998-01-07T09:00 1998-03-05T09:00",
    ),
    ("testMonthlyByWeekDay", Weekdays((1, 3)), (540,), "1997-09-02T09:00 1997-09-04T09:00 1997-09-09T09:00"),
    (
        "testMonthlyByNWeekDay",
        NthWeekdays(((1, 1), (-1, 3))),
        (540,),
        "1997-09-02T09:00 1997-09-25T09:00 1997-10-07T09:00",
    ),
    (
        "testMonthlyByNWeekDayLarge",
        NthWeekdays(((3, 1), (-3, 3))),
        (540,),
        "1997-09-11T09:00 1997-09-16T09:00 1997-10-16T09:00",
    ),
    (
        "testMonthlyByMonthAndWeekDay",
        CronDays(ALL_MONTH, (1, 3), (1, 3), either=False),
        (540,),
        "1998-01-01T09:00 1998-01-06T09:00 1998-01-08T09:00",
    ),
    (
        "testMonthlyByMonthDayAndWeekDay",
        CronDays((1, 3), ALL_YEAR, (1, 3), either=False),
        (540,),
        "1998-01-01T09:00 1998-02-03T09:00 1998-03-03T09:00",
    ),
    (
        "testMonthlyByMonthAndMonthDayAndWeekDay",
        CronDays((1, 3), (1, 3), (1, 3), either=False),
        (540,),
        "1998-01-01T09:00 1998-03-03T09:00 2001-03-01T09:00",
    ),
    ("testMonthlyByHour", EveryNMonths(1), (360, 1080), "1997-09-02T18:00 1997-10-02T06:00 1997-10-02T18:00"),
    ("testMonthlyByMinute", EveryNMonths(1), (546, 558), "1997-09-02T09:06 1997-09-02T09:18 1997-10-02T09:06"),
    (
        "testMonthlyByHourAndMinute",
        EveryNMonths(1),
        (366, 378, 1086, 1098),
        "1997-09-02T18:06 1997-09-02T18:18 1997-10-02T06:06",
    ),
    ("testWeekly", EveryNWeeks(1), (540,), "1997-09-02T09:00 1997-09-09T09:00 1997-09-16T09:00"),
    ("testWeeklyInterval", EveryNWeeks(2), (540,), "1997-09-02T09:00 1997-09-16T09:00 1997-09-30T09:00"),
    ("testWeeklyIntervalLarge", EveryNWeeks(20), (540,), "1997-09-02T09:00 1998-01-20T09:00 1998-06-09T09:00"),
    (
        "testWeeklyByMonth",
        CronDays(ALL_MONTH, (1, 3), (1,), either=False),
        (540,),
        "1998-01-06T09:00 1998-01-13T09:00 1998-01-20T09:00",
    ),
    ("testWeeklyByMonthDay", MonthDays((1, 3)), (540,), "1997-09-03T09:00 1997-10-01T09:00 1997-10-03T09:00"),
    (
        "testWeeklyByMonthAndMonthDay",
        CronDays((5, 7), (1, 3), ALL_WEEK, either=False),
        (540,),
        "1998-01-05T09:00 1998-01-07T09:00 1998-03-05T09:00",
    ),
    ("testWeeklyByWeekDay", EveryNWeeks(1, (1, 3)), (540,), "1997-09-02T09:00 1997-09-04T09:00 1997-09-09T09:00"),
    ("testWeeklyByNWeekDay", EveryNWeeks(1, (1, 3)), (540,), "1997-09-02T09:00 1997-09-04T09:00 1997-09-09T09:00"),
    (
        "testWeeklyByMonthAndWeekDay",
        CronDays(ALL_MONTH, (1, 3), (1, 3), either=False),
        (540,),
        "1998-01-01T09:00 1998-01-06T09:00 1998-01-08T09:00",
    ),
    (
        "testWeeklyByMonthAndNWeekDay",
        CronDays(ALL_MONTH, (1, 3), (1, 3), either=False),
        (540,),
        "1998-01-01T09:00 1998-01-06T09:00 1998-01-08T09:00",
    ),
    (
        "testWeeklyByMonthDayAndWeekDay",
        CronDays((1, 3), ALL_YEAR, (1, 3), either=False),
        (540,),
        "1998-01-01T09:00 1998-02-03T09:00 1998-03-03T09:00",
    ),
    (
        "testWeeklyByMonthAndMonthDayAndWeekDay",
        CronDays((1, 3), (1, 3), (1, 3), either=False),
        (540,),
        "1998-01-01T09:00 1998-03-03T09:00 2001-03-01T09:00",
    ),
    ("testWeeklyByHour", EveryNWeeks(1), (360, 1080), "1997-09-02T18:00 1997-09-09T06:00 1997-09-09T18:00"),
    ("testWeeklyByMinute", EveryNWeeks(1), (546, 558), "1997-09-02T09:06 1997-09-02T09:18 1997-09-09T09:06"),
    (
        "testWeeklyByHourAndMinute",
        EveryNWeeks(1),
        (366, 378, 1086, 1098),
        "1997-09-02T18:06 1997-09-02T18:18 1997-09-09T06:06",
    ),
    ("testDaily", EveryDay(), (540,), "1997-09-02T09:00 1997-09-03T09:00 1997-09-04T09:00"),
    ("testDailyInterval", EveryNDays(2), (540,), "1997-09-02T09:00 1997-09-04T09:00 1997-09-06T09:00"),
    ("testDailyIntervalLarge", EveryNDays(92), (540,), "1997-09-02T09:00 1997-12-03T09:00 1998-03-05T09:00"),
    (
        "testDailyByMonth",
        CronDays(ALL_MONTH, (1, 3), ALL_WEEK, either=False),
        (540,),
        "1998-01-01T09:00 1998-01-02T09:00 1998-01-03T09:00",
    ),
    ("testDailyByMonthDay", MonthDays((1, 3)), (540,), "1997-09-03T09:00 1997-10-01T09:00 1997-10-03T09:00"),
    (
        "testDailyByMonthAndMonthDay",
        CronDays((5, 7), (1, 3), ALL_WEEK, either=False),
        (540,),
        "1998-01-05T09:00 1998-01-07T09:00 1998-03-05T09:00",
    ),
    ("testDailyByWeekDay", Weekdays((1, 3)), (540,), "1997-09-02T09:00 1997-09-04T09:00 1997-09-09T09:00"),
    ("testDailyByNWeekDay", Weekdays((1, 3)), (540,), "1997-09-02T09:00 1997-09-04T09:00 1997-09-09T09:00"),
    (
        "testDailyByMonthAndWeekDay",
        CronDays(ALL_MONTH, (1, 3), (1, 3), either=False),
        (540,),
        "1998-01-01T09:00 1998-01-06T09:00 1998-01-08T09:00",
    ),
    (
        "testDailyByMonthAndNWeekDay",
        CronDays(ALL_MONTH, (1, 3), (1, 3), either=False),
        (540,),
        "1998-01-01T09:00 1998-01-06T09:00 1998-01-08T09:00",
    ),
    (
        "testDailyByMonthDayAndWeekDay",
        CronDays((1, 3), ALL_YEAR, (1, 3), either=False),
        (540,),
        "1998-01-01T09:00 1998-02-03T09:00 1998-03-03T09:00",
    ),
    (
        "testDailyByMonthAndMonthDayAndWeekDay",
        CronDays((1, 3), (1, 3), (1, 3), either=False),
        (540,),
        "1998-01-01T09:00 1998-03-03T09:00 2001-03-01T09:00",
    ),
    ("testDailyByHour", EveryDay(), (360, 1080), "1997-09-02T18:00 1997-09-03T06:00 1997-09-03T18:00"),
    ("testDailyByMinute", EveryDay(), (546, 558), "1997-09-02T09:06 1997-09-02T09:18 1997-09-03T09:06"),
    (
        "testDailyByHourAndMinute",
        EveryDay(),
        (366, 378, 1086, 1098),
        "1997-09-02T18:06 1997-09-02T18:18 1997-09-03T06:06",
    ),
    ("testWkStIntervalMO", EveryNWeeks(2, (1, 6)), (540,), "1997-09-02T09:00 1997-09-07T09:00 1997-09-16T09:00"),
]


def firsts(clock: Clock, n: int) -> list[datetime]:
    found, after = [], BEGIN - timedelta(minutes=1)
    for _ in range(n):
        one = next_occurrence("r", clock, anchor=date(1997, 9, 2), zone="UTC", after=after)
        assert one is not None
        after = one.nominal
        found.append(one.nominal)
    return found


@each(("days", "times", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_the_dates_are_those_of_dateutil(days: Days, times: tuple[int, ...], expected: str) -> None:
    listed = [datetime.fromisoformat(text) for text in expected.split()]

    assert firsts(Clock(times, days), len(listed)) == listed
