"""Visits in full: a visit's preparation and after-care as a line in time, and what waits for it at home."""

from __future__ import annotations

from typing import Any

from routine.core.requests.commands import Done, Skip, VisitAct
from routine.core.requests.queries import VisitList
from routine.core.schedule.types import Schedule
from routine.core.schedule.visit_series import After, Before, Visits
from tests.builders import World, a_preset, lasting, weekly
from tests.core.spacing.household import FRI, a_peel, a_world, active

SERIES = Visits(
    sessions=(3, 3),
    apart=(lasting("4 weeks"), lasting("6 weeks")),
    before=(
        Before(id="peels", say="No peel from now on.", ahead=lasting("7 days")),
        Before(id="ask", say="Tell the doctor what changed.", ahead=lasting("2h")),
    ),
    after=(
        After(id="ice", say="Wrapped ice.", wait=lasting("2h")),
        After(id="sun", say="No strong sun.", wait=lasting("1 day"), span=lasting("3 days")),
        After(id="massage", say="Massage.", wait=lasting("1 day"), if_asked=True),
    ),
)


def booked() -> World:
    """A visit on 8 December at 10:00."""
    world = World(a_preset("sculptra", Schedule(SERIES), kind="visit"))
    world.ask(VisitAct("book", "sculptra", when="2026-12-08 10:00"))
    return world


def seen(world: World, routine: str = "sculptra") -> dict[str, Any]:
    """The first visit of a series."""
    (series,) = (one for one in world.ask(VisitList(full=True))["series"] if one["routine"] == routine)
    return dict(series["visits"][0])


def test_the_lines_before_and_after_are_dated_and_in_order() -> None:
    """After-care is known before they go, what the doctor may ask for marked as that."""
    visit = seen(booked())
    assert [(one["step"], one["nominal"], one["status"]) for one in visit["prepare"]] == [
        ("peels", "2026-12-01T09:00", "ahead"), ("ask", "2026-12-08T08:00", "ahead"),
    ]  # fmt: skip
    assert [(one["step"], one["nominal"], one["if_asked"]) for one in visit["care"]] == [
        ("ice", "2026-12-08T12:00", False),
        ("sun", "2026-12-09T09:00", False),
        ("sun", "2026-12-10T09:00", False),
        ("sun", "2026-12-11T09:00", False),
        ("massage", "2026-12-09T09:00", True),
    ]
    assert (visit["can"], visit["asks"]) == (["move", "cancel"], False)
    assert booked().ask(VisitList(full=True))["today"] == "2026-11-23"


def test_what_is_asked_until_a_yes_stands_among_the_after_care() -> None:
    """First on the evening on which it begins, then on the next one, until it was answered."""
    closed = After(id="closed", say="Has it closed?", wait=lasting("5 days"), at=(19 * 60,), until_yes=True)
    world = World(a_preset("laser", Schedule(Visits(after=(closed,))), kind="visit"))
    world.ask(VisitAct("book", "laser", when="2026-12-08 10:00"))

    def ahead() -> list[tuple[str, str, str]]:
        return [(one["step"], one["nominal"], one["status"]) for one in seen(world, "laser")["care"]]

    assert ahead() == [("closed", "2026-12-13T19:00", "ahead")]
    world.to("2026-12-08 19:30")
    world.ask(VisitAct("attended", "laser"))
    world.to("2026-12-13 19:30")
    world.ask(Skip(("laser",)))
    assert ahead() == [("closed", "2026-12-14T19:00", "ahead")]
    world.to("2026-12-14 19:30")
    world.ask(Done(("laser",)))
    assert ahead() == []


def test_a_line_says_what_became_of_it() -> None:
    """It waits, it was done, it is past."""
    world = booked()
    world.to("2026-12-01 09:00")
    assert seen(world)["prepare"][0]["status"] == "waits"
    world.ask(Done(("sculptra",)))
    assert [one["status"] for one in seen(world)["prepare"]] == ["done", "ahead"]


def test_once_it_is_over_it_asks_whether_they_went_and_then_the_care_is_theirs() -> None:
    """With the massage, as the doctor asked for it."""
    world = booked()
    world.to("2026-12-08 19:00")
    visit = seen(world)
    assert (visit["asks"], visit["can"]) == (True, ["attended", "missed", "move"])
    world.ask(VisitAct("attended", "sculptra", asked=("massage",)))
    visit = seen(world)
    assert (visit["status"], visit["asks"], visit["can"]) == ("attended", False, ["missed"])
    assert not any(one["if_asked"] for one in visit["care"])
    assert {one["step"] for one in visit["care"]} == {"ice", "sun", "massage"}


def test_a_visit_that_was_moved_or_cancelled_has_no_lines() -> None:
    """Nothing hangs on it any more."""
    world = booked()
    world.ask(VisitAct("cancel", "sculptra"))
    visit = seen(world)
    assert (visit["prepare"], visit["care"], visit["waits"], visit["can"]) == ([], [], [], [])


def test_what_waits_at_home_says_from_when_until_when_and_why() -> None:
    """The retinoid around a peel."""
    world = a_world(active(schedule=weekly(FRI, "21:00")), a_peel())
    world.ask(VisitAct("book", "peel", when="2026-12-08 10:00"))
    (wait,) = seen(world, "peel")["waits"]
    assert (wait["routine"], wait["prescribed"]) == ("serum", False)
    assert wait["first_day"] <= "2026-12-08" <= wait["last_day"]
    assert wait["why"]


def test_a_series_without_visits_says_what_it_may_be_asked_for() -> None:
    """Before anything is booked."""
    world = World(a_preset("sculptra", Schedule(SERIES), kind="visit"))
    (series,) = world.ask(VisitList(full=True))["series"]
    assert (series["visits"], [one["step"] for one in series["if_asked"]]) == ([], ["massage"])
