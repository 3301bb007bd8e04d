"""The clear-sky UV index: at an instant, through a day, and the hours in which it asks for protection."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from typing import Literal

from msgspec import Struct

from routine.core.sun.place import Place
from routine.core.sun.position import cos_zenith
from routine.core.sun.sunrise import solar_noon, when_higher

#: Dobson units of ozone, everywhere and always. The tropics have about 260, which makes the index a fifth higher.
OZONE_DU = 300.0
PROTECT_FROM = 3.0
Band = Literal["low", "moderate", "high", "very high", "extreme"]
_BANDS: tuple[tuple[float, Band], ...] = ((11, "extreme"), (8, "very high"), (6, "high"), (PROTECT_FROM, "moderate"))


class UvAt(Struct, frozen=True):
    """The clear-sky index at an instant (UTC)."""

    at: datetime
    index: float


class Span(Struct, frozen=True):
    """From one instant (UTC) until another."""

    start: datetime
    end: datetime


def uv_index(
    mu0: float, *, ozone_du: float = OZONE_DU, day_of_year: int | None = None, altitude_m: float = 0.0
) -> float:
    """The clear-sky UV index; `mu0` is the cosine of the solar zenith angle, 0 or less is night.

    12.5 * mu0^2.42 * (ozone/300)^-1.23: S. Madronich, Photochemistry and Photobiology 83 (2007) 1537. On top, the
    sun's distance on the day (None: the mean one) and 6 % for each kilometre of altitude. Clouds give no credit.
    """
    if mu0 <= 0:
        return 0.0
    return 12.5 * math.pow(mu0, 2.42) * _strength(ozone_du, day_of_year, altitude_m)


def _strength(ozone_du: float, day_of_year: int | None, altitude_m: float) -> float:
    """What the index is multiplied by, whatever the sun's height. A place below the sea gets no credit."""
    distance = 1.0 if day_of_year is None else sun_nearness(day_of_year)
    return math.pow(ozone_du / 300, -1.23) * distance * (1 + 0.06 * max(0.0, altitude_m) / 1000)


def sun_nearness(day_of_year: int) -> float:
    """How much stronger the sun is than at its mean distance: about 1.034 on 3 January, 0.967 on 3 July.

    J. W. Spencer, Fourier series representation of the position of the sun, Search 2 (1971) 172.
    """
    angle = 2 * math.pi * (day_of_year - 1) / 365
    return (
        1.00011
        + 0.034221 * math.cos(angle)
        + 0.00128 * math.sin(angle)
        + 0.000719 * math.cos(2 * angle)
        + 0.000077 * math.sin(2 * angle)
    )


def band(index: float) -> Band:
    """What the index is called; the words of the WHO and the US weather service. From 3 on, protect yourself."""
    return next((name for lowest, name in _BANDS if index >= lowest), "low")


def uv_at(place: Place, instant: datetime, day: date) -> float:
    """The clear-sky index over the place; `day`, the local date, for the sun's distance."""
    mu0 = cos_zenith(instant, place.latitude, place.longitude)
    return uv_index(mu0, day_of_year=day.timetuple().tm_yday, altitude_m=place.altitude_m)


def uv_through_day(place: Place, day: date, zone: str, every: timedelta = timedelta(minutes=30)) -> tuple[UvAt, ...]:
    """The index over the 24 hours around the solar noon of the local date, that noon among them."""
    noon = solar_noon(place, day, zone)
    half = int(timedelta(hours=12) / every)
    return tuple(UvAt(at, uv_at(place, at, day)) for n in range(-half, half + 1) for at in [noon + n * every])


def protect_hours(place: Place, day: date, zone: str, index: float = PROTECT_FROM) -> tuple[Span, ...]:
    """When on the local date the clear-sky index is `index` or more: at most one span, around solar noon."""
    strength = _strength(OZONE_DU, day.timetuple().tm_yday, place.altitude_m)
    mu0 = math.pow(index / 12.5 / strength, 1 / 2.42)
    noon = solar_noon(place, day, zone)
    start, end = when_higher(place, noon, mu0, -1), when_higher(place, noon, mu0, 1)
    return (Span(start, end),) if start is not None and end is not None else ()
