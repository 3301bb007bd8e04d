"""At 01:29 it is still Monday evening for people: every command that says “today” or “tomorrow” means the same day."""

from __future__ import annotations

from datetime import datetime

import pytest

from routine.core.requests.commands import Command, Done, PauseCommand, Skip, Snooze, VisitAct
from routine.core.requests.queries import PlanQuery, Today, Why
from routine.core.when.moment import wall
from tests.builders import BERLIN, World, a_preset, a_schedule, a_series

MONDAY, TUESDAY = "2026-11-30", "2026-12-01"


def at_night() -> World:
    """Tuesday, 01:29: nobody answered on Monday, and Tuesday is to come."""
    world = World(a_preset("spf", a_schedule("08:00", "20:00")), a_series("peel"), now=f"{MONDAY} 07:00")
    world.to(f"{TUESDAY} 01:29")
    return world


def days(world: World, id: str) -> set[str]:
    """The days of a routine's answers."""
    return {entry.key[:10] for entry in world.log if entry.routine == id and entry.by == "person"}


def test_today_and_the_plan_begin_with_mondays_evening_and_tuesday_is_tomorrow() -> None:
    world = at_night()
    assert {row["nominal"][:10] for row in world.ask(Today())["occurrences"]} == {MONDAY}
    first = world.ask(PlanQuery(2, "spf"))["occurrences"][0]
    assert (first["nominal"], first["when"]) == (f"{TUESDAY}T08:00", "tomorrow 08:00")


@pytest.mark.parametrize(("said", "day"), [("today", MONDAY), ("tomorrow", TUESDAY), (TUESDAY, TUESDAY)])
def test_why_speaks_of_that_day(said: str, day: str) -> None:
    lines = " ".join(at_night().ask(Why("spf", said))["lines"])
    assert ("tomorrow 08:00" in lines) is (day == TUESDAY)


@pytest.mark.parametrize(
    ("command", "day"),
    [
        (Done(("spf",), at="20:10"), MONDAY),
        (Done(("spf",), at="today 20:10"), MONDAY),
        (Skip(("spf",), at="today 20:00"), MONDAY),
    ],
)
def test_an_answer_of_today_is_mondays(command: Command, day: str) -> None:
    world = at_night()
    world.ask(command)
    found = {wall(entry.at, BERLIN).date().isoformat() for entry in world.log if entry.by == "person"}
    assert found | {entry.nominal.date().isoformat() for entry in world.log if entry.by == "person"} >= {day}


def test_a_pause_from_tomorrow_begins_on_tuesday() -> None:
    world = at_night()
    world.ask(PauseCommand("spf", "tomorrow", "wed"))
    [pause] = world.state.pauses
    assert wall(pause.start, BERLIN) == datetime.fromisoformat(f"{TUESDAY}T04:00")


def test_a_visit_and_a_later_of_tomorrow_are_tuesdays() -> None:
    world = at_night()
    world.ask(VisitAct("book", "peel", "tomorrow 10:00"))
    assert world.routine("peel").visits[0].at == datetime.fromisoformat(f"{TUESDAY}T10:00")
    world.ask(Snooze("spf", until="tomorrow 10:00"))
    instants = [a.instant for a in world.routine("spf").armed] + [
        r.snoozed_until for r in [world.routine("spf").raised] if r and r.snoozed_until
    ]
    assert datetime.fromisoformat(f"{TUESDAY}T10:00") in [wall(one, BERLIN) for one in instants]
