"""The sun's place in the sky, sunrise and sunset: against published values, at the poles, across the dateline."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routine.core.sun.place import Place
from routine.core.sun.position import cos_zenith, hour_angle, sun_position
from routine.core.sun.sunrise import SunDay, sun_day
from routine.core.when.moment import wall
from tests.rows import each

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)
DAYS = st.dates(date(1901, 1, 1), date(2099, 12, 31))


def place(latitude: float, longitude: float) -> Place:
    return Place(name="here", latitude=latitude, longitude=longitude)


def seconds_apart(found: datetime | None, said: str) -> float:
    assert found is not None
    return abs((found - datetime.fromisoformat(said)).total_seconds())


def agrees(found: datetime | None, said: str) -> bool:
    """Whether it rounds to the printed minute, two seconds aside for the way that others round."""
    return seconds_apart(found, said) <= 32


# --- published positions ------------------------------------------------------------------------------------------


def test_the_position_is_that_of_meeus_worked_example() -> None:
    """Astronomical Algorithms, examples 25.a and 28.b: 13 October 1992, 0h TD."""
    sun = sun_position(datetime(1992, 10, 13, tzinfo=UTC))
    assert sun.declination == pytest.approx(-7.78507, abs=0.001)
    assert sun.equation_of_time == pytest.approx(13.7094, abs=0.005)


# I. Reda and A. Andreas, Solar Position Algorithm for Solar Radiation Applications (NREL/TP-560-34302), table A5.1:
# 39.742476 N, 105.1786 W, 17 October 2003, 12:30:30 at UTC-7.
NREL = place(39.742476, -105.1786)


def test_the_position_is_that_of_the_nrel_example() -> None:
    instant = datetime(2003, 10, 17, 19, 30, 30, tzinfo=UTC)
    sun = sun_position(instant)
    assert sun.declination == pytest.approx(-9.31434, abs=0.005)
    assert sun.equation_of_time == pytest.approx(14.641503, abs=0.01)
    assert hour_angle(instant, NREL.longitude) == pytest.approx(11.105902, abs=0.02)


def test_the_day_is_that_of_the_nrel_example() -> None:
    """It prints the sunset within the UTC day, which is the evening before."""
    day = sun_day(NREL, date(2003, 10, 17), "America/Denver")
    assert seconds_apart(day.sunrise, "2003-10-17T13:12:43+00:00") <= 5
    assert seconds_apart(day.noon, "2003-10-17T18:46:04+00:00") <= 5
    evening_before = sun_day(NREL, date(2003, 10, 16), "America/Denver").sunset
    assert seconds_apart(evening_before, "2003-10-17T00:20:19+00:00") <= 5


# --- published days: U.S. Naval Observatory, Astronomical Applications Department, Rise and Set for the Sun -------

USNO = [
    # 60 N, 0 E, 2019
    (60, 0, "UTC", "2019-11-24", "2019-11-24T08:19Z", "2019-11-24T15:14Z"),
    (60, 0, "UTC", "2019-12-21", "2019-12-21T09:02Z", "2019-12-21T14:54Z"),
    (60, 0, "UTC", "2019-12-31", "2019-12-31T09:03Z", "2019-12-31T15:03Z"),
    # 69.5 N, 19.0 E (Tromsø), 2014, in UTC+1
    (69.5, 19, "Etc/GMT-1", "2014-04-01", "2014-04-01T03:50Z", "2014-04-01T17:49Z"),
    (69.5, 19, "Etc/GMT-1", "2014-04-30", "2014-04-30T01:29Z", "2014-04-30T19:58Z"),
    (69.5, 19, "Etc/GMT-1", "2014-05-17", "2014-05-16T23:29Z", "2014-05-17T22:06Z"),
    # 89 N, 30 E, 2022: the last sunset but some before half a year of day
    (89, 30, "UTC", "2022-03-16", "2022-03-16T08:11Z", "2022-03-16T12:37Z"),
    (89, 30, "UTC", "2022-09-26", "2022-09-26T05:28Z", "2022-09-26T13:40Z"),
]


@each(("north", "east", "zone", "day", "rise", "fall"), USNO)
def test_sunrise_and_sunset_are_those_of_the_naval_observatory(
    north: float, east: float, zone: str, day: str, rise: str, fall: str
) -> None:
    """To the minute; beyond 69 degrees, where the sun grazes the horizon, within three."""
    found = sun_day(place(north, east), date.fromisoformat(day), zone)
    most = 32 if north < 65 else 90 if north < 80 else 180
    assert seconds_apart(found.sunrise, rise) <= most
    assert seconds_apart(found.sunset, fall) <= most


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2024, 5, 4), "2024-05-05T00:02Z"),
        (date(2024, 5, 5), "2024-05-06T00:01Z"),
        (date(2024, 5, 6), "2024-05-07T00:00Z"),
        (date(2024, 5, 7), "2024-05-07T23:59Z"),
    ],
)
def test_a_sunset_around_midnight_utc_belongs_to_its_local_day(day: date, said: str) -> None:
    """USNO for 30 S, 100 W. A library that works by UTC days loses one of the two sunsets of 7 May."""
    found = [sun_day(place(-30, -100), day + timedelta(days=n), "Etc/GMT+7").sunset for n in (-1, 0, 1)]
    assert any(agrees(sunset, said) for sunset in found)
    assert len(set(found)) == 3


# --- where the sun does not rise, or does not set -----------------------------------------------------------------

TROMSO, MCMURDO = place(69.65, 18.96), place(-77.83, 166.6)


@pytest.mark.parametrize(
    ("where", "zone", "day", "stays"),
    [
        (TROMSO, "Europe/Oslo", date(2026, 6, 21), "up"),
        (TROMSO, "Europe/Oslo", date(2026, 12, 21), "down"),
        (MCMURDO, "Antarctica/McMurdo", date(2026, 12, 21), "up"),
        (MCMURDO, "Antarctica/McMurdo", date(2026, 6, 21), "down"),
        (place(90, 0), "UTC", date(2022, 6, 21), "up"),
        (place(-90, 77), "UTC", date(2022, 6, 21), "down"),
    ],
)
def test_a_polar_day_and_night_have_a_noon_and_say_why_no_more(where: Place, zone: str, day: date, stays: str) -> None:
    found = sun_day(where, day, zone)
    assert (found.sunrise, found.sunset, found.stays) == (None, None, stays)
    assert wall(found.noon, zone).date() == day


def test_the_first_polar_day_has_a_sunrise_and_no_sunset() -> None:
    """USNO for 69.5 N, 19.0 E: up at 00:13 on 18 May 2014, and not down before 23:20 on 25 July."""
    began = sun_day(place(69.5, 19), date(2014, 5, 18), "Etc/GMT-1")
    ended = sun_day(place(69.5, 19), date(2014, 7, 25), "Etc/GMT-1")
    assert seconds_apart(began.sunrise, "2014-05-17T23:13Z") <= 90
    assert (began.sunset, began.stays) == (None, "up")
    assert (ended.sunrise, ended.stays) == (None, "up")
    assert seconds_apart(ended.sunset, "2014-07-25T22:20Z") <= 90


# --- dates, the dateline, clocks ----------------------------------------------------------------------------------

FAR = [
    ("Kiritimati", place(1.87, -157.33), "Pacific/Kiritimati"),
    ("Apia", place(-13.83, -171.73), "Pacific/Apia"),
    ("Adak", place(51.88, -176.65), "America/Adak"),
    ("Chatham", place(-43.95, -176.55), "Pacific/Chatham"),
    ("Nome", place(64.5, -165.41), "America/Nome"),
    ("Reykjavik", place(64.15, -21.85), "Atlantic/Reykjavik"),
    ("Kashgar", place(39.47, 75.99), "Asia/Shanghai"),
]


@pytest.mark.parametrize(("name", "where", "zone"), FAR)
def test_every_date_has_its_own_sun_on_either_side_of_the_dateline(name: str, where: Place, zone: str) -> None:
    """Noon lies in the date, the sunrise before it, the sunset after it, and no day's sun is another's."""
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    suns = [sun_day(where, day, zone) for day in days]
    assert [wall(sun.noon, zone).date() for sun in suns] == days
    assert all(sun.sunrise and sun.sunset and sun.sunrise < sun.noon < sun.sunset for sun in suns)
    assert {(b.noon - a.noon) // timedelta(minutes=1) for a, b in pairwise(suns)} <= {1439, 1440}


def test_samoa_has_a_sun_for_each_date_that_it_had() -> None:
    """It left out 30 December 2011 to change sides."""
    apia = place(-13.83, -171.73)
    last, first = sun_day(apia, date(2011, 12, 29), "Pacific/Apia"), sun_day(apia, date(2011, 12, 31), "Pacific/Apia")
    assert timedelta(hours=23.9) < first.noon - last.noon < timedelta(hours=24.1)


def test_a_sunset_after_midnight_is_that_of_the_day_before() -> None:
    """Nome's clocks run three hours ahead of its sun in summer."""
    nome = sun_day(place(64.5, -165.41), date(2026, 6, 21), "America/Nome")
    assert nome.sunset is not None
    assert f"{wall(nome.sunset, 'America/Nome'):%Y-%m-%d %H:%M}" == "2026-06-22 01:47"


