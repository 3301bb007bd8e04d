"""Visits in the plan and in the day's list: the visit itself, and what each reminder is about."""

from __future__ import annotations

from routine.core.requests.queries import PlanQuery, Today
from routine.core.schedule.visit_series import After
from tests.builders import World, a_preset, a_series, lasting
from tests.core.visits.series import MASSAGE, book, on_the_evening, went


def says(world: World, days: int) -> dict[str, tuple[str, ...]]:
    """What is due at each time of the plan, by its wall clock."""
    found = world.ask(PlanQuery(days, "sculptra"))["occurrences"]
    return {one["nominal"]: tuple(one["says"]) for one in found}


def test_the_visit_itself_is_in_the_plan() -> None:
    world = World(a_series(), a_preset())
    book(world)
    [visit] = world.ask(PlanQuery(30))["visits"]
    assert (visit["routine"], visit["nominal"], visit["status"]) == ("sculptra", "2026-12-10T10:00", "booked")
    assert world.ask(PlanQuery(7))["visits"] == []
    assert world.ask(PlanQuery(30, "spf"))["visits"] == []


def test_each_reminder_says_what_is_due() -> None:
    world = World(a_series())
    book(world)
    found = says(world, 30)
    assert found["2026-12-03T09:00"] == ("No peels from now on.",)
    assert found["2026-12-10T07:00"] == ("Your visit is today.",)
    assert found["2026-12-11T09:00"] == ("Keep out of the sun.",)


def test_of_what_comes_several_times_a_day_it_says_which() -> None:
    world = World(a_series(after=(MASSAGE,)))
    on_the_evening(world)
    went(world, asked=("massage",))
    found = says(world, 30)
    lines = [found[key][0] for key in sorted(found) if "Massage," in " ".join(found[key])]
    assert lines[:5] == [f"Massage, {n} of 5: Massage 5 minutes." for n in range(1, 6)]


def test_of_two_visits_each_counts_the_times_of_its_own_care() -> None:
    world = World(a_series(after=(MASSAGE,)))
    for when in ("2026-12-10 10:00", "2027-01-14 10:00"):
        on_the_evening(world, when)
        went(world, asked=("massage",))
    found = says(world, 30)
    lines = [found[key][0] for key in sorted(found) if key.startswith("2027-01-15") and found[key]]
    assert lines == [f"Massage, {n} of 5: Massage 5 minutes." for n in range(1, 6)]


def test_what_comes_several_times_is_counted_among_its_own_times() -> None:
    """Once a day for three days, beside sunscreen at noon."""
    peel = After(id="peel-off", say="Do not pick.", span=lasting("3 days"))
    sun = After(id="sun", say="Sunscreen.", span=lasting("3 days"), at=(12 * 60,))
    world = World(a_series(after=(peel, sun)))
    on_the_evening(world)
    went(world)
    found = says(world, 30)
    lines = [found[key][0] for key in sorted(found) if "pick" in " ".join(found[key])]
    assert lines == [f"Peel off, {n} of {len(lines)}: Do not pick." for n in range(1, len(lines) + 1)]


def test_what_a_visit_that_was_gone_to_leads_to_is_said_once() -> None:
    world = World(a_series())
    on_the_evening(world)
    went(world)
    assert says(world, 30)["2026-12-11T09:00"] == ("Keep out of the sun.",)


def test_today_shows_the_visit_of_the_day() -> None:
    world = World(a_series())
    book(world)
    world.to("2026-12-10 08:00")
    assert [one["nominal"] for one in world.ask(Today())["visits"]] == ["2026-12-10T10:00"]


def test_what_belongs_to_no_visit_says_nothing_more() -> None:
    world = World(a_preset())
    assert all(one["says"] == [] for one in world.ask(PlanQuery(3))["occurrences"])
