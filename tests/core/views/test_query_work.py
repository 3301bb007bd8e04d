"""How much work a query is, in times and entries to go through."""

from __future__ import annotations

from routine.core.requests.commands import Done
from routine.core.requests.queries import LogQuery, PlanQuery, Query, ReviewQuery, Stats, StatusQuery, Today, Why
from routine.core.views.query_work import size
from tests.builders import World, a_preset, a_schedule
from tests.rows import each

TWICE, ONCE = a_preset("collagen", a_schedule("08:00", "20:00")), a_preset("spf", a_schedule("09:00"))


@each(
    "query, times",
    [
        (PlanQuery(10), 30),
        (PlanQuery(0), 3),
        (Today(), 6),
        (ReviewQuery(("spf",), days=5), 15),
        (Why("spf", "2026-11-26"), 3 * 4),
        (Why("spf", "2026-10-01"), 0),
        (Why("spf"), 0),
        (StatusQuery(), 0),
    ],
)
def test_what_is_drawn_from_a_schedule_grows_with_its_days_and_times(query: Query, times: int) -> None:
    assert size(World(TWICE, ONCE).draft, query) == times


@each("query", [LogQuery(), Stats()])
def test_what_is_read_from_the_log_grows_with_its_entries(query: Query) -> None:
    world = World(ONCE)
    world.to("2026-11-23 09:00")
    world.ask(Done(("spf",)))
    assert size(world.draft, query) == world.state.seq > 0
