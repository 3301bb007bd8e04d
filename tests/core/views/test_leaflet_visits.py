"""The leaflet of a series of visits: what comes before and after each, and what only the clinic can say."""

from __future__ import annotations

import tomllib

import pytest

from routine.core.preset.read.preset import read_preset
from tests.core.views.leaflets import beside, section, text_of


def a_series(text: str) -> str:
    """The leaflet of a series of visits."""
    found, faults = read_preset("visits", tomllib.loads(f'format = 1\ntitle = "V"\nkind = "visit"\n[series]\n{text}'))
    assert (faults, found is None) == ((), False)
    assert found is not None
    return text_of(found)


def test_what_falls_on_one_moment_before_a_visit_stands_together() -> None:
    text = a_series(
        '[before.a]\nsay = "No peel."\nahead = "7 days"\n[before.b]\nsay = "No mask."\nahead = "7 days"\n'
        '[before.c]\nsay = "Today."\nahead = "3h"\n'
    )
    assert section(text, "Before each visit") == [
        "  - 7 days before:",
        "    - No peel.",
        "    - No mask.",
        "  - 3 hours before: Today.",
    ]


def test_after_care_is_said_in_the_order_in_which_it_comes() -> None:
    text = a_series(
        '[after.late]\nsay = "Ask."\nfrom = "7 days"\n[after.sun]\nsay = "Shade."\nfor = "7 days"\n'
        '[after.soon]\nsay = "Up again."\nfrom = "4h"\n'
    )
    assert section(text, "After each visit") == [
        "  - 4 hours after: Up again.",
        "  - From 1 day after, for 7 days: Shade.",
        "  - 7 days after: Ask.",
    ]


def test_a_visit_puts_the_clinic_before_everything() -> None:
    assert "What your clinic says comes before everything here" in a_series("")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "When you book it. Your clinic says how many visits and how far apart."),
        ("sessions = 3\n", "When you book it: 3 visits. Your clinic says how far apart."),
        ("sessions = 1\n", "When you book it: 1 visit."),
        ('sessions = 3\napart = "4 weeks"\n', "When you book it: 3 visits, 4 weeks apart."),
    ],
)
def test_what_only_the_clinic_can_say_is_said_to_be_so(text: str, words: str) -> None:
    found = beside(a_series(text), "When, how long")
    assert found.replace("at least ", "") == words
