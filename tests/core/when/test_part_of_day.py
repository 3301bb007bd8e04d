"""The parts of the day by name: from when until when each lasts."""

from __future__ import annotations

from datetime import datetime, timedelta

from routine.core.when.part_of_day import WINDOWS
from tests.rows import each


@each(
    ("name", "first", "end"),
    [
        ("morning", "04:00", "12:00"),
        ("afternoon", "12:00", "18:00"),
        ("evening", "17:00", "00:00"),
        ("night", "20:00", "04:00"),
        ("daytime", "06:00", "21:00"),
    ],
)
def test_a_part_of_the_day_begins_and_ends_on_the_minute(name: str, first: str, end: str) -> None:
    def holds(time: str, before: int = 0) -> bool:
        return WINDOWS[name].covers(datetime.fromisoformat(f"2026-11-23 {time}") - timedelta(minutes=before))

    assert (holds(first, 1), holds(first), holds(end, 1), holds(end)) == (False, True, True, False)
