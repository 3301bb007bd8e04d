"""A test over a table runs every row, and says which failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rows import each


def test_every_row_is_run_and_each_that_fails_is_named() -> None:
    seen: list[int] = []

    @each("number, name", [(1, "one"), (2, "two"), (3, "three"), (4, "four")])
    def odd(number: int, name: str) -> None:
        seen.append(number)
        assert number % 2, name

    with pytest.raises(BaseExceptionGroup, match="2 of 4 rows failed:\n  2, 'two'\n  4, 'four'\n") as failed:
        odd()
    assert seen == [1, 2, 3, 4]
    notes = [error.__notes__ for error in failed.value.exceptions]
    assert notes == [["In the row: 2, 'two'"], ["In the row: 4, 'four'"]]


def test_a_single_row_that_fails_fails_as_it_would_alone() -> None:
    @each("number", range(5))
    def small(number: int) -> None:
        assert number < 4

    with pytest.raises(AssertionError) as failed:
        small()
    assert failed.value.__notes__ == ["In the row: 4"]


def test_what_a_test_itself_calls_a_failure_is_one() -> None:
    @each("number", range(3))
    def broken(number: int) -> None:
        if number == 1:
            pytest.fail("not this one")

    with pytest.raises(pytest.fail.Exception) as failed:
        broken()
    assert failed.value.__notes__ == ["In the row: 1"]


@each("number", [1, 2])
@each("letter", "ab", ids=str)
def test_tables_are_crossed_and_fixtures_are_given(number: int, letter: str, tmp_path: Path) -> None:
    (tmp_path / f"{letter}{number}").touch(exist_ok=False)
    assert len(list(tmp_path.iterdir())) == 2 * (number - 1) + "ab".index(letter) + 1
