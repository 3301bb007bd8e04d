"""Where a person is: coordinates as people write them, cities of the zone table, guesses and contradictions."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from routine.core.errors import AmbiguousError, NotFoundError, RoutineError, UsageError
from routine.core.sun.cities import City, find_place, guess_place, read_cities, read_countries
from routine.core.sun.place import Place, checked, contradiction, coordinates

WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 12, tzinfo=UTC)
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
    with pytest.raises(UsageError, match="nowhere on Earth") as error:
        coordinates(text)
    assert "from -90 to 90" in (error.value.hint or "")


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
def test_what_cannot_be_coordinates_says_how_they_look(text: str) -> None:
    with pytest.raises(UsageError, match="are no coordinates") as error:
        coordinates(text)
    assert "52.52, 13.40" in (error.value.hint or "")


def test_latitude_and_longitude_the_wrong_way_round_are_told() -> None:
    with pytest.raises(UsageError, match="mixed up"):
        coordinates("13.40 E, 52.52 N")


@pytest.mark.parametrize("text", ["52°75'N 13°24'E", "52 31 N 13 60 E", "52°31'90\"N 13°24'0\"E"])
def test_minutes_and_seconds_end_at_sixty(text: str) -> None:
    with pytest.raises(UsageError, match="is no angle"):
        coordinates(text)


def test_a_sign_and_a_letter_together_are_asked_back() -> None:
    """Twice south may be north, or meant twice."""
    with pytest.raises(UsageError, match="a sign and a letter"):
        coordinates("-33.87 S, 151.21 E")


@pytest.mark.parametrize(
    ("text", "metres"), [("47.05, 12.69, 3798 m", 3798), ("52.5 13.4 34m", 34), ("31.5, 35.5, -430 m", -430)]
)
def test_an_altitude_may_follow(text: str, metres: float) -> None:
    found = coordinates(text)
    assert found is not None
    assert found.altitude_m == metres


def test_an_altitude_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="no altitude on Earth"):
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


@given(st.text(max_size=120))
def test_whatever_is_typed_is_a_place_or_a_plain_refusal(text: str) -> None:
    try:
        found = find(text)
    except RoutineError as error:
        assert error.message
    else:
        assert abs(found.latitude) <= 90
        assert abs(found.longitude) <= 180


# --- cities -------------------------------------------------------------------------------------------------------


def test_the_table_gives_city_region_country_and_degrees() -> None:
    by_name = {city.name: city for city in CITIES}
    assert len(CITIES) == 9
    louisville, paulo = by_name["Louisville"], by_name["Sao Paulo"]
    assert louisville.full_name == "Louisville, Kentucky, United States"
    assert [louisville.latitude, louisville.longitude] == pytest.approx([38.2542, -85.7594], abs=1e-3)
    assert [paulo.latitude, paulo.longitude] == pytest.approx([-23.533, -46.617], abs=1e-3)


@pytest.mark.parametrize(
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


def springfields() -> tuple[City, ...]:
    states = {"Illinois": 39.8, "Massachusetts": 42.1, "Missouri": 37.2, "Ohio": 39.9, "Oregon": 44.0}
    zone = "America/Chicago"
    return tuple(City("Springfield", state, "United States", "US", north, -90, zone) for state, north in states.items())


def test_a_city_that_exists_five_times_is_asked_back() -> None:
    """Each is named as it can be typed."""
    with pytest.raises(AmbiguousError) as error:
        find("springfield", springfields())
    for city in springfields():
        assert city.full_name in error.value.message
        assert find(city.full_name, springfields()).latitude == city.latitude


@pytest.mark.parametrize(("text", "named"), [("Germany", "Berlin, Germany; Busingen"), ("kentucky", "Louisville")])
def test_a_country_or_state_with_several_is_asked_back(text: str, named: str) -> None:
    with pytest.raises(AmbiguousError, match=named):
        find(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Norway", "Oslo"),
        ("Berlim", "Berlin"),
        ("New York City", "New York"),
        ("Berlin, Canada", "Berlin, Germany"),
        ("Bus", "Busingen"),
    ],
)
def test_a_city_that_is_not_there_is_never_replaced_by_the_nearest(text: str, hint: str) -> None:
    """The nearest is only named, beside how to give coordinates."""
    with pytest.raises(NotFoundError) as error:
        find(text)
    assert f"did you mean: {hint}" in (error.value.hint or "")
    assert "52.52, 13.40" in (error.value.hint or "")


@pytest.mark.parametrize("text", ["", "  ", ",", " , 30 m"])
def test_no_name_is_no_place(text: str) -> None:
    with pytest.raises(UsageError):
        find(text)


def test_coordinates_need_no_table() -> None:
    """It is not even read."""

    def table() -> tuple[City, ...]:
        raise AssertionError

    assert find_place("52.52, 13.40", table).latitude == 52.52


# --- how sure it is -----------------------------------------------------------------------------------------------


def test_a_zone_gives_a_guess_that_is_not_sure() -> None:
    found = guess_place("Europe/Oslo", CITIES)
    assert found is not None
    assert (found.name, found.origin, found.sure) == ("Oslo, Norway", "guessed", False)
    assert guess_place("UTC", CITIES) is None


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
    assert zone in (contradiction(berlin, zone, SUMMER) or "")


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
