"""Values of preset files are said as a person says them, wherever they are shown."""

from __future__ import annotations

from typing import Any

from routine.cli.shell.preset_values import shown, shown_at
from tests.presets.shipped import IDS, raw
from tests.rows import each


@each(
    ("value", "said"),
    [
        ({"amount": 5, "unit": "g", "of": "collagen"}, "5 g of collagen"),
        ({"amount": 2, "unit": "capsule", "with_food": True}, "2 capsules, with food"),
        ({"amount": 1, "unit": "tablet", "holds": {"zinc": "5 mg"}}, "1 tablet, holds: zinc: 5 mg"),
        ({"every": "10m", "times": 3}, "every 10m, 3 times"),
        ({"every": "2h", "times": 1}, "every 2h, once"),
        ({"from": "09:00", "until": "21:00", "every": "2h"}, "from 09:00 until 21:00, every 2h"),
        ({"on": 21, "off": 7}, "21 days on, 7 days off"),
        ({"nights": [2, 3]}, "nights: 2, 3"),
        (["mon", "thu"], "mon, thu"),
        (None, "not set"),
        (True, "true"),
    ],
)
def test_a_value_is_said_as_a_person_says_it(value: object, said: str) -> None:
    assert shown(value) == said


def test_a_bare_number_of_a_dose_has_its_unit() -> None:
    assert shown_at("dose.amount", 7.5, {"dose": {"unit": "g"}}) == "7.5 g"
    assert shown_at("dose.amount", None, {"dose": {"unit": "g"}}) == "not set"
    assert shown_at("limit.times", 3, {"dose": {"unit": "g"}}) == "3"


@each("id_", IDS)
def test_no_shipped_value_is_shown_as_the_file_writes_it(id_: str) -> None:
    """Never `amount = 5, unit = g`."""
    for value in parts(raw(id_)):
        assert " = " not in shown(value)


def parts(value: Any) -> list[Any]:
    """A value, and everything in it."""
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(part for one in below for part in parts(one))]
