"""Times in the night after a day, cycles, ends and counts: one case each, by hand."""

from __future__ import annotations

import sys
from datetime import date

import pytest

from routine.core.schedule.clock import next_occurrence
from routine.core.schedule.types import (
    Clock,
    Cycle,
    Days,
    EveryDay,
    EveryNDays,
    EveryNMonths,
    EveryNWeeks,
    MonthDays,
    NthWeekdays,
    Weekdays,
)
from tests.core.schedule.schedule_reading import at, take, within

FRIDAY = Weekdays((4,))
ONE_AT_NIGHT = 25 * 60


def keys(clock: Clock, after: str, until: str, anchor: str = "2026-11-02") -> list[str]:
    return [o.key for o in within(clock, after, until, anchor=anchor)]


def test_a_time_past_midnight_is_in_the_night_after_its_day() -> None:
    assert keys(Clock((ONE_AT_NIGHT,), FRIDAY), "2026-11-23T00:00", "2026-11-30T00:00") == ["2026-11-28T01:00"]


def test_the_night_after_the_last_day_still_counts() -> None:
    clock = Clock((22 * 60, ONE_AT_NIGHT), until=date(2026, 11, 3))

    assert keys(clock, "2026-11-03T12:00", "2026-11-09T00:00") == ["2026-11-03T22:00", "2026-11-04T01:00"]


def test_the_night_before_the_first_day_does_not_count() -> None:
    clock = Clock((60, ONE_AT_NIGHT), first=date(2026, 11, 3))

    assert keys(clock, "2026-11-01T00:00", "2026-11-04T12:00") == ["2026-11-03T01:00", "2026-11-04T01:00"]


def test_a_time_that_a_day_and_the_night_before_share_comes_and_counts_once() -> None:
    clock = Clock((60, ONE_AT_NIGHT), count=3)

    assert [o.key for o in take(9, clock, date(2026, 11, 2))] == [
        "2026-11-02T01:00",
        "2026-11-03T01:00",
        "2026-11-04T01:00",
    ]


def test_a_cycle_goes_on_and_off_from_the_day_of_enabling() -> None:
    found = take(5, Clock((480,), cycle=Cycle(2, 3)), date(2026, 11, 2))

    assert [o.nominal.day for o in found] == [2, 3, 7, 8, 12]


def test_first_begins_the_schedule_whenever_it_was_enabled() -> None:
    clock = Clock((480,), cycle=Cycle(1, 9), first=date(2026, 11, 20))

    assert keys(clock, "2026-11-01T00:00", "2026-12-01T00:00") == ["2026-11-20T08:00", "2026-11-30T08:00"]


def test_a_count_runs_out_in_the_middle_of_a_day() -> None:
    found = take(9, Clock((480, 720, 1200), count=4), date(2026, 11, 2))

    assert [o.key for o in found][-2:] == ["2026-11-02T20:00", "2026-11-03T08:00"]


def test_a_count_goes_on_from_the_start_wherever_the_window_begins() -> None:
    clock = Clock((480,), count=10)

    assert keys(clock, "2026-11-10T00:00", "2027-01-01T00:00") == ["2026-11-10T08:00", "2026-11-11T08:00"]


def test_a_monthly_day_that_a_month_lacks_becomes_its_last_and_comes_back_after() -> None:
    found = take(4, Clock((480,), EveryNMonths(1)), date(2027, 1, 31))

    assert [(o.nominal.month, o.nominal.day) for o in found] == [(1, 31), (2, 28), (3, 31), (4, 30)]


def test_a_month_that_the_last_day_cuts_short_ends_there() -> None:
    clock = Clock((480,), MonthDays((1, 20)), until=date(2026, 12, 10))

    assert keys(clock, "2026-11-10T00:00", "2027-02-01T00:00") == ["2026-11-20T08:00", "2026-12-01T08:00"]


def test_nothing_is_before_the_day_of_enabling() -> None:
    assert keys(Clock((480,)), "2026-10-01T00:00", "2026-11-03T00:00") == ["2026-11-02T08:00"]


def test_the_window_leaves_out_its_beginning_and_holds_its_end() -> None:
    assert keys(Clock((480,)), "2026-11-04T08:00", "2026-11-05T08:00") == ["2026-11-05T08:00"]


def test_a_window_that_ends_before_it_begins_is_empty() -> None:
    assert keys(Clock((480,)), "2026-11-05T08:00", "2026-11-04T08:00") == []


def test_the_next_occurrence_of_a_schedule_that_begins_far_ahead_is_its_first() -> None:
    clock = Clock((480,), EveryDay(), first=date(2200, 1, 1))

    found = next_occurrence("spf", clock, anchor=date(2026, 1, 1), zone="UTC", after=at("2026-01-01"))

    assert found is not None
    assert found.id == "spf@2200-01-01T08:00"


def test_near_the_end_of_the_calendar_there_is_no_next_and_no_error() -> None:
    found = next_occurrence("r", Clock((480,)), anchor=date(2026, 1, 1), zone="UTC", after=at("9999-12-31"))

    assert found is None


RULES = [EveryDay(), EveryNDays(3), EveryNWeeks(2, (0, 2)), EveryNMonths(1), MonthDays((5,)), NthWeekdays(((1, 3),))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
def test_a_week_costs_as_much_a_hundred_years_after_the_start_as_in_its_first_year(rule: Days) -> None:
    clock = Clock((480,), rule, cycle=Cycle(50, 2))

    def steps(anchor: str) -> int:
        counted = 0

        def count(*_: object) -> None:
            nonlocal counted
            counted += 1

        sys.setprofile(count)
        try:
            within(clock, "2026-11-02T00:00", "2026-11-09T00:00", anchor=anchor)
        finally:
            sys.setprofile(None)
        return counted

    steps("2026-01-01")  # fills the caches of midnights
    assert steps("1926-01-01") < steps("2026-01-01") + 100
