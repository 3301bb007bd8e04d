"""What tells where the user is: the setting, and tzdata's table of zones and cities; nothing is asked of a network."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterable, Iterator
from pathlib import Path

from routine.core.errors import FileProblemError
from routine.core.sun.cities import City, read_cities, read_countries


def read_city_table(folders: Iterable[Path] | None = None) -> tuple[City, ...]:
    """The principal city of each zone. `folders` to look in: tzdata's, if None. Raises FileProblemError."""
    looked = tuple(_folders() if folders is None else folders)
    table = _text(looked, "zone.tab")
    if table is None:
        where = " or ".join(map(str, looked)) or "any folder"
        raise FileProblemError(f"there is no zone.tab in {where}", "install it: pip install tzdata")
    return read_cities(table, read_countries(_text(looked, "iso3166.tab") or ""))


def read_place_setting(config_file: Path) -> str | None:
    """The `place` of the settings as it was written; None where it says none, or the file cannot be read.

    The whole settings take as long to import as half a short command; what is wrong in them, others tell.
    """
    if not config_file.is_file():
        return None
    from routine.core.reading.toml_text import LARGEST, read_tables  # here: at first there is no such file

    try:
        with config_file.open("rb") as file:
            tables = read_tables(file.read(LARGEST + 1))
    except OSError:
        return None
    place = (tables.raw or {}).get("place")
    return place if isinstance(place, str) else None


def full_zone_name(zone: str, cities: Iterable[City], folders: Iterable[Path] | None = None) -> str:
    """The name that the table has for a zone: `US/Pacific` is America/Los_Angeles; the zone itself, if it has none."""
    if any(city.zone == zone for city in cities):
        return zone
    rules = _text(_folders() if folders is None else folders, "tzdata.zi") or ""
    link = re.search(rf"^L (\S+) {re.escape(zone)}$", rules, re.MULTILINE)
    return link[1] if link else zone


def _folders() -> Iterator[Path]:
    """The package first: it is what Routine was tested with, and newer than many a system's."""
    try:
        import tzdata
    except ImportError:
        pass
    else:
        yield from (Path(folder, "zoneinfo") for folder in tzdata.__path__)
    yield from map(Path, zoneinfo.TZPATH)


def _text(folders: Iterable[Path], name: str) -> str | None:
    for folder in folders:
        try:
            return (folder / name).read_text(encoding="utf-8")
        except (OSError, ValueError):
            continue
    return None
