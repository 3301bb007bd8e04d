"""Text that fits: columns, wide characters, narrow terminals, colours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routine.cli.shell.colours import MARKED, Look, painted
from routine.cli.shell.listings import day, take_along
from routine.cli.shell.safe_text import plain, scrub
from routine.cli.shell.table import cells, clip, fold, pad, table
from tests.cli.fake_connection import occurrence, today

WIDTHS = [("spf", 3), ("é", 1), ("e\u0301", 1), ("日本", 4), ("💆", 2), ("\u200d", 0), ("Maske ☀️", 7)]


@pytest.mark.parametrize(("text", "width"), WIDTHS)
def test_a_text_is_measured_in_the_cells_it_takes(text: str, width: int) -> None:
    """Columns stay straight beside Japanese and emoji."""
    assert cells(text) == width


def test_columns_line_up_whatever_the_characters() -> None:
    """Each row takes the same cells before its last column."""
    rows = [("a", "日本", "x"), ("abc", "é", "x")]
    assert {cells(line.split("x")[0]) for line in table(rows, 80, 1)} == {11}


def test_the_flexible_column_gives_way_on_a_narrow_terminal() -> None:
    """Times and ids stay whole; the title is cut."""
    line = table([("today 20:30", "A very long title indeed, longer than all", "egg-mask")], 40, 1)[0]
    assert cells(line) <= 40
    assert line.startswith("today 20:30")
    assert line.endswith("egg-mask")
    assert "…" in line


@given(st.text(max_size=40), st.integers(2, 20))
def test_a_clipped_text_fits(text: str, width: int) -> None:
    """Wide characters at the edge included."""
    assert cells(clip(plain(text), width)) <= width


@given(st.text(alphabet="ab 日", max_size=80), st.integers(8, 30))
def test_folding_keeps_every_word(text: str, width: int) -> None:
    """Nothing is cut; only spaces are moved."""
    assert " ".join(fold(text, width)).split() == text.split()


@given(st.text())
def test_plain_text_is_one_printable_line(text: str) -> None:
    """Whatever a stranger wrote: no control character, no line break, no direction mark."""
    safe = plain(text)
    assert all(char.isprintable() or char in "\u200c\u200d" for char in safe)
    assert len(safe.splitlines()) <= 1
    safe.encode("utf-8")


def test_every_text_in_a_value_is_made_plain() -> None:
    """However deep it lies; what is no text stays."""
    assert scrub({"a": ["\x1b[1m", {"b": "\x07"}], "n": 1, "none": None}) == {
        "a": ["\\x1b[1m", {"b": "\\x07"}],
        "n": 1,
        "none": None,
    }


def test_colour_is_there_only_where_it_is_wanted() -> None:
    """A pipe, NO_COLOR and a dumb terminal get none."""
    assert painted("x", "1", Look(80, True)) == "\x1b[1mx\x1b[0m"
    assert painted("x", "1", Look(80, False)) == "x"


def test_a_painted_line_is_as_wide_as_a_plain_one() -> None:
    """The codes are put around the line, after it was measured."""
    reply = today(occurrence(status="missed"), occurrence("egg-mask"))
    coloured, plain_ = day(reply, Look(60, True)), day(reply, Look(60, False))
    assert coloured != plain_
    assert coloured.replace(f"\x1b[{MARKED}m", "").replace("\x1b[0m", "") == plain_


def test_padding_counts_cells() -> None:
    """Not characters."""
    assert cells(pad("日", 5)) == 5


def test_what_to_take_along_fits_a_phone_and_leaves_out_what_is_over() -> None:
    """At most 32 cells a line, no colour."""
    times = [
        occurrence(status="done"),
        occurrence("cream", "today 10:00", title="A sunscreen with quite a long title"),
        occurrence("drops", "today 12:00", status="raised"),
    ]
    text = take_along(today(*times), Look(200, True))
    assert text.splitlines() == ["2026-11-23", "10:00 A sunscreen with quite a…", "12:00 Title of drops"]
    assert max(map(cells, text.splitlines())) <= 32


def test_nothing_to_take_along_is_said() -> None:
    """An empty day is no empty text."""
    assert "There are no more times today." in take_along(today(), Look(80, False))
