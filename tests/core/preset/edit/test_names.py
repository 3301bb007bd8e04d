"""Ids are made from what a person calls a thing, in any script."""

from __future__ import annotations

import pytest

from routine.core.errors import UsageError
from routine.core.preset.edit.names import free_name, name_of
from tests.rows import each


@each(
    "text, name",
    [
        ("Egg white mask", "egg-white-mask"),
        ("Crème légère", "creme-legere"),
        ("  50 % off! ", "50-off"),
        ("Маска из глины", "my-routine"),
        ("朝のクリーム", "my-routine"),
        ("Маска Q10", "q10"),
        ("a" * 60, "a" * 36),
    ],
)
def test_a_title_becomes_a_name_of_small_latin_letters(text: str, name: str) -> None:
    assert name_of(text, "my-routine") == name


@each("text", ["", "!?", "…"])
def test_what_has_no_letter_at_all_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        name_of(text, "my-routine")


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert free_name("my-routine", {"my-routine", "my-routine-2"}) == "my-routine-3"
