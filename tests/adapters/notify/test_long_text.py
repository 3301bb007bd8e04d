"""A text in portions: nothing lost, nothing longer than its room, and a sign where it is cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from routine.adapters.notify.long_text import CUT, first_rows, portions

TEXTS = st.text(st.sampled_from("ab ü\nש👩字"), max_size=300)


@given(TEXTS, st.integers(1, 8), st.integers(8, 50))
def test_together_the_portions_are_the_text(text: str, rows: int, columns: int) -> None:
    assert "".join(portions(text, rows, columns)).replace("\n", "") == text.replace("\n", "")


@given(TEXTS, st.integers(1, 8), st.integers(8, 50))
def test_no_portion_has_more_rows_than_it_may(text: str, rows: int, columns: int) -> None:
    for portion in portions(text, rows, columns):
        assert len(portion.split("\n")) <= rows
        assert len(portion) <= (columns + 1) * rows


@given(TEXTS, st.integers(1, 8), st.integers(8, 50))
def test_what_is_cut_says_so(text: str, rows: int, columns: int) -> None:
    cut = first_rows(text, rows, columns)
    assert cut.strip() == text.strip() or cut.endswith(CUT)


def test_a_text_is_broken_between_its_words() -> None:
    assert portions("Wash your face and pat it dry.", 1, 16) == ["Wash your face", " and pat it dry."]
