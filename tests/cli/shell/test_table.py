"""Columns that fit: what gives way, and what is never cut."""

from __future__ import annotations

import pytest

from routine.cli.shell.table import cells, hanging, listing

ROWS = [("keloids", "?", "Do you tend to form keloids (raised, growing scars)?"), ("acne", "yes", "Do you have acne?")]


@pytest.mark.parametrize("width", [20, 40, 60, 80])
def test_the_last_column_is_folded_and_nothing_of_it_is_cut(width: int) -> None:
    """A question of which the end is missing cannot be answered."""
    lines = listing(ROWS, width)
    assert " ".join("\n".join(lines).split()) == " ".join(" ".join(row) for row in ROWS)
    assert max(map(cells, lines)) <= max(width, len("(raised, growing"))


def test_what_is_folded_stands_below_its_column() -> None:
    first, second, *_ = listing(ROWS, 40)
    assert first.index("Do you") == len(second) - len(second.lstrip())


def test_no_rows_are_no_lines() -> None:
    assert listing([], 80) == []


def test_a_paragraph_hangs_below_its_first_word() -> None:
    """Behind a number, and behind a dash of its own."""
    assert hanging("Ask your doctor first.", 20, " 1  ") == [" 1  Ask your doctor", "    first."]
    assert hanging("- Ask your doctor first.", 20) == ["- Ask your doctor", "  first."]
    assert hanging("Short.", 20, "   ") == ["   Short."]
