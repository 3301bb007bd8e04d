"""A small table of cities, in the form of the zone table, and what is found in it."""

from __future__ import annotations

from routine.core.sun.cities import City, read_cities, read_countries
from routine.core.sun.find_place import find_place
from routine.core.sun.place import Place

COUNTRIES = "# codes\nDE\tGermany\nUS\tUnited States\nCA\tCanada\nBR\tBrazil\nNO\tNorway\nKI\tKiribati\n"

TABLE = """\
# a comment
DE\t+5230+01322\tEurope/Berlin\tmost of Germany
DE\t+4742+00841\tEurope/Busingen\tBusingen
NO\t+5955+01045\tEurope/Oslo
US\t+404251-0740023\tAmerica/New_York\tEastern
US\t+381515-0854534\tAmerica/Kentucky/Louisville
US\t+364947-0845057\tAmerica/Kentucky/Monticello
CA\t+4734-05243\tAmerica/St_Johns
BR\t-2332-04637\tAmerica/Sao_Paulo
KI\t+0152-15720\tPacific/Kiritimati\tLine Islands
US\tnonsense\tAmerica/Nowhere
too short
"""

CITIES = read_cities(TABLE, read_countries(COUNTRIES))


def find(text: str, cities: tuple[City, ...] = CITIES) -> Place:
    return find_place(text, lambda: cities)


def springfields() -> tuple[City, ...]:
    states = {"Illinois": 39.8, "Massachusetts": 42.1, "Missouri": 37.2, "Ohio": 39.9, "Oregon": 44.0}
    zone = "America/Chicago"
    return tuple(City("Springfield", state, "United States", "US", north, -90, zone) for state, north in states.items())
