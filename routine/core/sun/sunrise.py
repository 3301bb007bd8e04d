"""One day of the sun over a place: sunrise, solar noon, sunset; also where it does not rise, or does not set."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from math import cos, radians
from typing import Literal

from msgspec import Struct

from routine.core.sun.place import Place
from routine.core.sun.position import cos_zenith, hour_angle
from routine.core.when.moment import instant_of

# The sun's centre 50 minutes of arc below the horizon: half its disc and the refraction, as NOAA and the USNO take it.
_HORIZON = cos(radians(90.833))
_HALF_A_DAY = timedelta(hours=12)


class SunDay(Struct, frozen=True):
    """The sun of one local date, as UTC instants; sunset may lie after midnight, and sunrise before it.

    `sunrise` or `sunset` is None where the sun does not cross the horizon on that side of noon; `stays` says why: it
    stays "up" (polar day) or "down" (polar night). None there: both are given.
    """

    noon: datetime
    sunrise: datetime | None
    sunset: datetime | None
    stays: Literal["up", "down"] | None


def solar_noon(place: Place, day: date, zone: str) -> datetime:
    """The instant, of those when the sun crosses the place's meridian, that is nearest to 12:00 of `day` in `zone`.

    So a date has exactly one, on either side of the dateline and also where the clocks have little to do with the sun.
    """
    found = instant_of(datetime.combine(day, time(12)), zone)
    # The sun's pace differs from the clock's by seconds a day: after three rounds nothing is left of that.
    for _ in range(3):
        found -= timedelta(minutes=4 * hour_angle(found, place.longitude))
    return found.replace(microsecond=0)


def sun_day(place: Place, day: date, zone: str) -> SunDay:
    """The sun over the place on the local date `day` of `zone`. `day` lies in 1901 to 2099 (the sun's equations)."""
    noon = solar_noon(place, day, zone)
    sunrise = when_higher(place, noon, _HORIZON, -1)
    sunset = when_higher(place, noon, _HORIZON, 1)
    if sunrise is not None and sunset is not None:
        return SunDay(noon, sunrise, sunset, None)
    up = cos_zenith(noon, place.latitude, place.longitude) >= _HORIZON
    return SunDay(noon, sunrise, sunset, "up" if up else "down")


def when_higher(place: Place, noon: datetime, cosine: float, side: Literal[-1, 1]) -> datetime | None:
    """When, before (-1) or after (1) the solar noon, the cosine of the zenith angle passes `cosine`, to the second.

    None where it does not in that half of the day.
    """
    low, high = noon + side * _HALF_A_DAY, noon
    if not _cosine(place, low) < cosine <= _cosine(place, high):
        return None
    while abs(high - low) > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (low, middle) if _cosine(place, middle) >= cosine else (middle, high)
    return high.replace(microsecond=0)


def _cosine(place: Place, instant: datetime) -> float:
    return cos_zenith(instant, place.latitude, place.longitude)
