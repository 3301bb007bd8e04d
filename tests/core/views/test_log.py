"""The rows of the log: of which days."""

from __future__ import annotations

from routine.core.requests.commands import Done
from routine.core.requests.queries import LogQuery
from tests.builders import World, a_preset


def test_since_a_day_there_is_nothing_of_the_days_before() -> None:
    """And all of that day, from its beginning on."""
    world = World(a_preset())
    for day in (23, 24, 25):
        world.to(f"2026-11-{day} 08:00")
        world.ask(Done(("spf",)))
    assert [one["nominal"] for one in world.ask(LogQuery("2026-11-24"))["entries"]] == [
        "2026-11-24T08:00",
        "2026-11-25T08:00",
    ]
