"""Lengths of time as people read them."""

from __future__ import annotations

import pytest

from routine.core.when.format import countdown

TIMES = [(0, "0:00"), (0.2, "0:01"), (59.1, "1:00"), (462, "7:42"), (3723, "1:02:03"), (-5, "0:00")]


@pytest.mark.parametrize(("seconds", "shown"), TIMES)
def test_a_countdown_ends_at_zero_and_not_before(seconds: float, shown: str) -> None:
    """What is left of a second counts as one."""
    assert countdown(seconds) == shown
