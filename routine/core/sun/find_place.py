"""Which place a person names: coordinates, a zone, or a city, alone or with its region or country; or the nearest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace

from routine.core.errors import AmbiguousError, NotFoundError, UsageError
from routine.core.sun.cities import City, Towns, plain_name
from routine.core.sun.coordinates import HOW, coordinates, split_altitude
from routine.core.sun.country_names import COUNTRY_NAMES
from routine.core.sun.place import Place, said
from routine.core.text.counts import or_list

_MANY = 10
_NEAREST = 3
#: So many: every place where the name may end is looked up.
_MOST_WORDS = 8
_SAME_DEGREES = 1.0


class _NoTowns:
    def named(self, key: str) -> Sequence[City]:
        return ()

    def also_named(self, key: str) -> Sequence[City]:
        return ()

    def alike(self, key: str) -> Sequence[City]:
        return ()


_NO_TOWNS = _NoTowns()


def find_place(text: str, table: Callable[[], Sequence[City]], towns: Towns = _NO_TOWNS) -> Place:
    """The place that a person names: coordinates, a city (“Berlin”, “Louisville, Kentucky”) or a zone.

    Never the nearest that fits: a wrong place is worse than none. `table` is asked for a city only.

    Raises UsageError for coordinates that lie nowhere, AmbiguousError naming each city that fits, NotFoundError with
    the nearest names.
    """
    exact = coordinates(text)
    if exact is not None:
        return exact
    asked, metres = split_altitude(text)
    name, *around = map(plain_name, asked.split(","))
    if not name:
        raise UsageError("The place is empty.", HOW, example="Berlin")
    cities = table()
    found = [city for city in cities if city.zone.lower() == asked.strip().lower()]
    found = found or _named(name, around, cities, towns) or ([] if around else _without_comma(name, cities, towns))
    if len(found) == 1:
        return replace(_place(found[0]), altitude_m=metres)
    if found:
        raise _several(text, found)
    raise _unknown(text, asked, cities, towns)


def _named(name: str, around: Sequence[str], cities: Sequence[City], towns: Towns) -> list[City]:
    """A zone's own city of that name, else larger ones, else those that are called so in another language."""
    found = [city for city in cities if _fits(name, around, city)]
    found = found or [town for town in towns.named(name) if _fits(name, around, town)]
    return found or [town for town in towns.also_named(name) if _lies(around, town)]


def _without_comma(name: str, cities: Sequence[City], towns: Towns) -> list[City]:
    """`berlin germany`: the last words are where it lies; the longest name first."""
    words = name.split(" ")[:_MOST_WORDS]
    tries = ((" ".join(words[:end]), " ".join(words[end:])) for end in range(len(words) - 1, 0, -1))
    found = (_named(city, [where], cities, towns) for city, where in tries)
    return next((some for some in found if some), [])


def guess_place(zone: str, cities: Iterable[City]) -> Place | None:
    """The principal city of a zone, as a guess; None for one without, such as UTC."""
    found = next((city for city in cities if city.zone == zone), None)
    return None if found is None else replace(_place(found), origin="guessed")


def namesakes(named: str, place: Place, towns: Towns) -> list[str]:
    """The other cities of a bare name, as they can be typed: a zone's own city comes before them."""
    key, *around = map(plain_name, named.split(","))
    others = [] if around else [town for town in towns.named(key) if not _there(town, place)]
    return sorted(_told_apart(town, others) for town in others)


def _there(town: City, place: Place) -> bool:
    """Whether it is that place: of two lists, the degrees differ a little."""
    return abs(town.latitude - place.latitude) + abs(town.longitude - place.longitude) < _SAME_DEGREES


def _place(city: City) -> Place:
    return Place(name=city.full_name, latitude=city.latitude, longitude=city.longitude, zone=city.zone)


def _fits(name: str, around: Iterable[str], city: City) -> bool:
    """The city's name; what followed a comma is its region, its country or the country's code."""
    return name == plain_name(city.name) and _lies(around, city)


def _lies(around: Iterable[str], city: City) -> bool:
    return {*_around(city), ""}.issuperset(around)


def _around(city: City) -> set[str]:
    """What a city can be told apart by; of “Britain (UK)” either part will do."""
    country, _, other = city.country.rstrip(")").partition(" (")
    usual = COUNTRY_NAMES.get(city.country_code, ())
    names = (city.region, city.region_code, city.country, country, other, city.country_code, *usual)
    return set(map(plain_name, names)) - {""}


def _several(text: str, found: Sequence[City]) -> AmbiguousError:
    names = sorted(_told_apart(city, found) for city in found)
    more = f"; and {len(names) - _MANY} more" if len(names) > _MANY else ""
    listed = "; ".join(names[:_MANY])
    import shlex  # here: only for a name that fits several

    whole = next((name for name in names if not name.endswith(")")), "52.52, 13.40")  # or its coordinates
    command = f"routine config set place {shlex.quote(whole)}"
    return AmbiguousError(
        f"“{text}” fits several: {listed}{more}.", f"Type the whole name or coordinates, for example: {command}"
    )


def _told_apart(city: City, found: Sequence[City]) -> str:
    """A name that can be typed to mean this one; where several share it, where it is as well."""
    if sum(one.full_name == city.full_name for one in found) > 1:
        return f"{city.full_name} ({said(city.latitude, city.longitude)})"
    return city.full_name if city.region or city.country else city.zone


def _unknown(text: str, asked: str, cities: Sequence[City], towns: Towns) -> NotFoundError | AmbiguousError:
    around = [city for city in cities if plain_name(asked) in _around(city)]
    if len(around) > 1:
        return _several(text, around)
    near = [city.full_name for city in around] or _same_name(asked, cities, towns) or _nearest(asked, cities, towns)[:1]
    names = f"Did you mean {or_list([f'“{one}”' for one in near])}? " if near else ""
    exact = 'You can also enter coordinates: routine config set place "52.52, 13.40"'
    return NotFoundError(f"Routine does not know the city “{text[:60]}”.", names + exact)


def _same_name(asked: str, cities: Sequence[City], towns: Towns) -> list[str]:
    """Cities of exactly that name, where what followed the comma is a region that is not known."""
    name = plain_name(asked.split(",")[0])
    found = [*(city for city in cities if plain_name(city.name) == name), *towns.named(name)]
    return list(dict.fromkeys(city.full_name for city in found))[:_NEAREST]


def _nearest(asked: str, cities: Sequence[City], towns: Towns) -> list[str]:
    from difflib import get_close_matches  # here: only for a name that was not found

    name = plain_name(asked.split(",")[0])[:60]
    by_name = {plain_name(city.name): city.full_name for city in (*towns.alike(name), *cities)}
    begun = [known for known in by_name if name and (known.startswith(name) or known in name.split())]
    return [by_name[known] for known in dict.fromkeys([*begun, *get_close_matches(name, by_name, n=_NEAREST)])][
        :_NEAREST
    ]