def test_clocks_that_change_do_not_move_the_sun() -> None:
    """Berlin, 29 March 2026: an hour later by the clock, the same sun."""
    berlin = place(52.5, 13.37)
    before, after = (sun_day(berlin, date(2026, 3, day), "Europe/Berlin") for day in (28, 29))
    assert timedelta(hours=23.99) < after.noon - before.noon < timedelta(hours=24.01)


def test_a_far_clock_still_gives_each_date_one_sun() -> None:
    """Sydney's sun by Berlin's clocks: a place typed without its zone."""
    noons = [
        sun_day(place(-33.87, 151.21), date(2026, 3, 1) + timedelta(days=n), "Europe/Berlin").noon for n in range(60)
    ]
    assert {(b - a) // timedelta(minutes=1) for a, b in pairwise(noons)} <= {1439, 1440}


def test_at_the_equinox_the_day_is_as_long_everywhere() -> None:
    """A little over 12 hours: the disc's upper edge, and refraction."""
    for latitude in (-60, -30, 0, 30, 60):
        day = sun_day(place(latitude, 0), date(2026, 3, 20), "UTC")
        assert day.sunrise is not None
        assert day.sunset is not None
        assert timedelta(hours=12) < day.sunset - day.sunrise < timedelta(hours=12, minutes=20)


# --- whatever the place and the day -------------------------------------------------------------------------------


@given(LATITUDES, LONGITUDES, DAYS)
def test_the_sun_rises_before_noon_and_sets_after_it_or_says_why_not(north: float, east: float, day: date) -> None:
    found: SunDay = sun_day(place(north, east), day, "UTC")
    assert abs((found.noon - datetime(day.year, day.month, day.day, 12, tzinfo=UTC)).total_seconds()) <= 43_300
    assert found.sunrise is None or timedelta(0) < found.noon - found.sunrise <= timedelta(hours=12)
    assert found.sunset is None or timedelta(0) < found.sunset - found.noon <= timedelta(hours=12)
    assert (found.stays is None) == (found.sunrise is not None and found.sunset is not None)


@given(LONGITUDES, DAYS)
def test_at_solar_noon_the_sun_stands_in_the_meridian(east: float, day: date) -> None:
    """To four seconds of time, however far the clock's noon is."""
    assert abs(hour_angle(sun_day(place(0, east), day, "UTC").noon, east)) < 4 / 240


@given(st.floats(-60, 60), LONGITUDES, DAYS)
def test_morning_and_afternoon_are_as_long(north: float, east: float, day: date) -> None:
    """To a few minutes: the sun climbs or sinks meanwhile."""
    found = sun_day(place(north, east), day, "UTC")
    assert found.sunrise is not None
    assert found.sunset is not None
    assert abs((found.noon - found.sunrise) - (found.sunset - found.noon)) < timedelta(minutes=3)


@given(LATITUDES, LONGITUDES, DAYS, st.times())
def test_the_height_is_a_number_from_nadir_to_zenith(north: float, east: float, day: date, at: time) -> None:
    instant = datetime.combine(day, at, UTC)
    assert -1 <= cos_zenith(instant, north, east) <= 1
    assert -180 <= hour_angle(instant, east) < 180
    assert abs(sun_position(instant).declination) < 23.47


@given(LATITUDES, DAYS)
def test_either_side_of_the_dateline_is_the_same_meridian(north: float, day: date) -> None:
    west, east = sun_day(place(north, -180), day, "UTC"), sun_day(place(north, 180), day, "UTC")
    assert abs(west.noon - east.noon) % timedelta(days=1) < timedelta(minutes=1) or abs(
        west.noon - east.noon
    ) > timedelta(hours=23.9)
