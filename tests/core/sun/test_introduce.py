"""A place that was just given is said back: where it is, whether the figures were swapped, what the clock says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from routine.core.sun.cities import find_place, read_cities, read_countries
from routine.core.sun.place_lines import introduced

SUMMER = datetime(2026, 7, 15, 12, tzinfo=UTC)
TABLE = """\
DE\t+5230+01322\tEurope/Berlin
NO\t+5955+01045\tEurope/Oslo
OM\t+2336+05835\tAsia/Muscat
AU\t-3352+15113\tAustralia/Sydney
"""
CITIES = read_cities(TABLE, read_countries("DE\tGermany\nNO\tNorway\nOM\tOman\nAU\tAustralia\n"))


def said(text: str, zone: str = "Europe/Berlin") -> list[str]:
    return introduced(find_place(text, lambda: CITIES), CITIES, zone, SUMMER)


def test_a_city_is_said_back_with_its_country_and_coordinates() -> None:
    assert said("berlin") == ["That is Berlin, Germany: 52.50 N, 13.37 E."]


def test_coordinates_are_said_back_beside_the_nearest_city() -> None:
    assert said("52°31′N 13°24′E") == [
        "That is 52.52 N, 13.40 E: the nearest city known here is Berlin, Germany, 3 km away."
    ]


@pytest.mark.parametrize(
    ("text", "zone", "meant"),
    [
        ("13.40, 52.52", "Europe/Berlin", "52.52 N, 13.40 E"),
        ("10.75, 59.91", "Europe/Oslo", "59.91 N, 10.75 E"),
    ],
)
def test_swapped_figures_are_told_although_the_clock_would_let_them_pass(text: str, zone: str, meant: str) -> None:
    """Both lie within the three hours that a clock may differ from the sun."""
    lines = said(text, zone)
    assert len(lines) == 2
    assert f"Did you mean {meant}?" in lines[1]


@pytest.mark.parametrize(
    ("text", "zone"), [("52.52, 13.40", "Europe/Berlin"), ("45, 45", "Europe/Berlin"), ("-33.87, 151.21", "UTC")]
)
def test_others_are_not_taken_for_swapped(text: str, zone: str) -> None:
    assert not any("Did you mean" in line for line in said(text, zone))


@pytest.mark.parametrize("text", ["Sydney", "-33.87, 151.21"])
def test_a_place_that_the_clock_contradicts_says_so_at_once(text: str) -> None:
    assert "This machine's clock shows the time of Europe/Berlin" in said(text)[-1]
    assert "never spares you a reminder" in said(text)[-1]


def test_others_of_the_name_are_told() -> None:
    place = find_place("Berlin", lambda: CITIES)
    lines = introduced(place, CITIES, "Europe/Berlin", SUMMER, ["Berlin, Elsewhere"])
    assert lines[1] == "There are others of that name: Berlin, Elsewhere. If you meant one, write it so."


def test_an_empty_table_says_where_it_is_all_the_same() -> None:
    assert introduced(find_place("1, 2", lambda: CITIES), (), "UTC", SUMMER) == ["That is 1.00 N, 2.00 E."]
