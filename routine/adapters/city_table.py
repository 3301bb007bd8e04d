"""What tells where the user is: the setting, and tzdata's table of zones and cities; nothing is asked of a network."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterable, Iterator
from pathlib import Path

from routine.core.errors import FileProblemError
from routine.core.sun.cities import City, read_cities, read_countries, read_towns
from routine.core.sun.find_place import find_place
from routine.core.sun.place import Place
from routine.core.text.counts import or_list

#: Old names that tzdata leads to a zone far away, whose clocks happen to be the same; its file `backward` names these.
_OLD_NAMES = {
    "Africa/Asmera": "Africa/Asmara",
    "Africa/Timbuktu": "Africa/Bamako",
    "America/Coral_Harbour": "America/Atikokan",
    "America/Virgin": "America/St_Thomas",
    "Antarctica/South_Pole": "Antarctica/McMurdo",
    "Atlantic/Jan_Mayen": "Arctic/Longyearbyen",
    "Iceland": "Atlantic/Reykjavik",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
    "Pacific/Yap": "Pacific/Chuuk",
}
_CITIES = Path(__file__).parent.parent / "places" / "cities.tsv.gz"
_GZIP = 31  # the window of zlib that reads a gzip file; the module of that name takes longer to import than this
_LARGEST = 64 * 1024  # as for any of the user's files


def read_city_table(folders: Iterable[Path] | None = None) -> tuple[City, ...]:
    """The principal city of each zone. `folders` to look in: tzdata's, if None. Raises FileProblemError."""
    looked = tuple(_folders() if folders is None else folders)
    table = _text(looked, "zone.tab")
    if table is None:
        where = or_list([str(folder) for folder in looked]) or "any folder"
        raise FileProblemError(f"There is no zone.tab in {where}.", "Install it: pip install tzdata")
    return read_cities(table, read_countries(_text(looked, "iso3166.tab") or ""))


class CityFile:
    """The file of larger cities that comes with Routine; read when a name is looked for, and let go of."""

    def __init__(self, file: Path = _CITIES) -> None:
        self._file = file
        self._data: bytes | None = None

    def named(self, key: str) -> tuple[City, ...]:
        """Those of that name, as `plain_name` has it."""
        return self._towns([key])

    def also_named(self, key: str) -> tuple[City, ...]:
        """Those with that name among their others."""
        rows = [row.decode("utf-8", "replace") for row in _rows_with(self._bytes(), key)]
        return self._read(rows)

    def alike(self, key: str) -> tuple[City, ...]:
        """A few that begin as it does and are nearly it."""
        from difflib import get_close_matches  # here: only for a name that was not found

        rows = self._bytes().decode("utf-8", "replace").splitlines() if key else []
        keys = dict.fromkeys(row.partition("\t")[0] for row in rows if row.startswith(key[0]))
        return self._towns(get_close_matches(key, keys, n=3))

    def _towns(self, keys: Iterable[str]) -> tuple[City, ...]:
        data = self._bytes()
        rows = [row.decode("utf-8", "replace") for key in keys for row in _rows(data, key)]
        return self._read(rows)

    def _read(self, rows: list[str]) -> tuple[City, ...]:
        return read_towns(rows, read_countries(_text(_folders(), "iso3166.tab") or "")) if rows else ()

    def _bytes(self) -> bytes:
        if self._data is None:
            import zlib  # here: only a name that is looked for needs it

            try:
                self._data = zlib.decompress(self._file.read_bytes(), _GZIP)
            except (OSError, zlib.error):
                self._data = b""
        return self._data


def _rows(data: bytes, key: str) -> Iterator[bytes]:
    """The rows that begin with the key; of so many, only these are looked at."""
    head = b"\n" + key.encode() + b"\t"
    start = data.find(head)
    while start >= 0:
        end = data.find(b"\n", start + 1)
        yield data[start + 1 : end if end >= 0 else len(data)]
        start = data.find(head, start + 1)


def _rows_with(data: bytes, key: str) -> Iterator[bytes]:
    """The rows that have the key among their other names, which stand between bars."""
    name = b"|" + key.encode() + b"|"
    start = data.find(name) if key and "|" not in key else -1
    while start >= 0:
        end = data.find(b"\n", start)
        yield data[data.rfind(b"\n", 0, start) + 1 : end if end >= 0 else len(data)]
        start = data.find(name, start + len(name))


def find(named: str) -> Place:
    """The place of that name or at these coordinates; raises UsageError, AmbiguousError, NotFoundError."""
    return find_place(named, read_city_table, CityFile())


def read_place_setting(config_file: Path) -> str | None:
    """The `place` of the settings as it was written; None where it says none, or the file cannot be read.

    The whole settings take as long to import as half a short command; what is wrong in them, others tell.
    """
    try:
        with config_file.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError:
        return None
    if b"place" not in data:
        return None
    plain = _plain_line(data)
    if plain is not None:
        return plain
    from routine.core.preset.toml_text import read_tables

    place = (read_tables(data).raw or {}).get("place")
    return place if isinstance(place, str) else None


def _plain_line(data: bytes) -> str | None:
    """The setting where it stands as `config set` writes it: a line of its own, and nothing that could deceive."""
    head = re.split(rb"^\s*\[", data, maxsplit=1, flags=re.MULTILINE)[0]
    found = re.findall(rb"^place = \"([^\"\\\r\n]+)\"\r?$", head, re.MULTILINE)
    if len(found) != 1 or b'"""' in data or b"'''" in data or len(data) > _LARGEST:
        return None
    try:
        return str(found[0], "utf-8")
    except UnicodeDecodeError:
        return None


def full_zone_name(zone: str, cities: Iterable[City], folders: Iterable[Path] | None = None) -> str:
    """The name that the table has for a zone: `US/Pacific` is America/Los_Angeles; the zone itself, if it has none."""
    zone = _OLD_NAMES.get(zone, zone)
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
