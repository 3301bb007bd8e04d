"""Where a person is: coordinates as people write them, and whether the clock fits the place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from routine.core.errors import UsageError
from routine.core.sun.coordinates import coordinates
from routine.core.sun.place import checked, contradiction
from tests.core.sun.world_table import find

WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 12, tzinfo=UTC)
# --- coordinates --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
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


def test_latitude_and_longitude_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(UsageError):
        coordinates("13.40 E, 52.52 N")


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


# --- how sure it is -----------------------------------------------------------------------------------------------


def test_a_given_place_is_sure_as_long_as_the_clock_fits() -> None:
    berlin = find("Berlin")
    assert berlin.sure
    assert checked(berlin, "Europe/Berlin", SUMMER).sure
    assert checked(berlin, "Europe/Oslo", SUMMER).sure


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "UTC", "Asia/Tokyo"])
def test_a_city_is_contradicted_by_a_clock_of_another_time(zone: str) -> None:
    """A traveller's machine, or one that is set to UTC."""
    berlin = find("Berlin")
    assert not checked(berlin, zone, SUMMER).sure
    assert contradiction(berlin, zone, SUMMER) is not None


@pytest.mark.parametrize(
    ("where", "zone", "fits"),
    [
        ("52.52, 13.40", "Europe/Berlin", True),
        ("43.4, -8.4", "Europe/Madrid", True),  # A Coruña: the sun is 2 h 34 min behind in summer
        ("39.47, 75.99", "Asia/Shanghai", True),  # Kashgar: 2 h 56 min
        ("1.87, -157.33", "Pacific/Kiritimati", True),  # 14 hours ahead, ten and a half behind by the sun
        ("51.88, -176.65", "America/Adak", True),
        ("-16.8, 179.99", "Pacific/Fiji", True),
        ("-33.87, 151.21", "Europe/Berlin", False),
        ("40.71, -74.01", "Europe/Berlin", False),
        ("40.71, -74.01", "UTC", False),
        ("51.5, -0.1", "Asia/Kolkata", False),
    ],
)
def test_coordinates_are_contradicted_more_than_three_hours_from_the_clock(where: str, zone: str, fits: bool) -> None:
    """Nobody who is at home is told so, also where the clocks are far from the sun."""
    found = coordinates(where)
    assert found is not None
    assert all(checked(found, zone, instant).sure == fits for instant in (WINTER, SUMMER))


def test_a_guess_stays_a_guess() -> None:
    """Nobody gave it, so nothing contradicts it."""
    guess = replace(find("Berlin"), origin="guessed")
    assert checked(guess, "Asia/Tokyo", SUMMER) == guess
