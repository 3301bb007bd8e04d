"""Which visit a person means: by its number, by its day, or the only one; one that nobody had booked is entered."""

from __future__ import annotations

import pytest

from routine.core.errors import AmbiguousError, UsageError
from routine.core.requests.commands import VisitAct
from routine.core.visits.outcomes import Attended
from tests.builders import World, a_series
from tests.core.visits.series import book, next_due, planned, status, went


def visit_at(world: World) -> str:
    """When the first visit is, by the clinic's clock."""
    return f"{world.routine('sculptra').visits[0].at:%Y-%m-%d %H:%M}"


def test_of_several_booked_visits_one_has_to_be_named() -> None:
    """Exit 2, listing them."""
    world = World(a_series())
    book(world)
    book(world, "2027-01-14 10:00")
    with pytest.raises(AmbiguousError, match="--visit 2   Thu 14 Jan 2027 10:00"):
        world.ask(VisitAct("cancel", "sculptra"))
    world.ask(VisitAct("cancel", "sculptra", visit=2))
    assert status(world) == ["booked", "cancelled"]


def test_a_visit_of_the_past_is_entered_as_attended() -> None:
    """And the window runs from it."""
    world = World(a_series())
    assert went(world, "2026-11-02") == Attended("sculptra", 1)
    assert status(world) == ["attended"]
    assert next_due(world) == ["2026-11-30", "2026-12-14"]


def test_a_visit_that_lies_ahead_was_not_attended() -> None:
    """It says so, and what to do if it was earlier."""
    world = World(a_series())
    book(world)
    with pytest.raises(UsageError, match="Visit 1 is still to come"):
        went(world)


@pytest.mark.parametrize(
    ("when", "began"), [("2026-12-09 16:00", "2026-12-09 16:00"), ("2026-12-09", "2026-12-09 10:00")]
)
def test_a_visit_that_took_place_earlier_than_booked_begins_its_after_care_from_there(when: str, began: str) -> None:
    world = World(a_series())
    book(world)
    world.to("2026-12-09 18:00")
    assert went(world, when, 1) == Attended("sculptra", 1)
    assert visit_at(world) == began
    assert planned(world)[0] == "12-10 09:00 sun"
    assert status(world) == ["attended"]


def test_a_correction_of_when_a_visit_was_moves_its_after_care() -> None:
    world = World(a_series())
    book(world)
    world.to("2026-12-10 20:00")
    went(world)
    assert planned(world)[0] == "12-11 09:00 sun"
    world.to("2026-12-11 08:00")
    went(world, "today 07:30", 1)
    assert planned(world)[0] == "12-12 09:00 sun"


@pytest.mark.parametrize("when", [None, "today", "2026-12-10"])
def test_nobody_attended_a_visit_that_is_still_to_come_today(when: str | None) -> None:
    """However the day is named."""
    world = World(a_series(before=()), now="2026-12-10 08:00")
    book(world)
    with pytest.raises(UsageError, match="Visit 1 is still to come"):
        went(world, when)
    assert status(world) == ["booked"]


def test_a_visit_of_this_morning_is_never_entered_ahead_of_now() -> None:
    """A day without a clock time means noon, or now, if that is earlier."""
    world = World(a_series(before=()), now="2026-12-10 08:00")
    went(world, "today")
    assert visit_at(world) == "2026-12-10 08:00"


def two_on_one_day() -> World:
    """Visits at ten and at four of one day, whose evening has come."""
    world = World(a_series(before=()))
    book(world, "2026-12-10 10:00")
    book(world, "2026-12-10 16:00")
    world.to("2026-12-10 20:00")
    return world


def test_of_two_visits_on_one_day_the_clock_time_says_which() -> None:
    """None is entered beside them."""
    world = two_on_one_day()
    assert went(world, "2026-12-10 16:00") == Attended("sculptra", 2)
    assert status(world) == ["booked", "attended"]
    world = two_on_one_day()
    world.ask(VisitAct("missed", "sculptra", "2026-12-10 16:00"))
    assert status(world) == ["booked", "missed"]


def test_of_two_visits_on_one_day_that_alone_is_named_the_first_was_missed() -> None:
    world = two_on_one_day()
    world.ask(VisitAct("missed", "sculptra", "2026-12-10"))
    assert status(world) == ["missed", "booked"]


def test_another_clock_time_on_the_day_of_the_only_visit_means_that_visit() -> None:
    world = World(a_series(before=()))
    book(world)
    world.to("2026-12-10 20:00")
    assert went(world, "2026-12-10 11:00") == Attended("sculptra", 1)
    assert status(world) == ["attended"]


def test_each_visit_has_a_number_of_its_own_whatever_became_of_the_others() -> None:
    world = World(a_series())
    for when in ("2026-12-10 10:00", "2027-01-14 10:00", "2027-02-18 10:00"):
        book(world, when)
    world.ask(VisitAct("cancel", "sculptra", visit=2))
    book(world, "2027-03-18 10:00")
    assert [visit.n for visit in world.routine("sculptra").visits] == [1, 2, 3, 4]
    world.ask(VisitAct("move", "sculptra", "2027-03-20 10:00", visit=4))
    assert [
        f"{visit.n} {visit.at:%m-%d}" for visit in world.routine("sculptra").visits if visit.status == "booked"
    ] == [
        "1 12-10",
        "3 02-18",
        "4 03-20",
    ]


def test_of_several_that_are_over_the_last_is_meant() -> None:
    world = World(a_series())
    for when in ("2026-12-10 10:00", "2026-12-12 10:00", "2026-12-20 10:00"):
        book(world, when)
    world.to("2026-12-13 08:00")
    went(world)
    assert status(world) == ["booked", "attended", "booked"]


@pytest.mark.parametrize(("now", "over"), [("2026-12-10 09:59:59", False), ("2026-12-10 10:00", True)])
def test_a_visit_can_have_been_gone_to_from_its_beginning_on(now: str, over: bool) -> None:
    world = World(a_series())
    book(world)
    book(world, "2027-01-14 10:00")
    world.to(now)
    if over:
        went(world)
        assert status(world) == ["attended", "booked"]
    else:
        with pytest.raises(UsageError, match="Visit 1 is still to come"):
            went(world)


def test_a_visit_that_was_cancelled_is_not_meant_by_its_day() -> None:
    world = World(a_series())
    book(world)
    world.ask(VisitAct("cancel", "sculptra"))
    book(world, "2026-12-10 15:00")
    world.to("2026-12-10 20:00")
    assert went(world, "today") == Attended("sculptra", 2)
    assert status(world) == ["cancelled", "attended"]
