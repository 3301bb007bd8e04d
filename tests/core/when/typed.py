"""Times as they are typed on Monday 23 November 2026, 18:40, unless a test says otherwise."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from routine.core.errors import UsageError
from routine.core.when.moment import Now
from routine.core.when.parse_relative import Direction
from routine.core.when.parse_time import parse_time
from tests.core.schedule.schedule_reading import utc

FOUR = time(4)
MONDAY = "2026-11-23T18:40"
NIGHT = "2026-11-24T00:30"


def now(instant: str = MONDAY, zone: str = "UTC") -> Now:
    return Now(utc(instant), 0.0, "boot", zone)


def read(text: str, direction: Direction, instant: str = MONDAY) -> datetime:
    return parse_time(text, now(instant), day_ends=FOUR, direction=direction)


def refusal(text: str, direction: Direction = "any", instant: str = MONDAY) -> UsageError:
    with pytest.raises(UsageError) as refused:
        read(text, direction, instant)
    assert refused.value.status == 2
    return refused.value
