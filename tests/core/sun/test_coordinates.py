"""Coordinates as people write them, and those that name no place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routine.core.errors import UsageError
from routine.core.sun.coordinates import coordinates
from tests.rows import each


@each(
    ("text", "north", "east"),
    [
        ("52.52, 13.40", 52.52, 13.40),
        ("52.52,13.40", 52.52, 13.40),
        ("52.52 13.40", 52.52, 13.40),
        ("  52.52 ;13.40 ", 52.52, 13.40),
        ("-33.87, 151.21", -33.87, 151.21),
        ("33.87 S, 151.21 E", -33.87, 151.21),
        ("33.87S151.21E", -33.87, 151.21),
        ("40.7° n 74.0° w", 40.7, -74.0),
        ("52°31′12″N 13°24′18″E", 52.52, 13.405),
        ("52°31'12\"N, 13°24'18\"E", 52.52, 13.405),
        ("N52.52 E13.40", 52.52, 13.40),
        ("S 33.87, E 151.21", -33.87, 151.21),
        ("N 52°31′12″ E 13°24′18″", 52.52, 13.405),
        ("52 31 12 N 13 24 18 E", 52.52, 13.405),
        ("52 31.2 N, 13 24.3 E", 52.52, 13.405),
        ("52° 31' N, 13° 24' E", 52.5167, 13.4),
        ("52,52 13,40", 52.52, 13.40),
        ("52,52; 13,40", 52.52, 13.40),
        ("52,52, 13,40", 52.52, 13.40),
        ("52,52 N, 13,40 E", 52.52, 13.40),
        ("52,13", 52, 13),
        ("\u221233.87, 151.21", -33.87, 151.21),
        ("33.87 south, 151.21 east", -33.87, 151.21),
        ("(52.52, 13.40)", 52.52, 13.40),
        ("geo:52.52,13.40", 52.52, 13.40),
        ("0, 0", 0, 0),
        ("-0.5, -0.5", -0.5, -0.5),
        ("90, 180", 90, 180),
        ("-90, -180", -90, -180),
    ],
)
def test_coordinates_are_read_as_people_write_them(text: str, north: float, east: float) -> None:
    found = coordinates(text)
    assert found is not None
    assert [found.latitude, found.longitude] == pytest.approx([north, east])
    assert (found.origin, found.zone, found.altitude_m) == ("given", None, 0)


@pytest.mark.parametrize("text", ["91, 0", "-90.1, 0", "0, 180.5", "0, -181", "100 N, 13 E", "120.5, 30"])
def test_coordinates_that_lie_nowhere_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        coordinates(text)


@each(
    "text",
    [
        "52",
        "52,52,13,40",
        "1, 2, 3",
        "52 31 N 13 24",
        "52.5213.40",
        "nan 1",
        "5213",
        "1e5, 3",
        "52..5, 13",
        "52.52, 13.40 km",
        "٥٢, ١٣",
    ],
)
def test_what_cannot_be_coordinates_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        coordinates(text)


@pytest.mark.parametrize("text", ["52°75'N 13°24'E", "52 31 N 13 60 E", "52°31'90\"N 13°24'0\"E"])
def test_minutes_and_seconds_end_at_sixty(text: str) -> None:
    with pytest.raises(UsageError):
        coordinates(text)


def test_a_sign_and_a_letter_together_are_asked_back() -> None:
    """Twice south may be north, or meant twice."""
    with pytest.raises(UsageError):
        coordinates("-33.87 S, 151.21 E")


@pytest.mark.parametrize(
    ("text", "metres"), [("47.05, 12.69, 3798 m", 3798), ("52.5 13.4 34m", 34), ("31.5, 35.5, -430 m", -430)]
)
def test_an_altitude_may_follow(text: str, metres: float) -> None:
    found = coordinates(text)
    assert found is not None
    assert found.altitude_m == metres


def test_an_altitude_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError):
        coordinates("47.05, 12.69, 37980 m")


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_what_is_said_of_a_place_names_it_again(north: float, east: float) -> None:
    """The name of coordinates can be typed."""
    first = coordinates(f"{north:.4f}, {east:.4f}")
    assert first is not None
    again = coordinates(first.name)
    assert again is not None
    assert abs(again.latitude - north) < 0.01
    assert abs(again.longitude - east) < 0.01
