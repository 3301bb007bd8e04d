"""Whether the machine's clock contradicts a place that somebody gave."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from routine.core.sun.place import Place
from routine.core.when.moment import zone_info

#: Clocks differ from the sun by politics and summer time: in Kashgar, among the farthest, by 2 h 56 min (ADR 21).
_MOST_HOURS_APART = 3.0


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
