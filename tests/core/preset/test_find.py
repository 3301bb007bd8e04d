"""`preset find`: by name first, then by what is in it, then by what it says."""

from __future__ import annotations

import pytest

from routine.core.preset.find import find_presets
from routine.core.preset.model import Sign
from tests.builders import a_preset
from tests.presets.shipped import IDS, preset
from tests.rows import each

SHIPPED = [preset(id_) for id_ in IDS]


@each(
    ("typed", "first"),
    [
        ("glycolic", "aha"),
        ("spf", "spf"),
        ("egg", "egg-mask"),
        ("GELATIN", "gelatin-mask"),
        ("nail fungus", "fungus-prevention"),
        ("vitamin c", "vitamin-c"),
        ("ultrasound", "ulthera"),
        ("scalp", "scalp-massage"),
        ("wrinkles", "self-check"),
        ("decollete mask", "decollete-mask"),
        ("elatin", "gelatin-mask"),
        ("retinol", "retinoid-a"),
        ("adapalene", "retinoid-a"),
        ("botox", "botulinum"),
        ("PRP", "plasma-lifting"),
    ],
)
def test_the_first_that_is_found_is_the_one_that_is_meant(typed: str, first: str) -> None:
    assert find_presets(SHIPPED, typed)[0] == first


def test_a_kind_finds_all_of_it() -> None:
    masks = {found.id for found in SHIPPED if found.kind == "mask"}
    assert masks <= set(find_presets(SHIPPED, "mask"))


def test_a_name_comes_before_what_is_in_it_and_that_before_what_it_says() -> None:
    says = a_preset("one", summary="Without zinc.")
    holds = a_preset("two", contains=("zinc",))
    called = a_preset("zinc", title="Zinc")
    shows = a_preset("three", signs=(Sign("z", "Lack of zinc"),))
    assert find_presets((says, shows, holds, called), "zinc") == ["zinc", "two", "one", "three"]


def test_what_its_notes_alone_name_is_found_where_nothing_else_is() -> None:
    names = a_preset("one", notes=("Not beside zinc.",))
    assert find_presets((names, a_preset("zinc", title="Zinc")), "zinc") == ["zinc"]
    assert find_presets((names,), "zinc") == ["one"]


def test_a_letter_alone_is_a_whole_word() -> None:
    assert find_presets(
        (a_preset("d", title="Vitamin D, drops a day"), a_preset("c", title="Vitamin C")), "vitamin c"
    ) == ["c"]


def test_every_word_has_to_be_found() -> None:
    found = (a_preset("one", contains=("zinc",)), a_preset("two", contains=("zinc", "iron")))
    assert find_presets(found, "zinc iron") == ["two"]


@pytest.mark.parametrize("typed", ["", "  ", "--", "xyzzy"])
def test_what_is_nowhere_finds_nothing(typed: str) -> None:
    assert find_presets(SHIPPED, typed) == []
