"""The clear-sky UV index: the formula's own values, ARPANSA's published table, bands, and the hours to protect."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routine.core.sun.place import Place
from routine.core.sun.sunrise import solar_noon
from routine.core.sun.uv import band, protect_hours, sun_nearness, uv_at, uv_index, uv_through_day
from routine.core.when.moment import wall
from tests.rows import each

BERLIN = Place(name="Berlin", latitude=52.52, longitude=13.4, zone="Europe/Berlin")


def noon_index(where: Place, day: date, zone: str = "UTC") -> float:
    return uv_at(where, solar_noon(where, day, zone), day)


@pytest.mark.parametrize(
    ("zenith", "said"), [(0, 12.50), (20, 10.75), (30, 8.83), (40, 6.56), (50, 4.29), (60, 2.34), (70, 0.93)]
)
def test_the_formula_gives_madronichs_values_at_300_dobson_units(zenith: float, said: float) -> None:
    """Madronich 2007, at the sun's mean distance and sea level."""
    assert uv_index(math.cos(math.radians(zenith))) == pytest.approx(said, abs=0.01)


def test_index_three_lies_at_a_zenith_angle_of_56_degrees() -> None:
    assert uv_index(math.cos(math.radians(56.3))) == pytest.approx(3, abs=0.01)


# ARPANSA's forecast model for solar noon of 24 January 2017. Longitudes do not matter at noon.
ARPANSA = [
    ("Adelaide", -34.9, 11), ("Alice Springs", -23.7, 13), ("Brisbane", -27.5, 13), ("Canberra", -35.3, 11),
    ("Darwin", -12.4, 14), ("Kingston", -43.0, 10), ("Melbourne", -37.7, 10), ("Newcastle", -32.9, 11),
    ("Perth", -32.0, 12), ("Sydney", -34.0, 11), ("Townsville", -19.3, 13),
]  # fmt: skip


@each(("city", "latitude", "said"), ARPANSA)
def test_the_index_is_that_of_the_australian_radiation_agency(city: str, latitude: float, said: int) -> None:
    """To two points, as a model without the day's ozone can be; it is within 1.4 of all eleven."""
    where = Place(name=city, latitude=latitude, longitude=140)
    assert noon_index(where, date(2017, 1, 24)) == pytest.approx(said, abs=1.5)


def test_a_zone_is_not_a_place() -> None:
    """Noon on 1 January: 1.8 in New York, 4.7 in Miami, by the clocks of one zone."""
    new_york = Place(name="New York", latitude=40.71, longitude=-74.01)
    miami = Place(name="Miami", latitude=25.76, longitude=-80.19)
    assert noon_index(new_york, date(2026, 1, 1), "America/New_York") == pytest.approx(1.8, abs=0.1)
    assert noon_index(miami, date(2026, 1, 1), "America/New_York") == pytest.approx(4.7, abs=0.1)


def test_the_sun_is_nearest_early_in_january() -> None:
    assert sun_nearness(3) == pytest.approx(1.034, abs=0.0015)
    assert sun_nearness(184) == pytest.approx(0.967, abs=0.0015)


def test_each_kilometre_of_altitude_adds_six_percent() -> None:
    assert uv_index(0.8, altitude_m=2000) == pytest.approx(uv_index(0.8) * 1.12)


def test_a_place_below_the_sea_gets_no_credit() -> None:
    """What would lower the index is left out, as with clouds."""
    assert uv_index(0.8, altitude_m=-430) == uv_index(0.8)


def test_thin_ozone_raises_the_index() -> None:
    assert uv_index(0.8, ozone_du=260) == pytest.approx(uv_index(0.8) * 1.19, rel=0.005)


@each(
    ("index", "said"),
    [
        (0, "low"), (2.99, "low"), (3, "moderate"), (5.99, "moderate"), (6, "high"), (7.9, "high"),
        (8, "very high"), (10.9, "very high"), (11, "extreme"), (20, "extreme"),
    ],
)  # fmt: skip
def test_the_bands_begin_at_3_6_8_and_11(index: float, said: str) -> None:
    assert band(index) == said


def test_the_hours_to_protect_begin_and_end_at_three() -> None:
    day = date(2026, 6, 21)
    [span] = protect_hours(BERLIN, day, "Europe/Berlin")
    assert uv_at(BERLIN, span.start, day) == pytest.approx(3, abs=0.01)
    assert uv_at(BERLIN, span.end, day) == pytest.approx(3, abs=0.01)
    assert f"{wall(span.start, 'Europe/Berlin'):%H:%M} {wall(span.end, 'Europe/Berlin'):%H:%M}" == "08:52 17:23"


def test_a_winter_day_has_no_such_hours() -> None:
    assert protect_hours(BERLIN, date(2026, 12, 21), "Europe/Berlin") == ()


def test_a_day_is_sampled_around_its_solar_noon() -> None:
    found = uv_through_day(BERLIN, date(2026, 6, 21), "Europe/Berlin", timedelta(hours=1))
    assert len(found) == 25
    assert max(found, key=lambda uv: uv.index) == found[12]
    assert found[0].index == found[24].index == 0


# --- whatever the place and the day -------------------------------------------------------------------------------

PLACES = st.builds(
    Place,
    name=st.just("somewhere"),
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
    altitude_m=st.floats(-500, 9000),
)


@given(PLACES, st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_the_index_is_never_below_zero_nor_beyond_belief(where: Place, day: date) -> None:
    """Never not a number: 20.3 was measured at 5,917 m on Licancabur, about the most there is."""
    found = [uv.index for uv in uv_through_day(where, day, "UTC", timedelta(hours=2))]
    assert all(0 <= index < 21 for index in found)


@given(PLACES, st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_protection_is_asked_for_exactly_when_noon_reaches_three(where: Place, day: date) -> None:
    spans = protect_hours(where, day, "UTC")
    assert bool(spans) == (noon_index(where, day) >= 3) or noon_index(where, day) == pytest.approx(3, abs=0.001)
    for span in spans:
        assert span.start < solar_noon(where, day, "UTC") < span.end


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_sun_is_never_weaker(low: float, high: float) -> None:
    low, high = sorted((low, high))
    assert uv_index(low) <= uv_index(high)
