"""What is said of a place when somebody gives it: where it is, so that a slip is seen, and what speaks against it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from routine.core.sun.cities import City, guess_place
from routine.core.sun.place import Place, contradiction, said

_EARTH_KM = 6371.0
_NEAR_KM = 1500.0


def introduced(
    place: Place, cities: Sequence[City], zone: str, instant: datetime, others: Sequence[str] = ()
) -> list[str]:
    """`That is 52.52 N, 13.40 E: the nearest city known here is Berlin, Germany, 4 km away.`, and what speaks against.

    `zone`: the machine's; `instant` (UTC): now; `others`: cities of the same name.
    """
    where = said(place.latitude, place.longitude)
    lines = [f"That is {place.name}: {where}." if place.zone else f"That is {where}{_nearest(place, cities)}."]
    if others:
        lines.append(f"There are others of that name: {'; '.join(others)}. If you meant one, write it so.")
    if _swapped(place, guess_place(zone, cities)):
        other = said(place.longitude, place.latitude)
        lines.append(f'The latitude comes first. Did you mean {other}? Then: routine config set place "{other}"')
    if doubt := contradiction(place, zone, instant):
        lines.append(f"{doubt}. While they do not fit, it never spares you a reminder.")
    return lines


def _nearest(place: Place, cities: Sequence[City]) -> str:
    nearest = min(cities, key=lambda city: _km(place, city), default=None)
    if nearest is None:
        return ""
    return f": the nearest city known here is {nearest.full_name}, {_km(place, nearest):.0f} km away"


def _swapped(place: Place, guess: Place | None) -> bool:
    """Whether the two figures the other way round lie near where the machine's clock is kept, and these do not."""
    if guess is None or place.zone or abs(place.longitude) > 90:
        return False
    other = replace(place, latitude=place.longitude, longitude=place.latitude)
    return _km(other, guess) < _NEAR_KM < _km(place, guess)


def _km(one: Place, other: Place | City) -> float:
    """Along the great circle."""
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
