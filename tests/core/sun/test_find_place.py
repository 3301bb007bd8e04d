"""Which place is meant: a city is found however it is written, never guessed from a name; a zone gives a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routine.core.errors import AmbiguousError, NotFoundError, RoutineError, UsageError
from routine.core.sun.cities import City
from routine.core.sun.find_place import find_place, guess_place
from tests.core.sun.world_table import CITIES, find, springfields
from tests.rows import each


@given(st.text(max_size=120))
def test_whatever_is_typed_is_a_place_or_a_plain_refusal(text: str) -> None:
    try:
        found = find(text)
    except RoutineError as error:
        assert error.message
    else:
        assert abs(found.latitude) <= 90
        assert abs(found.longitude) <= 180


@each(
    ("text", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        (" berlin ", "Europe/Berlin"),
        ("Berlin, Germany", "Europe/Berlin"),
        ("berlin,de", "Europe/Berlin"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("São Paulo", "America/Sao_Paulo"),
        ("St. John's", "America/St_Johns"),
        ("new-york", "America/New_York"),
        ("Louisville, Kentucky, US", "America/Kentucky/Louisville"),
    ],
)
def test_a_city_is_found_however_it_is_written(text: str, zone: str) -> None:
    found = find(text)
    assert (found.zone, found.origin) == (zone, "given")


def test_a_city_may_have_an_altitude() -> None:
    assert find("Berlin, 34 m").altitude_m == 34


def test_a_city_that_exists_five_times_is_asked_back() -> None:
    """Each is found by its whole name."""
    with pytest.raises(AmbiguousError):
        find("springfield", springfields())
    for city in springfields():
        assert find(city.full_name, springfields()).latitude == city.latitude


@pytest.mark.parametrize("text", ["Germany", "kentucky"])
def test_a_country_or_state_with_several_is_asked_back(text: str) -> None:
    with pytest.raises(AmbiguousError):
        find(text)


@pytest.mark.parametrize("text", ["Norway", "Berlim", "New York City", "Berlin, Canada", "Bus"])
def test_a_city_that_is_not_there_is_never_replaced_by_the_nearest(text: str) -> None:
    with pytest.raises(NotFoundError):
        find(text)


@pytest.mark.parametrize("text", ["", "  ", ",", " , 30 m"])
def test_no_name_is_no_place(text: str) -> None:
    with pytest.raises(UsageError):
        find(text)


def test_coordinates_need_no_table() -> None:
    """It is not even read."""

    def table() -> tuple[City, ...]:
        raise AssertionError

    assert find_place("52.52, 13.40", table).latitude == 52.52


def test_a_zone_gives_a_guess_that_is_not_sure() -> None:
    found = guess_place("Europe/Oslo", CITIES)
    assert found is not None
    assert (found.name, found.origin, found.sure) == ("Oslo, Norway", "guessed", False)
    assert guess_place("UTC", CITIES) is None
