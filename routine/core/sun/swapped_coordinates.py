"""Latitude and longitude that somebody wrote the wrong way round."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.sun.place import Place, distance_km

_NEAR_KM = 1500.0


def letters_swapped(first: str | None, second: str | None) -> bool:
    """Whether the letters beside two figures, such as E and N, say that the longitude stands first."""
    return (first or "N").upper() in "EW" or (second or "E").upper() in "NS"


def figures_swapped(place: Place, guess: Place | None) -> bool:
    """Whether the two figures the other way round lie near where the machine's clock is kept, and these do not."""
    if guess is None or place.zone or abs(place.longitude) > 90:
        return False
    other = replace(place, latitude=place.longitude, longitude=place.latitude)
    return distance_km(other, guess) < _NEAR_KM < distance_km(place, guess)
