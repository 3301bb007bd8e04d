"""A product of one's own is what its name says: questions and spacing hold for it without a word in its file."""

from __future__ import annotations

from typing import Any

import pytest

from routine.core.preset.read.preset import read_preset
from tests.rows import each


def contains(title: str, kind: str = "treatment", **more: Any) -> tuple[str, ...]:
    """What a preset of this title contains once it was read."""
    raw = {"format": 1, "title": title, "kind": kind, "schedule": {"at": ["21:00"]}, **more}
    preset, faults = read_preset("own", {**raw, "steps": {"do": {"say": "Do it."}}})
    assert faults == ()
    assert preset is not None
    return preset.contains


@each(
    ("title", "tags"),
    [
        ("Tretinoin cream 0.05 %", ("retinoid",)),
        ("My RETINOL serum", ("retinoid",)),
        ("Adapalene and benzoyl peroxide", ("retinoid", "benzoyl-peroxide")),
        ("Glycolic toner", ("aha",)),
        ("Salicylic acid 2 %", ("bha",)),
        ("Doxycycline 100 mg", ("tetracycline",)),
        ("Ciprofloxacin", ("quinolone",)),
        ("Levothyroxine", ("levothyroxine",)),
        ("Cod liver oil", ("fish-liver-oil",)),
        ("Leg waxing", ("waxing",)),
        ("Serum without retinol", ()),
        ("Retinol-free night cream", ()),
        ("Iron the shirts", ()),
        ("Evening cream", ()),
    ],
)
def test_a_title_says_what_is_in_it(title: str, tags: tuple[str, ...]) -> None:
    assert contains(title) == tags


def test_what_is_needed_says_so_too_and_what_the_file_says_stays_first() -> None:
    assert contains("Evening care", needs=["tretinoin cream", "a towel"]) == ("retinoid",)
    assert contains("Retinol serum", contains=["vitamin-e", "retinoid"]) == ("vitamin-e", "retinoid")
    assert contains("Retinol serum", contains=["vitamin-e"]) == ("vitamin-e", "retinoid")


def test_minerals_are_meant_by_supplements_alone_and_only_where_the_file_says_nothing() -> None:
    """Else an everyday word would change what a dose counts as."""
    assert contains("Zinc and magnesium", "supplement") == ("zinc", "magnesium")
    assert contains("Vitamin D with calcium", "supplement", contains=["vitamin-d"]) == ("vitamin-d",)


@pytest.mark.parametrize("title", ["Glycolic peel", "Waxing"])
def test_a_visit_is_not_what_is_used_there(title: str) -> None:
    preset, _ = read_preset("own", {"format": 1, "title": title, "kind": "visit", "series": {}})
    assert preset is not None
    assert preset.contains == ()
