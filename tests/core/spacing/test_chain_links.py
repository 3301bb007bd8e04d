"""A chain whose links find room or not: it goes on from each, and counts only those that come."""

from __future__ import annotations

from routine.core.schedule.types import AfterDone, Schedule
from tests.builders import lasting
from tests.core.spacing.household import a_world, active, mask, planned


def test_a_link_without_room_is_not_one_of_so_many_and_the_next_follows_from_it() -> None:
    """Five evenings in all; on the Friday among them there is a mask."""
    world = a_world(mask(move=""), active(schedule=Schedule(AfterDone(lasting("1 day"), 21 * 60, count=5))))
    rows = planned(world, "serum")
    assert [(row["nominal"][8:10], row["status"]) for row in rows] == [
        *((day, "planned") for day in ("23", "24", "25", "26")),
        ("27", "excused"),
        ("28", "planned"),
    ]
    assert rows[3]["why"] == "1 day after the time before, if you do that one on time"
    assert rows[5]["why"] == "1 day after the time that has no free time"
