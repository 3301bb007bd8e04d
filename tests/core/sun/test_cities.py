"""Cities, as the zone table has them; and their names, as they are compared."""

from __future__ import annotations

import pytest

from routine.core.sun.cities import plain_name
from tests.core.sun.world_table import CITIES
from tests.rows import each


def test_the_table_gives_city_region_country_and_degrees() -> None:
    by_name = {city.name: city for city in CITIES}
    assert len(CITIES) == 9
    louisville, paulo = by_name["Louisville"], by_name["Sao Paulo"]
    assert louisville.full_name == "Louisville, Kentucky, United States"
    assert [louisville.latitude, louisville.longitude] == pytest.approx([38.2542, -85.7594], abs=1e-3)
    assert [paulo.latitude, paulo.longitude] == pytest.approx([-23.533, -46.617], abs=1e-3)


@each(
    ("text", "plain"),
    [("São  Paulo", "sao paulo"), ("St. John's", "st johns"), ("new-york", "new york"), ("Москва", "москва")],
)
def test_names_are_compared_without_accents_and_signs(text: str, plain: str) -> None:
    assert plain_name(text) == plain
