"""Any unambiguous part of an id or a title names a routine."""

from __future__ import annotations

import pytest

from routine.core.errors import AmbiguousError, NotFoundError
from routine.core.text.match import resolve
from tests.rows import each

TITLES = {
    "clay-mask": "Clay mask",
    "collagen": "Collagen, a course of eight weeks",
    "egg": "Boiled egg at breakfast",
    "egg-mask": "Egg white mask",
    "spf": "Sunscreen",
    "spf-again": "Sunscreen, again",
}


@each(
    ("typed", "named"),
    [
        ("egg", "egg"),
        ("EGG-MASK", "egg-mask"),
        ("Sunscreen", "spf"),
        ("coll", "collagen"),
        ("egg-", "egg-mask"),
        ("spf-a", "spf-again"),
        ("hite", "egg-mask"),
        ("white egg", "egg-mask"),
        ("Mask  Clay", "clay-mask"),
        ("eight weeks", "collagen"),
        ("ollag", "collagen"),
        ("gain", "spf-again"),
    ],
)
def test_a_part_that_fits_one_routine_names_it(typed: str, named: str) -> None:
    assert resolve(typed, TITLES) == named


def test_an_exact_id_wins_over_ids_that_begin_with_it() -> None:
    assert resolve("spf", TITLES) == "spf"


def test_the_beginning_of_an_id_wins_over_a_word_of_another_title() -> None:
    titles = {"mask": "Mask", "masking-tape": "Tape", "clay": "Clay mask"}

    assert resolve("maski", titles) == "masking-tape"
    assert resolve("cla", {"clay": "Mud", "nails": "Clarity"}) == "clay"


def test_the_beginning_of_a_word_wins_over_a_part_inside_one() -> None:
    assert resolve("scr", {"spf": "Sunscreen", "body": "Scrub"}) == "body"


def test_a_part_that_fits_several_lists_them_with_their_titles() -> None:
    with pytest.raises(AmbiguousError) as refused:
        resolve("mask", TITLES)

    assert refused.value.status == 2
    assert "clay-mask (Clay mask)" in refused.value.message
    assert "egg-mask (Egg white mask)" in refused.value.message
    assert "collagen" not in refused.value.message


def test_a_name_that_fits_nothing_offers_the_nearest_ids() -> None:
    with pytest.raises(NotFoundError) as refused:
        resolve("clya-mask", TITLES)

    assert refused.value.status == 3
    assert refused.value.hint is not None
    assert "clay-mask" in refused.value.hint


def test_a_misspelt_title_offers_the_ids_of_all_that_are_called_so() -> None:
    with pytest.raises(NotFoundError) as refused:
        resolve("sunscren", TITLES)

    assert refused.value.hint == "Did you mean spf or spf-again?"


def test_where_nothing_is_near_a_short_list_is_said_whole() -> None:
    with pytest.raises(NotFoundError) as refused:
        resolve("xyzzy", TITLES)

    assert refused.value.hint == "You can choose from clay-mask, collagen, egg, egg-mask, spf, spf-again."


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_names_nothing(typed: str) -> None:
    with pytest.raises(NotFoundError):
        resolve(typed, {"spf": "Sunscreen"})


@pytest.mark.parametrize("titles", [{}, {f"cream-{n}": "Cream" for n in range(9)}])
def test_where_there_is_nothing_or_too_much_to_name_the_error_says_where_to_look(titles: dict[str, str]) -> None:
    with pytest.raises(NotFoundError) as refused:
        resolve("xyzzy", titles, what="preset")

    assert refused.value.message == "There is no preset called “xyzzy”."
    assert refused.value.hint == "See all names: routine preset list"


def test_of_many_near_names_three_are_said() -> None:
    with pytest.raises(NotFoundError) as refused:
        resolve("maks", {f"mask{n}": f"Mask {n}" for n in range(9)})
    assert str(refused.value.hint).count("mask") == 3
