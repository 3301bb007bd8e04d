"""Lengths of time as people type them."""

from __future__ import annotations

import pytest

from routine.core.errors import UsageError
from routine.core.when.parse_relative import parse_length


@pytest.mark.parametrize(
    ("text", "minutes"), [("20m", 20), ("an hour", 60), ("half an hour", 30), ("1 hour and 10 minutes", 70)]
)
def test_a_length_is_read_as_it_is_said(text: str, minutes: int) -> None:
    assert parse_length(text).seconds == minutes * 60


def test_less_than_no_time_is_said_to_be_that() -> None:
    with pytest.raises(UsageError, match="“-5m” is less than zero"):
        parse_length("-5m")
