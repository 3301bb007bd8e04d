"""How sure a place is: whether the machine's clock fits it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from routine.core.sun.contradicted_place import checked, contradiction
from routine.core.sun.coordinates import coordinates
from tests.core.sun.world_table import find
from tests.rows import each

WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 12, tzinfo=UTC)


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


@each(
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
