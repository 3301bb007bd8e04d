"""Figures in words: the same on the page and in a terminal."""

from __future__ import annotations

import pytest

from routine.core.insight.lines import minutes_late, percent


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (0.4, "on time"),
        (1.0, "1 minute later"),
        (-12.3, "12 minutes earlier"),
        (99.0, "99 minutes later"),
        (150.0, "2.5 hours later"),
        (-2879.0, "48.0 hours earlier"),
        (41880.0, "29 days later"),
    ],
)
def test_a_delay_is_in_minutes_from_a_hundred_on_in_hours_and_from_two_days_on_in_days(late: float, words: str) -> None:
    assert minutes_late(late) == words


@pytest.mark.parametrize(("share", "words"), [(0.876, "88 %"), (0.0, "0 %"), (1.0, "100 %"), (None, "–")])
def test_a_share_of_nothing_is_no_zero(share: float | None, words: str) -> None:
    assert percent(share) == words
