"""Cities with their coordinates: the zones' own, from tzdata's table, and larger ones; and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from routine.core.text.match import without_accents

_SIGNS = str.maketrans("-_", "  ", ".'’")


class City(Struct, frozen=True):
    """A city; `region`: its state, where that is known, and the state's code."""

    name: str
    region: str
    country: str
    country_code: str
    latitude: float
    longitude: float
    zone: str
    region_code: str = ""

    @property
    def full_name(self) -> str:
        """`Louisville, Kentucky, United States`."""
        return ", ".join(part for part in (self.name, self.region, self.country) if part)


class Towns(Protocol):
    """Cities beyond those of the zones; keys are names as `plain_name` has them."""

    def named(self, key: str) -> Sequence[City]:
        """Those of exactly that name."""
        ...

    def also_named(self, key: str) -> Sequence[City]:
        """Those that are called so too: in another language, another script, or as it is spelt elsewhere."""
        ...

    def alike(self, key: str) -> Sequence[City]:
        """A few whose names are nearly that."""
        ...


def read_countries(text: str) -> dict[str, str]:
    """Code -> name, from the text of tzdata's iso3166.tab."""
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows if len(row) >= 2}


def read_cities(table: str, countries: Mapping[str, str]) -> tuple[City, ...]:
    """The cities, from the text of tzdata's zone.tab; rows that are not as they should be are left out."""
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    found = (_city(row, countries) for row in rows if len(row) >= 3)
    return tuple(city for city in found if city is not None)


def _city(row: Sequence[str], countries: Mapping[str, str]) -> City | None:
    code, where, zone = row[:3]
    middle = max(where.rfind("+"), where.rfind("-"))
    try:
        north, east = _degrees(where[:middle], 3), _degrees(where[middle:], 4)
    except ValueError:
        return None
    _, *states, name = zone.replace("_", " ").split("/")
    country, state = countries.get(code, code), " ".join(states)
    return City(name, "" if state == country else state, country, code, north, east, zone)


def _degrees(text: str, whole: int) -> float:
    """`+DDMM`, `+DDMMSS`, or with three digits of degrees, as ISO 6709 has it; `whole`: where the minutes begin."""
    size = int(text[1:whole]) + int(text[whole : whole + 2]) / 60 + int(text[whole + 2 :] or 0) / 3600
    return -size if text[0] == "-" else size


def read_towns(lines: Iterable[str], countries: Mapping[str, str]) -> tuple[City, ...]:
    """Rows of the file of larger cities; those that are not as they should be are left out."""
    found = (_town(line.split("\t"), countries) for line in lines)
    return tuple(town for town in found if town is not None)


def _town(row: Sequence[str], countries: Mapping[str, str]) -> City | None:
    try:
        key, name, region, region_code, code, north, east, zone, *_ = row
        latitude, longitude = float(north), float(east)
    except ValueError:
        return None
    return City(name or key.title(), region, countries.get(code, code), code, latitude, longitude, zone, region_code)


def plain_name(text: str) -> str:
    """Small letters without accents, hyphens, dots and apostrophes."""
    plain = text if text.isascii() else without_accents(text)
    return " ".join(plain.translate(_SIGNS).casefold().split())
