"""Why an occurrence is when it is, in words."""

from __future__ import annotations

from datetime import date

from routine.core.schedule.clock import next_occurrence
from routine.core.schedule.types import (
    Clock,
    CronDays,
    Cycle,
    EveryDay,
    EveryNDays,
    EveryNMonths,
    EveryNWeeks,
    MonthDays,
    NthWeekdays,
    Weekdays,
)
from routine.core.schedule.why_this_day import moved_by_clock_change, reason
from tests.core.schedule.schedule_reading import at
from tests.rows import each

ANCHOR = date(2026, 11, 2)
EIGHT = 480

WORDS = [
    (Clock((EIGHT,), EveryDay()), "every day at 08:00"),
    (Clock((1230,), Weekdays((4,))), "every Friday at 20:30"),
    (Clock((EIGHT,), Weekdays((0, 2, 4))), "every Monday, Wednesday and Friday at 08:00"),
    (Clock((EIGHT,), Weekdays((0, 1, 2, 3, 4))), "every working day at 08:00"),
    (Clock((EIGHT,), Weekdays(tuple(range(7)))), "every day at 08:00"),
    (Clock((EIGHT,), EveryNDays(3)), "every 3 days since 2 November at 08:00"),
    (Clock((EIGHT,), EveryNDays(70)), "every 70 days since 2 November 2026 at 08:00"),
    (Clock((EIGHT,), EveryNWeeks(2)), "every 2 weeks on Monday since 2 November at 08:00"),
    (Clock((EIGHT,), EveryNMonths(1)), "every month since 2 November at 08:00"),
    (Clock((EIGHT,), EveryNMonths(2)), "every 2 months since 2 November 2026 at 08:00"),
    (Clock((EIGHT,), MonthDays((15,))), "day 15 of the month at 08:00"),
    (Clock((EIGHT,), MonthDays((-1,))), "the last day of the month at 08:00"),
    (Clock((EIGHT,), MonthDays((-2,))), "the last but one day of the month at 08:00"),
    (Clock((EIGHT,), NthWeekdays(((2, 1),))), "the second Tuesday of the month at 08:00"),
    (Clock((EIGHT,), NthWeekdays(((-1, 4),))), "the last Friday of the month at 08:00"),
    (
        Clock((EIGHT,), CronDays((13,), (11,), (4,), either=False)),
        "the cron line names Friday 13 November at 08:00",
    ),
    (Clock((25 * 60,), Weekdays((4,))), "the night after every Friday at 01:00"),
    (Clock((25 * 60,)), "every night at 01:00"),
    (Clock((EIGHT,), cycle=Cycle(21, 7)), "every day at 08:00, day 2 of 21 on, then 7 off"),
    (Clock((EIGHT,), count=5), "every day at 08:00, 2 of 5"),
]


@each(("clock", "words"), WORDS, ids=[words for _, words in WORDS])
def test_the_reason_says_the_rule_that_made_the_time(clock: Clock, words: str) -> None:
    after = at("2026-11-02T12:00")
    found = next_occurrence("r", clock, anchor=ANCHOR, zone="UTC", after=after)

    assert found is not None
    assert reason(clock, found, anchor=ANCHOR, zone="UTC") == words


def test_the_reason_of_a_time_that_the_clocks_skip_says_so() -> None:
    clock, zone = Clock((150,)), "America/New_York"
    found = next_occurrence("r", clock, anchor=ANCHOR, zone=zone, after=at("2027-03-14"))

    assert found is not None
    assert reason(clock, found, anchor=ANCHOR, zone=zone) == (
        "every day at 02:30, moved by the clock change, because 02:30 does not exist that night"
    )
    assert moved_by_clock_change(found, zone)


def test_a_time_that_comes_twice_that_night_was_not_moved() -> None:
    clock, zone = Clock((90,)), "America/New_York"
    found = next_occurrence("r", clock, anchor=ANCHOR, zone=zone, after=at("2027-11-07"))

    assert found is not None
    assert moved_by_clock_change(found, zone) is None
