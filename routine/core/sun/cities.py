"""Cities with their coordinates, from the table of zones that comes with tzdata; and which one a name means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from routine.core.errors import AmbiguousError, NotFoundError, UsageError
from routine.core.sun.place import HOW, Place, coordinates, split_altitude

_MANY = 10
_SIGNS = str.maketrans("-_", "  ", ".'’")
_NEAREST = 3


class City(Struct, frozen=True):
    """A row of the table: the zone's principal city. `region`: a state, where the zone's name has one."""

    name: str
    region: str
    country: str
    country_code: str
    latitude: float
    longitude: float
    zone: str

    @property
    def full_name(self) -> str:
        """`Louisville, Kentucky, United States`."""
        return ", ".join(part for part in (self.name, self.region, self.country) if part)


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


def find_place(text: str, table: Callable[[], Sequence[City]]) -> Place:
    """The place that a person names: coordinates, a city (“Berlin”, “Louisville, Kentucky”) or a zone.

    Never the nearest that fits: a wrong place is worse than none. `table` is asked for a city only.

    Raises UsageError for coordinates that lie nowhere, AmbiguousError naming each city that fits, NotFoundError with
    the nearest names.
    """
    exact = coordinates(text)
    if exact is not None:
        return exact
    asked, metres = split_altitude(text)
    name, *around = map(_plain, asked.split(","))
    if not name:
        raise UsageError("no place was named", 'such as "Berlin"; ' + HOW)
    cities = table()
    found = [city for city in cities if city.zone.lower() == asked.strip().lower() or _fits(name, around, city)]
    if len(found) == 1:
        return replace(_place(found[0]), altitude_m=metres)
    if found:
        raise _several(text, found)
    raise _unknown(text, asked, cities)


def guess_place(zone: str, cities: Iterable[City]) -> Place | None:
    """The principal city of a zone, as a guess; None for one without, such as UTC."""
    found = next((city for city in cities if city.zone == zone), None)
    return None if found is None else replace(_place(found), origin="guessed")


def _place(city: City) -> Place:
    return Place(name=city.full_name, latitude=city.latitude, longitude=city.longitude, zone=city.zone)


def _fits(name: str, around: Iterable[str], city: City) -> bool:
    """The city's name; what followed a comma is its region, its country or the country's code."""
    return name == _plain(city.name) and {*_around(city), ""}.issuperset(around)


def _around(city: City) -> set[str]:
    """What a city can be told apart by; of “Britain (UK)” either part will do."""
    country, _, other = city.country.rstrip(")").partition(" (")
    return set(map(_plain, (city.region, city.country, country, other, city.country_code))) - {""}


def _plain(text: str) -> str:
    """Small letters without accents, hyphens, dots and apostrophes."""
    if not text.isascii():
        import unicodedata  # here: most names are ASCII

        text = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(text.translate(_SIGNS).casefold().split())


def _several(text: str, found: Sequence[City]) -> AmbiguousError:
    names = sorted(city.full_name if city.region or city.country else city.zone for city in found)
    more = f"; and {len(names) - _MANY} more" if len(names) > _MANY else ""
    listed = "; ".join(names[:_MANY])
    return AmbiguousError(f"“{text}” fits several: {listed}{more}", "name one as it stands here, or its coordinates")


def _unknown(text: str, asked: str, cities: Sequence[City]) -> NotFoundError | AmbiguousError:
    around = [city for city in cities if _plain(asked) in _around(city)]
    if len(around) > 1:
        return _several(text, around)
    near = [city.full_name for city in around] or _nearest(asked, cities)
    names = f"did you mean: {'; '.join(near)}? Or give " if near else "give "
    message = f"“{text[:60]}” is none of the {len(cities)} cities that Routine knows"
    return NotFoundError(message, f"{names}{HOW.replace('look like', 'of your place')}")


def _nearest(asked: str, cities: Sequence[City]) -> list[str]:
    from difflib import get_close_matches  # here: only for a name that was not found

    name = _plain(asked.split(",")[0])[:60]
    by_name = {_plain(city.name): city.full_name for city in cities}
    begun = [known for known in by_name if name and (known.startswith(name) or known in name.split())]
    return [by_name[known] for known in dict.fromkeys([*begun, *get_close_matches(name, by_name, n=_NEAREST)])][
        :_NEAREST
    ]
