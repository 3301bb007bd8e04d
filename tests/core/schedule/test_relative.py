"""Times that hang on an answer: after done, after another routine, again in a window."""

from __future__ import annotations

from datetime import date, time

import pytest

from routine.core.schedule.relative import after_done_goes_on, after_done_instant, again_instant, first_after_done
from routine.core.schedule.types import AfterDone, AfterRoutine, Again
from routine.core.when.duration import Duration, parse_duration
from routine.core.when.part_of_day import Window
from tests.core.schedule.schedule_reading import NEW_YORK, at, utc

FOUR = time(4)
HALF_PAST_EIGHT = 20 * 60 + 30


def test_days_after_done_keep_the_clock_time_when_the_clocks_change() -> None:
    base = AfterDone(parse_duration("1 day"))

    assert after_done_instant(base, utc("2026-03-07T15:00"), NEW_YORK, FOUR) == utc("2026-03-08T14:00")


def test_hours_after_done_elapse_when_the_clocks_change() -> None:
    base = AfterDone(parse_duration("24h"))

    assert after_done_instant(base, utc("2026-03-07T15:00"), NEW_YORK, FOUR) == utc("2026-03-08T15:00")


def test_days_after_done_at_a_clock_time_come_at_that_time_of_the_day_reached() -> None:
    base = AfterDone(parse_duration("3 days"), at=HALF_PAST_EIGHT)

    assert after_done_instant(base, utc("2026-11-02T21:40"), "UTC", FOUR) == utc("2026-11-05T20:30")


def test_done_after_midnight_counts_from_the_evening_before() -> None:
    base = AfterDone(parse_duration("3 days"), at=HALF_PAST_EIGHT)

    assert after_done_instant(base, utc("2026-11-03T01:00"), "UTC", FOUR) == utc("2026-11-05T20:30")


def test_a_clock_time_in_the_night_belongs_to_the_day_before_it() -> None:
    base = AfterDone(parse_duration("1 day"), at=60)

    assert after_done_instant(base, utc("2026-11-02T12:00"), "UTC", FOUR) == utc("2026-11-04T01:00")


def test_the_minute_at_which_days_end_is_the_new_day_s() -> None:
    base = AfterDone(parse_duration("1 day"), at=4 * 60)

    assert after_done_instant(base, utc("2026-11-02T12:00"), "UTC", FOUR) == utc("2026-11-03T04:00")


def test_a_clock_time_of_the_day_reached_that_is_not_after_done_comes_a_day_later() -> None:
    base = AfterDone(parse_duration("30m"), at=HALF_PAST_EIGHT)

    assert after_done_instant(base, utc("2026-11-02T21:00"), "UTC", FOUR) == utc("2026-11-03T20:30")


def test_a_clock_time_that_the_clocks_skip_comes_an_hour_later_that_night() -> None:
    base = AfterDone(parse_duration("1 day"), at=2 * 60 + 30)

    assert after_done_instant(base, utc("2026-03-07T15:00"), NEW_YORK, time(0)) == utc("2026-03-08T07:30")


@pytest.mark.parametrize(
    ("done", "comes"),
    [
        ("2026-11-02T10:00", "2026-11-03T10:00"),
        ("2026-11-03T02:17", "2026-11-04T08:00"),
        ("2026-11-02T23:10", "2026-11-04T08:00"),
    ],
)
def test_what_would_come_at_night_waits_for_its_part_of_the_day(done: str, comes: str) -> None:
    base, window = AfterRoutine("patch-test", parse_duration("24h")), Window("08:00-22:30", 8 * 60, 22 * 60 + 30)
    assert after_done_instant(base, utc(done), "UTC", FOUR, window) == utc(comes)


def test_months_after_done_end_with_the_month() -> None:
    assert after_done_instant(AfterDone(Duration(months=1)), utc("2027-01-31T08:00"), "UTC", FOUR) == utc(
        "2027-02-28T08:00"
    )


def test_after_another_routine_the_same_rule_holds() -> None:
    base = AfterRoutine("retinoid", parse_duration("20m"))

    assert after_done_instant(base, utc("2026-11-02T21:40"), "UTC", FOUR) == utc("2026-11-02T22:00")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-02T12:00", "2026-11-02T20:30"),
        ("2026-11-02T20:30", "2026-11-02T20:30"),
        ("2026-11-02T20:31", "2026-11-03T20:30"),
        ("2026-11-03T01:00", "2026-11-03T20:30"),
    ],
)
def test_the_first_time_is_the_next_such_clock_time(now: str, expected: str) -> None:
    base = AfterDone(parse_duration("3 days"), at=HALF_PAST_EIGHT)

    assert first_after_done(base, at(now), FOUR) == at(expected)


def test_the_first_time_without_a_clock_time_is_at_once() -> None:
    assert first_after_done(AfterDone(parse_duration("3 days")), at("2026-11-02T12:34"), FOUR) == at("2026-11-02T12:34")


@pytest.mark.parametrize(("minute", "expected"), [(HALF_PAST_EIGHT, "2026-11-09T20:30"), (None, "2026-11-09T12:34")])
def test_the_first_time_is_not_before_the_first_day(minute: int | None, expected: str) -> None:
    base = AfterDone(parse_duration("3 days"), at=minute, first=date(2026, 11, 9))

    assert first_after_done(base, at("2026-11-02T12:34"), FOUR) == at(expected)


def test_a_chain_goes_on_until_its_last_day_or_its_count() -> None:
    base = AfterDone(parse_duration("1 day"), until=date(2026, 11, 9), count=3)

    assert after_done_goes_on(base, at("2026-11-10T03:59"), 2, FOUR)
    assert not after_done_goes_on(base, at("2026-11-10T04:00"), 2, FOUR)
    assert not after_done_goes_on(base, at("2026-11-09T12:00"), 3, FOUR)


DAYTIME = Again(parse_duration("2h"), 10 * 60, 18 * 60)
EVENING = Again(parse_duration("2h"), 20 * 60, 2 * 60)


@pytest.mark.parametrize(
    ("again", "answered", "expected"),
    [
        (DAYTIME, "2026-11-02T10:15", "2026-11-02T12:15"),
        (DAYTIME, "2026-11-02T16:00:40", "2026-11-02T18:00:40"),
        (DAYTIME, "2026-11-02T16:01", None),
        (DAYTIME, "2026-11-02T07:30", None),
        (EVENING, "2026-11-02T23:30", "2026-11-03T01:30"),
        (EVENING, "2026-11-03T00:30", None),
        (EVENING, "2026-11-02T17:00", None),
    ],
)
def test_a_chain_goes_on_while_the_window_of_that_day_is_open(
    again: Again, answered: str, expected: str | None
) -> None:
    assert again_instant(again, utc(answered), "UTC", FOUR) == (utc(expected) if expected else None)


def test_a_chain_does_not_reach_into_the_next_day() -> None:
    long = Again(parse_duration("20h"), 10 * 60, 18 * 60)

    assert again_instant(long, utc("2026-11-02T17:00"), "UTC", FOUR) is None
