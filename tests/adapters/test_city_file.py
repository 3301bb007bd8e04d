"""The larger cities that come with Routine: found by name, told apart, and never in the way of what a person means."""

from __future__ import annotations

import gzip
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from routine.adapters.city_table import CityFile, find, read_city_table
from routine.core.errors import AmbiguousError, NotFoundError
from routine.core.sun.cities import plain_name
from routine.core.sun.find_place import namesakes
from tests.rows import each

FILE = Path(__file__).parents[2] / "routine" / "places" / "cities.tsv.gz"
#: The whole install stays small.
LARGEST = 1_000_000


def table() -> str:
    return gzip.decompress(FILE.read_bytes()).decode()


@pytest.mark.parametrize(
    ("named", "north", "east", "zone"),
    [
        ("Munich", 48.14, 11.58, "Europe/Berlin"),
        ("hamburg, germany", 53.55, 9.99, "Europe/Berlin"),
        ("Köln", 50.93, 6.95, "Europe/Berlin"),
        ("Springfield, IL", 39.80, -89.64, "America/Chicago"),
        ("Springfield, Oregon, US", 44.05, -123.02, "America/Los_Angeles"),
        ("London, Canada", 42.98, -81.23, "America/Toronto"),
    ],
)
def test_a_larger_city_is_found_by_its_name(named: str, north: float, east: float, zone: str) -> None:
    found = find(named)
    assert (found.latitude, found.longitude, found.zone, found.origin) == (north, east, zone, "given")


@each(
    ("typed", "meant"),
    [
        ("Cologne", "Köln, Germany"),
        ("Koeln", "Köln, Germany"),
        ("Wien", "Vienna, Austria"),
        ("Praha", "Prague, Czech Republic"),
        ("Tromsø", "Tromsø, Norway"),
        ("Tromso", "Tromsø, Norway"),
        ("Москва", "Moscow, Russia"),
        ("東京", "Tokyo, Japan"),
        ("서울", "Seoul, Korea (South)"),
        ("Αθήνα", "Athens, Greece"),
        ("München", "Munich, Germany"),
        ("Milano", "Milan, Italy"),
        ("Lisboa", "Lisbon, Portugal"),
        ("Warszawa", "Warsaw, Poland"),
        ("København", "Copenhagen, Denmark"),
        ("Saint Petersburg, Russia", "Saint Petersburg, Russia"),
        ("berlin germany", "Berlin, Germany"),
        ("new york usa", "New York, United States"),
        ("wien austria", "Vienna, Austria"),
        ("springfield oregon", "Springfield, Oregon, United States"),
        ("frankfurt germany", "Frankfurt am Main, Germany"),
        ("Москва, Russia", "Moscow, Russia"),
        ("Berlin, Deutschland", "Berlin, Germany"),
        ("milano italia", "Milan, Italy"),
        ("Wien Österreich", "Vienna, Austria"),
        ("Αθήνα, Ελλάδα", "Athens, Greece"),
        ("서울 대한민국", "Seoul, Korea (South)"),
        ("Birmingham, England", "Birmingham, Britain (UK)"),
    ],
)
def test_a_city_is_found_by_the_name_that_people_give_it(typed: str, meant: str) -> None:
    assert find(typed).name == meant


@pytest.mark.parametrize("typed", ["berlin nowhere", "Wien, Germany", "|", "||", "köln|wien"])
def test_a_city_that_does_not_lie_there_is_not_found(typed: str) -> None:
    with pytest.raises(NotFoundError):
        find(typed)


def test_a_city_that_exists_five_times_is_asked_back_and_each_answer_means_one() -> None:
    with pytest.raises(AmbiguousError) as error:
        find("Springfield")
    names = error.value.message.partition(": ")[2].split("; ")
    assert len(names) == 5
    assert len({find(name).latitude for name in names}) == 5


def test_cities_of_one_name_in_one_country_are_told_apart_by_their_coordinates() -> None:
    with pytest.raises(AmbiguousError, match=r"Suzhou, China \(31\.30 N, 120\.60 E\)"):
        find("Suzhou")


@pytest.mark.parametrize("name", ["Berlin", "Paris", "Tokyo", "Louisville", "São Paulo", "Sydney", "London"])
def test_a_city_of_a_zone_comes_before_smaller_ones_of_its_name(name: str) -> None:
    """Nobody in Sydney, Australia, is asked whether they mean Nova Scotia; the others are told."""
    assert find(name).zone in {city.zone for city in read_city_table()}


@pytest.mark.parametrize(
    ("named", "others"),
    [("Berlin", []), ("Sydney", ["Sydney, Canada"]), ("Sydney, Canada", []), ("Springfield, IL", [])],
)
def test_the_others_of_a_bare_name_are_known(named: str, others: list[str]) -> None:
    assert namesakes(named, find(named), CityFile()) == others


@pytest.mark.parametrize(("typed", "meant"), [("Muinch", "Munich, Germany"), ("Kolnn", "Köln, Germany")])
def test_a_misspelt_city_names_the_nearest_and_is_not_replaced(typed: str, meant: str) -> None:
    with pytest.raises(NotFoundError) as error:
        find(typed)
    assert f"Did you mean “{meant}”?" in (error.value.hint or "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Toronto, Ontario", "“Toronto, Canada”"),
        ("London, Ontario", "“London, Britain (UK)” or “London, Canada”"),
        ("Perth, Western Australia", "“Perth, Australia” or “Perth, Britain (UK)”"),
    ],
)
def test_a_region_that_is_not_known_names_every_city_of_that_name(typed: str, meant: str) -> None:
    """Regions are known of the United States alone: the nearest name alone would lead to the wrong London."""
    with pytest.raises(NotFoundError) as error:
        find(typed)
    assert (error.value.hint or "").startswith(f"Did you mean {meant}?")


def test_every_row_is_a_city_in_order_and_the_file_says_where_it_is_from() -> None:
    head, _, *rows = table().splitlines()
    first, *_ = rows
    assert "40,000" in head
    assert "GeoNames" in table()[:500]
    assert "Creative Commons Attribution 4.0" in table()[:500]
    assert FILE.stat().st_size < LARGEST
    assert rows == sorted(rows, key=lambda row: row.split("\t"))
    zones, towns = available_timezones(), CityFile()
    for row in (first, *rows[::250]):
        key, *_, zone, _ = row.split("\t")
        assert zone in zones
        assert any(plain_name(town.name) == key and abs(town.latitude) <= 90 for town in towns.named(key))


def test_a_file_that_is_gone_or_broken_leaves_the_zones_cities(tmp_path: Path) -> None:
    broken, cut = tmp_path / "cities.tsv.gz", tmp_path / "cut.tsv.gz"
    broken.write_bytes(gzip.compress(b"# x\nmunich\tMunich\nmunich\t\t\t\tDE\tnorth\t11\tEurope/Berlin\n\xff\xfe\n"))
    cut.write_bytes(FILE.read_bytes()[:5000])
    for file in (tmp_path / "none.tsv.gz", broken, cut):
        assert CityFile(file).named("munich") == ()
        assert CityFile(file).alike("munick") == ()


@pytest.mark.parametrize("key", ["", "\n", "a\tb", "[", "#"])
def test_odd_names_find_nothing(key: str) -> None:
    assert CityFile().named(key) == ()
