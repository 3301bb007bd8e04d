"""Coordinates as people type them, with an altitude or without: which place they name."""

from __future__ import annotations

import re

from routine.core.errors import UsageError
from routine.core.sun.place import Place, said
from routine.core.sun.swapped_coordinates import letters_swapped

HOW = "Enter a city, or coordinates such as “52.52, 13.40” or “33.87 S, 151.21 E”."
_LONGEST = 100
_LOWEST_M, _HIGHEST_M = -500, 9000
# Patterns are compiled when the first text is read: a place that is guessed needs none of them.
_NUMBER = r"\d{1,3}(?:\.\d{1,12})?"
_ANGLE = rf"""([+-]?{_NUMBER})\s*°?\s*(?:({_NUMBER})\s*['′’]\s*(?:({_NUMBER})\s*(?:["″”]|'')\s*)?)?([NSEW])?"""
_ALTITUDE = r"(?:[,;]|\s)\s*([+-]?\d{1,5}(?:\.\d{1,3})?)\s*m\.?\s*\Z"
# Degrees and minutes, perhaps seconds, before the letter that says which they are.
_UNSIGNED = r"(\d{1,3})\s+(\d{1,2}(?:\.\d+)?)(?:\s+(\d{1,2}(?:\.\d+)?))?\s*([NSEW])"
_ALIKE = str.maketrans({"\u2212": "-", "\u2013": "-", "º": "°", "(": "", ")": ""})
_FLAGS = re.ASCII | re.IGNORECASE


def split_altitude(text: str) -> tuple[str, float]:
    """The text without “, 1600 m” at its end, and those metres (0 if there are none); raises UsageError."""
    found = re.search(_ALTITUDE, text[:_LONGEST], _FLAGS)
    if found is None or not found.start():
        return text, 0.0
    metres = float(found[1])
    if not _LOWEST_M <= metres <= _HIGHEST_M:
        raise UsageError(f"“{found[1]} m” is not an altitude on Earth.", f"Use {_LOWEST_M} m to {_HIGHEST_M} m.")
    return text[: found.start()], metres


def coordinates(text: str) -> Place | None:
    """The place that coordinates name, with or without an altitude; None where the text is no attempt at them.

    Raises UsageError for those that cannot be read or lie nowhere on Earth.
    """
    if not any(char.isdigit() for char in text):
        return None
    angles, metres = split_altitude(text.strip())
    if angles != text.strip() and not any(char.isdigit() for char in angles):
        return None  # a city with an altitude
    found = _read(angles) if len(text) <= _LONGEST else None
    if found is None:
        raise UsageError(f"“{text[:40]}” is not a place.", HOW)
    north, east = map(_degrees, found)
    if letters_swapped(found[0][4], found[1][4]):
        raise UsageError(f"“{text}” has the longitude before the latitude.", HOW)
    if abs(north) > 90 or abs(east) > 180:
        what = f"Latitude {north:g}" if abs(north) > 90 else f"Longitude {east:g}"
        how = "Enter the latitude first, from -90 to 90, then the longitude, from -180 to 180."
        raise UsageError(f"{what} does not exist.", how)
    return Place(name=said(north, east), latitude=north, longitude=east, altitude_m=metres)


def _read(text: str) -> tuple[re.Match[str], re.Match[str]] | None:
    """Two angles, however they are written: with the letters first, a decimal comma, or minutes without their signs."""
    plain = text.translate(_ALIKE).removeprefix("geo:")
    plain = re.sub(r"\b(north|south|east|west)\b", lambda word: word[0][0], plain, flags=_FLAGS)
    if re.match(r"[NSEW]\s*\d", plain, _FLAGS):
        plain = re.sub(r"([NSEW])\s*([\d.°'′’\"″”\s]*\d[°'′’\"″”]*)", r"\2\1", plain, flags=_FLAGS)
    tries = (plain, re.sub(r"(?<=\d),(?=\d)", ".", plain), re.sub(_UNSIGNED, _signed, plain, flags=_FLAGS))
    return next((found for one in tries if (found := _pair(one))), None)


def _signed(angle: re.Match[str]) -> str:
    """`52 31 12 N` as `52°31'12"N`."""
    seconds = f'{angle[3]}"' if angle[3] else ""
    return f"{angle[1]}°{angle[2]}'{seconds}{angle[4]}"


def _pair(text: str) -> tuple[re.Match[str], re.Match[str]] | None:
    """Two angles with something between them."""
    first = re.match(_ANGLE, text, _FLAGS)
    rest = text[first.end() :] if first else ""
    second = re.fullmatch(_ANGLE, rest.lstrip(",; "), _FLAGS)
    if first is None or second is None or not (first[4] or first[0].endswith(" ") or rest.startswith((",", ";"))):
        return None
    return first, second


def _degrees(angle: re.Match[str]) -> float:
    if max(float(angle[2] or 0), float(angle[3] or 0)) >= 60:
        raise UsageError(f"“{angle[0].strip()}” is not an angle.", "Use less than 60 minutes and less than 60 seconds.")
    if angle[1][0] in "+-" and angle[4]:
        raise UsageError(f"“{angle[0].strip()}” has a minus and a letter.", "Write one of them: -33.87 or 33.87 S")
    size = abs(float(angle[1])) + float(angle[2] or 0) / 60 + float(angle[3] or 0) / 3600
    south_or_west = angle[1].startswith("-") != ((angle[4] or "").upper() in ("S", "W"))
    return -size if south_or_west else size
