"""A place that was just given is said back: where it is, whether the figures were swapped, what the clock says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from routine.core.errors import RoutineError
from routine.core.sun.cities import City, read_cities, read_countries
from routine.core.sun.contradicted_place import contradiction
from routine.core.sun.find_place import find_place
from routine.core.sun.place_lines import introduced
from tests.core.sun import world_table

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
    assert said("52°31′N 13°24′E") == ["That is 52.52 N, 13.40 E. The nearest city is Berlin, Germany, 3 km away."]


@pytest.mark.parametrize("text", ["Sydney", "-33.87, 151.21"])
def test_a_place_that_the_clock_contradicts_says_so_at_once(text: str) -> None:
    assert "This computer's clock shows the time of Europe/Berlin" in said(text)[-1]
    assert "leaves out no reminder" in said(text)[-1]


def test_a_contradiction_names_both_clocks() -> None:
    berlin = find_place("Berlin", lambda: CITIES)
    assert contradiction(berlin, "Asia/Tokyo", SUMMER) == (
        "This computer's clock shows the time of Asia/Tokyo, not of Europe/Berlin"
    )


def test_others_of_the_name_are_told() -> None:
    place = find_place("Berlin", lambda: CITIES)
    lines = introduced(place, CITIES, "Europe/Berlin", SUMMER, ["Berlin, Elsewhere"])
    assert lines[1] == "Other places have the same name: Berlin, Elsewhere. To choose one, type its whole name."


def test_an_empty_table_says_where_it_is_all_the_same() -> None:
    assert introduced(find_place("1, 2", lambda: CITIES), (), "UTC", SUMMER) == ["That is 1.00 N, 2.00 E."]


# --- what is no place ---------------------------------------------------------------------------------------------

LOOK_LIKE = "Enter a city, or coordinates such as “52.52, 13.40” or “33.87 S, 151.21 E”."


def refused(text: str, cities: tuple[City, ...] = world_table.CITIES) -> tuple[str, str | None]:
    with pytest.raises(RoutineError) as error:
        find_place(text, lambda: cities)
    return error.value.message, error.value.hint


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("91, 0", "Latitude 91 does not exist.",
         "Enter the latitude first, from -90 to 90, then the longitude, from -180 to 180."),
        ("52.52, 13.40 km", "“52.52, 13.40 km” is not a place.", LOOK_LIKE),
        ("13.40 E, 52.52 N", "“13.40 E, 52.52 N” has the longitude before the latitude.",
         LOOK_LIKE),
        ("52°75'N 13°24'E", "“52°75'N” is not an angle.", "Use less than 60 minutes and less than 60 seconds."),
        ("-33.87 S, 151.21 E", "“-33.87 S” has a minus and a letter.", "Write one of them: -33.87 or 33.87 S"),
        ("47.05, 12.69, 37980 m", "“37980 m” is not an altitude on Earth.", "Use -500 m to 9000 m."),
        ("", "The place is empty.", f"{LOOK_LIKE[:-1]}, for example: Berlin"),
    ],
)  # fmt: skip
def test_what_cannot_be_coordinates_says_why_and_how_they_look(text: str, message: str, hint: str) -> None:
    assert refused(text) == (message, hint)


def test_a_name_that_fits_several_names_each_as_it_can_be_typed() -> None:
    def refusal_of(names: str, first: str) -> tuple[str, str]:
        how = f"Type the whole name or coordinates, for example: routine config set place '{first}'"
        return f"{names}.", how

    several = "; ".join(city.full_name for city in world_table.springfields())
    first = several.partition(";")[0]
    assert refused("springfield", world_table.springfields()) == refusal_of(
        f"“springfield” fits several: {several}", first
    )
    assert refused("Germany") == refusal_of(
        "“Germany” fits several: Berlin, Germany; Busingen, Germany", "Berlin, Germany"
    )
    assert refused("kentucky") == refusal_of(
        "“kentucky” fits several: Louisville, Kentucky, United States; Monticello, Kentucky, United States",
        "Louisville, Kentucky, United States",
    )


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("Norway", "Oslo, Norway"),
        ("Berlim", "Berlin, Germany"),
        ("New York City", "New York, United States"),
        ("Berlin, Canada", "Berlin, Germany"),
        ("Bus", "Busingen, Germany"),
    ],
)
def test_a_city_that_is_not_there_names_the_nearest_name_and_how_to_give_coordinates(text: str, nearest: str) -> None:
    message, hint = refused(text)
    assert message == f"Routine does not know the city “{text}”."
    assert hint == f'Did you mean “{nearest}”? You can also enter coordinates: routine config set place "52.52, 13.40"'


@pytest.mark.parametrize(
    ("text", "zone", "meant"),
    [("13.40, 52.52", "Europe/Berlin", "52.52 N, 13.40 E"), ("10.75, 59.91", "Europe/Oslo", "59.91 N, 10.75 E")],
)
def test_swapped_figures_are_asked_about_the_other_way_round(text: str, zone: str, meant: str) -> None:
    lines = said(text, zone)
    assert len(lines) == 2
    assert f"If you meant {meant}, type" in lines[1]


@pytest.mark.parametrize(
    ("text", "zone"), [("52.52, 13.40", "Europe/Berlin"), ("45, 45", "Europe/Berlin"), ("-33.87, 151.21", "UTC")]
)
def test_nothing_is_asked_of_others(text: str, zone: str) -> None:
    assert not any("If you meant" in line for line in said(text, zone))
