"""Clock times as people type them."""

from __future__ import annotations

import pytest

from routine.core.when.parse_clock import parse_clock


@pytest.mark.parametrize(
    ("text", "minute"),
    [("00:00", 0), ("7:05", 425), ("21.40", 1300), ("9pm", 1260), ("12am", 0), ("12:15 pm", 735), ("noon", 720)],
)
def test_a_clock_time_is_read_as_minutes_after_midnight(text: str, minute: int) -> None:
    assert parse_clock(text) == minute
