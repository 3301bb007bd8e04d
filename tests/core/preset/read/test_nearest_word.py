"""What is advised where a word is not known: the nearest one, all of them where they are few, else where they stand."""

from __future__ import annotations

import pytest

from routine.core.preset.read.nearest_word import nearest

FEW = ("mon", "tue")
MANY = tuple(f"fact-{n}" for n in range(40))


@pytest.mark.parametrize(
    ("word", "options", "advice"),
    [
        ("mo", FEW, "Did you mean “mon”? You can use mon or tue."),
        ("zzz", FEW, "You can use mon or tue."),
        ("fact-1x", MANY, "Did you mean “fact-1”?"),
        ("zzz", MANY, "See all names: routine profile show"),
    ],
)
def test_a_list_that_is_too_long_to_read_is_not_said(word: str, options: tuple[str, ...], advice: str) -> None:
    assert nearest(word, options, see="routine profile show") == advice


def test_where_no_command_lists_them_it_is_to_be_checked() -> None:
    assert nearest("zzz", MANY) == "Check how it is written."
