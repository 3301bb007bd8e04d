"""Latitude and longitude the wrong way round: refused by their letters, asked about by where the clock is."""

from __future__ import annotations

import pytest

from routine.core.errors import UsageError
from routine.core.sun.cities import read_cities, read_countries
from routine.core.sun.coordinates import coordinates
from routine.core.sun.find_place import find_place, guess_place
from routine.core.sun.swapped_coordinates import figures_swapped


def test_latitude_and_longitude_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(UsageError):
        coordinates("13.40 E, 52.52 N")


TABLE = """\
DE\t+5230+01322\tEurope/Berlin
NO\t+5955+01045\tEurope/Oslo
OM\t+2336+05835\tAsia/Muscat
AU\t-3352+15113\tAustralia/Sydney
"""
CITIES = read_cities(TABLE, read_countries("DE\tGermany\nNO\tNorway\nOM\tOman\nAU\tAustralia\n"))


def swapped(text: str, zone: str) -> bool:
    return figures_swapped(find_place(text, lambda: CITIES), guess_place(zone, CITIES))


@pytest.mark.parametrize(("text", "zone"), [("13.40, 52.52", "Europe/Berlin"), ("10.75, 59.91", "Europe/Oslo")])
def test_swapped_figures_are_known_although_the_clock_would_let_them_pass(text: str, zone: str) -> None:
    """Both lie within the three hours that a clock may differ from the sun."""
    assert swapped(text, zone)


@pytest.mark.parametrize(
    ("text", "zone"), [("52.52, 13.40", "Europe/Berlin"), ("45, 45", "Europe/Berlin"), ("-33.87, 151.21", "UTC")]
)
def test_others_are_not_taken_for_swapped(text: str, zone: str) -> None:
    assert not swapped(text, zone)
