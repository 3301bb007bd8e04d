"""What would follow, if each time is done when it comes: as often as the chain still goes on."""

from __future__ import annotations

from datetime import date

from routine.core.requests.commands import Done, PauseCommand
from routine.core.requests.queries import PlanQuery
from routine.core.schedule.types import AfterDone, AfterRoutine, Schedule
from tests.builders import World, a_preset, a_schedule, lasting
from tests.rows import each

DAY = lasting("1 day")


@each(
    ("base", "days"),
    [
        (AfterDone(DAY, 480), (23, 24, 25, 26, 27)),
        (AfterDone(DAY, 480, count=3), (23, 24, 25)),
        (AfterDone(DAY, 480, until=date(2026, 11, 26)), (23, 24, 25, 26)),
    ],
    ids=["for good", "three times", "until a day"],
)
def test_each_time_after_the_one_before_is_planned_to_the_last(base: AfterDone, days: tuple[int, ...]) -> None:
    """The first is there; all others hang on it."""
    world = World(a_preset("nails", Schedule(base)))
    assert [one["nominal"] for one in world.ask(PlanQuery(5))["occurrences"]] == [f"2026-11-{n}T08:00" for n in days]
    world.to("08:00")
    world.ask(Done(("nails",)))
    ahead = [one["nominal"] for one in world.ask(PlanQuery(5))["occurrences"]]
    assert ahead == [f"2026-11-{n}T08:00" for n in days[1:]]


def test_what_comes_after_another_routine_follows_the_times_of_that_one_alone() -> None:
    after = a_preset("cream", Schedule(AfterRoutine("nails", lasting("1h"))))
    world = World(a_preset("nails", a_schedule("20:00")), a_preset("spf"), after)
    assert [one["nominal"] for one in world.ask(PlanQuery(1, "cream"))["occurrences"]] == ["2026-11-23T21:00"]
    every = [one["nominal"] for one in world.ask(PlanQuery(1))["occurrences"] if one["routine"] == "cream"]
    assert every == ["2026-11-23T21:00"]


def test_what_comes_after_a_time_that_is_paused_is_not_planned() -> None:
    after = a_preset("cream", Schedule(AfterRoutine("nails", lasting("1h"))))
    world = World(a_preset("nails", a_schedule("20:00")), after)
    world.ask(PauseCommand("nails", length="1 day"))
    found = world.ask(PlanQuery(2, "cream"))["occurrences"]
    assert [one["nominal"] for one in found] == ["2026-11-24T21:00"]
