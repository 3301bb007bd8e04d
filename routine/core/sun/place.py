"""A place on Earth, how it is known, and whether the machine's clock contradicts it."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from routine.core.when.moment import zone_info

Origin = Literal["given", "guessed", "contradicted"]
#: Clocks differ from the sun by politics and summer time: in Kashgar, among the farthest, by 2 h 56 min (ADR 21).
_MOST_HOURS_APART = 3.0
_EARTH_KM = 6371.0


class Place(Struct, frozen=True, kw_only=True):
    """A place: degrees north and east, metres above the sea, and the zone of its clocks if that is known.

    `origin`: the user has given it; it was guessed from the machine's zone; or the machine's clock contradicts what
    was given. Only a given place is sure enough to leave out a reminder.
    """

    name: str
    latitude: float
    longitude: float
    altitude_m: float = 0.0
    zone: str | None = None
    origin: Origin = "given"

    @property
    def sure(self) -> bool:
        """Whether what the sun does there may spare the user a reminder."""
        return self.origin == "given"


class OnEarth(Protocol):
    """What has coordinates: a place, or a city."""

    @property
    def latitude(self) -> float:
        """Degrees north."""
        ...

    @property
    def longitude(self) -> float:
        """Degrees east."""
        ...


def distance_km(one: OnEarth, other: OnEarth) -> float:
    """Along the great circle."""
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def said(latitude: float, longitude: float) -> str:
    """`52.52 N, 13.40 E`."""
    return f"{abs(latitude):.2f} {'S' if latitude < 0 else 'N'}, {abs(longitude):.2f} {'W' if longitude < 0 else 'E'}"


def checked(place: Place, zone: str, instant: datetime) -> Place:
    """The place, as contradicted if the clocks of `zone`, the machine's, cannot be its own at `instant` (UTC)."""
    return replace(place, origin="contradicted") if contradiction(place, zone, instant) else place


def contradiction(place: Place, zone: str, instant: datetime) -> str | None:
    """What speaks against a given place, for people: its zone's clocks show another time than the machine's.

    Where its zone is not known: its longitude lies more than 3 hours from the machine's offset. Hardly anywhere do
    clocks and sun differ more; who lives there is only asked whether the place is right.
    """
    if place.origin == "guessed":
        return None
    here = _offset_hours(zone, instant)
    if place.zone is not None:
        there = _offset_hours(place.zone, instant)
        return None if there == here else f"This computer's clock shows the time of {zone}, not of {place.zone}"
    apart = abs((place.longitude / 15 - here + 12) % 24 - 12)
    return (
        f"This computer's clock shows the time of {zone}, which is far from your location"
        if apart > _MOST_HOURS_APART
        else None
    )


def _offset_hours(zone: str, instant: datetime) -> float:
    offset = instant.astimezone(zone_info(zone)).utcoffset()
    return offset.total_seconds() / 3600 if offset is not None else 0.0
