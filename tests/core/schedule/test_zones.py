"""Nominal times to instants where clocks change: named cases, and a slow walk along UTC that knows no calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from routine.core.schedule.clock import next_occurrence, occurrences
from routine.core.schedule.types import Clock
from routine.core.when.moment import wall
from tests.core.schedule.schedule_reading import at, midnight, utc, within
from tests.rows import each

QUARTERS = tuple(range(0, 24 * 60, 15))
DAY = timedelta(days=1)

CASES = [
    ("Lord Howe skips half an hour", "Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45", 30),
    ("Lord Howe repeats half an hour", "Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45", 0),
    ("Apia has no 30 December 2011", "Pacific/Apia", "2011-12-30T08:00", "2011-12-30T18:00", 1440),
    ("Apia's 31 December 2011 is the same instant", "Pacific/Apia", "2011-12-31T08:00", "2011-12-30T18:00", 0),
    ("Kwajalein has no 21 August 1993", "Pacific/Kwajalein", "1993-08-21T08:00", "1993-08-21T20:00", 1440),
    ("Cairo skips midnight", "Africa/Cairo", "2024-04-26T00:30", "2024-04-25T22:30", 60),
    ("Cairo repeats the hour before midnight", "Africa/Cairo", "2024-10-31T23:30", "2024-10-31T20:30", 0),
    ("Beirut skips midnight", "Asia/Beirut", "2024-03-31T00:30", "2024-03-30T22:30", 60),
    ("Santiago skips midnight", "America/Santiago", "2024-09-08T00:30", "2024-09-08T04:30", 60),
    ("Santiago repeats the hour before midnight", "America/Santiago", "2024-04-06T23:30", "2024-04-07T02:30", 0),
    ("Havana skips midnight", "America/Havana", "2024-03-10T00:30", "2024-03-10T05:30", 60),
    ("the Azores skip midnight", "Atlantic/Azores", "2024-03-31T00:30", "2024-03-31T01:30", 60),
    ("Casablanca repeats an hour before Ramadan", "Africa/Casablanca", "2024-03-10T02:30", "2024-03-10T01:30", 0),
    ("Casablanca skips an hour after Ramadan", "Africa/Casablanca", "2024-04-14T02:30", "2024-04-14T02:30", 60),
    ("Troll skips two hours", "Antarctica/Troll", "2024-03-31T02:30", "2024-03-31T02:30", 120),
    ("Monrovia skips 44 minutes and a half", "Africa/Monrovia", "1972-01-07T00:30", "1972-01-07T01:14:30", 44.5),
    ("Dublin skips an hour", "Europe/Dublin", "2024-03-31T01:30", "2024-03-31T01:30", 60),
    ("Dublin repeats an hour", "Europe/Dublin", "2024-10-27T01:30", "2024-10-27T00:30", 0),
    ("New York skips an hour", "America/New_York", "2026-03-08T02:30", "2026-03-08T07:30", 60),
    ("New York repeats an hour", "America/New_York", "2026-11-01T01:30", "2026-11-01T05:30", 0),
]  # fmt: skip


@each(("zone", "nominal", "instant", "moved_minutes"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_time_where_the_clocks_change_has_the_instant_of_rfc_5545(
    zone: str, nominal: str, instant: str, moved_minutes: float
) -> None:
    time = at(nominal)
    clock = Clock((time.hour * 60 + time.minute,), first=time.date(), until=time.date())

    found = next_occurrence("r", clock, anchor=time.date(), zone=zone, after=time - 2 * DAY)

    assert found is not None
    assert (found.nominal, found.instant) == (time, utc(instant))
    assert wall(found.instant, zone) == time + timedelta(minutes=moved_minutes)


def test_apia_30_and_31_december_2011_are_two_occurrences_at_one_instant_the_earlier_nominal_first() -> None:
    found = within(Clock((8 * 60,)), "2011-12-29T12:00", "2012-01-01T07:00", "Pacific/Apia")

    assert [o.key for o in found] == ["2011-12-30T08:00", "2011-12-31T08:00"]
    assert found[0].instant == found[1].instant


def test_a_skipped_time_lies_in_the_window_of_the_time_it_moves_to() -> None:
    clock = Clock((2 * 60 + 30,))

    assert not within(clock, "2026-03-08T02:00", "2026-03-08T03:29", "America/New_York")
    assert within(clock, "2026-03-08T03:29", "2026-03-08T03:30", "America/New_York")


def test_a_time_on_a_skipped_day_lies_in_the_window_of_the_day_after() -> None:
    only_the_30th = Clock((8 * 60,), first=date(2011, 12, 30), until=date(2011, 12, 30))

    assert not within(only_the_30th, "2011-12-29T00:00", "2011-12-31T07:59", "Pacific/Apia")
    assert within(only_the_30th, "2011-12-31T07:59", "2011-12-31T08:00", "Pacific/Apia")


def test_a_skipped_time_comes_after_a_later_time_that_it_is_moved_past() -> None:
    found = within(Clock((150, 180)), "2026-03-08T00:00", "2026-03-09T00:00", "America/New_York")

    assert [o.key for o in found] == ["2026-03-08T03:00", "2026-03-08T02:30"]


WINDOWS = [
    ("Australia/Lord_Howe", "2026-04-05"), ("Australia/Lord_Howe", "2026-10-04"),
    ("Pacific/Apia", "2011-12-30"), ("Pacific/Apia", "2011-04-02"), ("Pacific/Kwajalein", "1993-08-21"),
    ("Africa/Cairo", "2010-08-11"), ("Africa/Cairo", "2010-09-10"), ("Africa/Cairo", "2014-06-26"),
    ("Africa/Cairo", "2024-04-26"), ("Africa/Cairo", "2024-10-31"),
    ("Asia/Beirut", "2024-03-31"), ("Asia/Beirut", "2024-10-27"),
    ("America/Santiago", "2024-04-06"), ("America/Santiago", "2024-09-08"),
    ("America/Havana", "2024-03-10"), ("America/Havana", "2024-11-03"),
    ("Atlantic/Azores", "2024-03-31"), ("Atlantic/Azores", "2024-10-27"),
    ("Africa/Casablanca", "2024-03-10"), ("Africa/Casablanca", "2024-04-14"),
    ("Africa/El_Aaiun", "2025-02-23"), ("Africa/El_Aaiun", "2025-04-06"),
    ("Antarctica/Troll", "2024-03-31"), ("Antarctica/Troll", "2024-10-27"),
    ("Africa/Monrovia", "1972-01-07"),
    ("Europe/Dublin", "1968-10-27"), ("Europe/Dublin", "1971-10-31"), ("Europe/Dublin", "2024-10-27"),
    ("Antarctica/Casey", "2018-03-11"), ("Antarctica/Casey", "2020-10-04"), ("Antarctica/Casey", "2023-03-09"),
    ("Asia/Gaza", "2024-04-20"), ("Asia/Gaza", "2024-10-26"),
    ("America/Scoresbysund", "2024-03-31"), ("America/Scoresbysund", "2024-10-27"),
    ("America/Godthab", "2023-03-26"), ("America/Godthab", "2023-10-29"), ("America/Godthab", "2024-03-31"),
    ("America/St_Johns", "2006-04-02"), ("America/St_Johns", "2006-10-29"),
    ("Asia/Pyongyang", "2015-08-15"), ("Asia/Pyongyang", "2018-05-05"), ("America/Caracas", "2016-05-01"),
    ("Europe/Volgograd", "2020-12-27"), ("Asia/Tehran", "2022-03-22"), ("America/Asuncion", "2024-10-06"),
]  # fmt: skip


@each(("zone", "day"), WINDOWS)
def test_around_an_odd_change_of_clocks_every_quarter_of_an_hour_agrees_with_a_walk_along_utc(
    zone: str, day: str
) -> None:
    step = timedelta(seconds=30 if zone == "Africa/Monrovia" else 60)
    assert_agrees_with_walk(zone, date.fromisoformat(day), step)


@pytest.mark.parametrize("year", [2011, 2026])
def test_in_every_zone_every_change_of_offset_of_a_year_agrees_with_a_walk_along_utc(year: int) -> None:
    for zone in distinct_zones(year):
        for day in changes(zone, year):
            assert_agrees_with_walk(zone, day, step=timedelta(minutes=5))


@pytest.mark.parametrize("year", [2011, 2026])
def test_no_zone_changes_its_offset_and_back_within_one_day(year: int) -> None:
    """One offset serves a whole day that begins and ends with it: true only as long as no zone does this."""
    for zone in distinct_zones(year):
        info, begin = ZoneInfo(zone), datetime(year, 1, 1, tzinfo=UTC)
        hourly = [(begin + timedelta(hours=n)).astimezone(info).utcoffset() for n in range(24 * 366)]
        for n, (before, offset) in enumerate(pairwise(hourly), 1):
            assert offset == before or len(set(hourly[n : n + 26])) == 1, (zone, n)


def assert_agrees_with_walk(zone: str, day: date, step: timedelta) -> None:
    """Compare two days before to three after, once as one window and once hour by hour."""
    after, until = midnight(day) - 2 * DAY, midnight(day) + 3 * DAY
    expected = naive(zone, after, until, step)

    def found(a: datetime, b: datetime) -> list[tuple[datetime, datetime]]:
        clock = Clock(QUARTERS)
        listed = occurrences("r", clock, anchor=date(1960, 1, 1), zone=zone, after=a, until=b)
        return [(o.instant, o.nominal) for o in listed]

    hours = [after + n * timedelta(hours=7) for n in range(18)]
    assert found(after, until) == expected
    assert [o for a, b in pairwise([*hours, until]) for o in found(a, b)] == expected


def naive(zone: str, after: datetime, until: datetime, step: timedelta) -> list[tuple[datetime, datetime]]:
    """Every quarter of an hour in (after, until], from what clocks show along UTC, step by step.

    A nominal time is the first instant at which clocks show it. Where none do, it is counted on from the last
    instant before the clocks jumped over it.
    """
    info = ZoneInfo(zone)
    begin = after.replace(tzinfo=UTC) - 2 * DAY
    instants = [begin + n * step for n in range(round((until - after + 4 * DAY) / step))]
    shown = [(instant.astimezone(info).replace(tzinfo=None), instant) for instant in instants]
    first_shown: dict[datetime, datetime] = {}
    for clocks, instant in shown:
        first_shown.setdefault(clocks, instant)
    jumps = [(a, b) for a, b in pairwise(shown) if b[0] - a[0] > step]
    found = []
    for nominal in (midnight(after.date()) - DAY + n * timedelta(minutes=15) for n in range(7 * 96)):
        instant = first_shown.get(nominal) or next(
            before[1] + (nominal - before[0]) for before, behind in jumps if before[0] < nominal < behind[0]
        )
        if after < instant.astimezone(info).replace(tzinfo=None) <= until:
            found.append((instant, nominal))
    return sorted(found)


@lru_cache
def distinct_zones(year: int) -> list[str]:
    """One zone for each way of counting hours in that year."""
    by_offsets: dict[tuple[timedelta | None, ...], str] = {}
    for zone in sorted(available_timezones() - {"localtime"}):
        info, begin = ZoneInfo(zone), datetime(year, 1, 1, tzinfo=UTC)
        offsets = tuple((begin + timedelta(hours=6 * n)).astimezone(info).utcoffset() for n in range(4 * 366))
        by_offsets.setdefault(offsets, zone)
    return list(by_offsets.values())


def changes(zone: str, year: int) -> list[date]:
    """The days of the year near which the zone's offset changes."""
    info, begin = ZoneInfo(zone), datetime(year, 1, 2, tzinfo=UTC)
    daily = [(begin + n * DAY).astimezone(info) for n in range(363)]
    return [a.date() for a, b in pairwise(daily) if a.utcoffset() != b.utcoffset()]
