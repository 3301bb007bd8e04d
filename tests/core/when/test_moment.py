"""A moment: which day it belongs to, when so many days of a person's calendar are over, hours that come twice."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from routine.core.when.moment import clock_time, day_of, end_of_days, furthest_wall, wall
from tests.builders import utc


@pytest.mark.parametrize(("first", "days"), [("2027-03-27", 2), ("2026-10-24", 2), ("2026-12-01", 7)])
def test_days_end_at_the_hour_at_which_a_day_ends_also_where_clocks_change(first: str, days: int) -> None:
    """The last moment is just before 04:00 of the day after: 24 hours a day would be an hour off after a change."""
    begin = date.fromisoformat(first)
    end = wall(end_of_days(begin, days, time(4), "Europe/Berlin"), "Europe/Berlin")
    assert (end.date() - begin).days == days
    assert end.time() == time(3, 59, 59, 999999)


@pytest.mark.parametrize(
    ("at", "ends", "day"),
    [
        ("2026-11-23 03:59:59.999999", "04:00", "2026-11-22"),
        ("2026-11-23 04:00", "04:00", "2026-11-23"),
        ("2026-11-24 03:59", "04:00", "2026-11-23"),
        ("2026-11-23 04:29", "04:30", "2026-11-22"),
        ("2026-11-23 04:30", "04:30", "2026-11-23"),
        ("2026-11-23 00:00", "00:00", "2026-11-23"),
    ],
)
def test_a_day_for_people_begins_at_the_minute_at_which_the_one_before_ends(at: str, ends: str, day: str) -> None:
    assert day_of(datetime.fromisoformat(at), time.fromisoformat(ends)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("minute", "ends", "at"),
    [
        (0, "04:00", "2026-11-24 00:00"),
        (239, "04:00", "2026-11-24 03:59"),
        (240, "04:00", "2026-11-23 04:00"),
        (269, "04:30", "2026-11-24 04:29"),
        (270, "04:30", "2026-11-23 04:30"),
        (0, "00:00", "2026-11-23 00:00"),
        (1439, "04:00", "2026-11-23 23:59"),
    ],
)
def test_a_minute_before_the_day_ends_is_in_the_night_after_it(minute: int, ends: str, at: str) -> None:
    """And it belongs to that day, as people count."""
    found = clock_time(date(2026, 11, 23), minute, time.fromisoformat(ends))
    assert found == datetime.fromisoformat(at)
    assert day_of(found, time.fromisoformat(ends)) == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("instant", "zone", "furthest"),
    [
        ("2026-10-25 00:10", "Europe/Berlin", "2026-10-25 02:10"),  # the first time
        ("2026-10-25 01:10", "Europe/Berlin", "2026-10-25 02:59"),  # once more: all of that hour is over
        ("2026-10-25 01:59", "Europe/Berlin", "2026-10-25 02:59"),
        ("2026-10-25 02:00", "Europe/Berlin", "2026-10-25 03:00"),
        ("2027-04-03 15:15", "Australia/Lord_Howe", "2027-04-04 01:59"),  # half an hour comes twice there
        ("2027-03-28 01:00", "Europe/Berlin", "2027-03-28 03:00"),
    ],
)
def test_in_an_hour_that_comes_twice_the_clock_has_shown_all_of_it_the_second_time(
    instant: str, zone: str, furthest: str
) -> None:
    assert furthest_wall(utc(instant), zone) == datetime.fromisoformat(furthest)
