"""What is said of a place when somebody gives it: where it is, so that a slip is seen, and what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from routine.core.sun.cities import City
from routine.core.sun.contradicted_place import contradiction
from routine.core.sun.find_place import guess_place
from routine.core.sun.place import Place, distance_km, said
from routine.core.sun.swapped_coordinates import figures_swapped


def introduced(
    place: Place, cities: Sequence[City], zone: str, instant: datetime, others: Sequence[str] = ()
) -> list[str]:
    """`That is 52.52 N, 13.40 E: the nearest city known here is Berlin, Germany, 4 km away.`, and what speaks against.

    `zone`: the machine's; `instant` (UTC): now; `others`: cities of the same name.
    """
    where = said(place.latitude, place.longitude)
    lines = [f"That is {place.name}: {where}." if place.zone else f"That is {where}.{_nearest(place, cities)}"]
    if others:
        lines.append(f"Other places have the same name: {'; '.join(others)}. To choose one, type its whole name.")
    if figures_swapped(place, guess_place(zone, cities)):
        other = said(place.longitude, place.latitude)
        lines.append(f'The latitude comes first. If you meant {other}, type: routine config set place "{other}"')
    if doubt := contradiction(place, zone, instant):
        lines.append(f"{doubt}. Until they match, Routine leaves out no reminder because of your location.")
    return lines


def _nearest(place: Place, cities: Sequence[City]) -> str:
    nearest = min(cities, key=lambda city: distance_km(place, city), default=None)
    if nearest is None:
        return ""
    return f" The nearest city is {nearest.full_name}, {distance_km(place, nearest):.0f} km away."
