"""A place on Earth, and how it is known."""

from __future__ import annotations

import math
from typing import Literal, Protocol

from msgspec import Struct

Origin = Literal["given", "guessed", "contradicted"]
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
