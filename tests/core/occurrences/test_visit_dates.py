"""When the next visit of a series is due, and when the effect of the last one ends."""

from __future__ import annotations

from routine.core.requests.commands import VisitAct
from tests.builders import World, a_series, lasting
from tests.core.visits.series import attended, book, done_at, effect_ends, next_due, on_the_evening, planned, waiting


def test_the_window_opens_with_a_reminder_unless_the_next_visit_is_booked() -> None:
    """Four weeks after the one attended."""
    world = World(a_series())
    attended(world)
    done_at(world, "2026-12-11 09:00")
    world.to("2027-01-07 10:00")
    assert world.raised == ["sculptra@visit:1:next:2027-01-07T10:00"]
    assert next_due(world) == ["2027-01-07", "2027-01-21"]
    booked = World(a_series())
    attended(booked)
    book(booked, "2027-01-14 10:00")
    assert not any("next" in line for line in planned(booked))


def test_the_last_visit_of_a_series_opens_no_window() -> None:
    """Three of three."""
    world = World(a_series(sessions=(1, 1)))
    attended(world)
    assert not any("next" in line for line in planned(world))
    assert next_due(world) is None


def test_the_effect_ends_with_a_reminder() -> None:
    """24 months after the last visit; whether to go again is decided elsewhere."""
    world = World(a_series(sessions=(1, 1), effect=(lasting("2 months"), lasting("3 months"))))
    attended(world)
    assert planned(world, 90)[-1] == "02-10 10:00 effect"
    done_at(world, "2026-12-11 09:00")
    world.to("2027-02-10 10:00")
    assert effect_ends(world) == ["2027-02-10", "2027-03-10"]
    assert world.raised == ["sculptra@visit:1:effect:2027-02-10T10:00"]


def test_where_only_the_clinic_knows_no_window_and_no_effect_are_invented() -> None:
    """No source gives an interval."""
    world = World(a_series(sessions=None, apart=None, effect=None))
    attended(world)
    assert (next_due(world), effect_ends(world)) == (None, None)
    assert planned(world) == ["12-11 09:00 sun"]


def test_only_visits_that_were_gone_to_count_among_those_of_a_series() -> None:
    """One was cancelled, one was missed: of three, two are still to come."""
    world = World(a_series())
    book(world)
    world.ask(VisitAct("cancel", "sculptra"))
    on_the_evening(world, "2026-12-15 10:00").pressed("did-not-go", "sculptra")
    attended(world, "2026-12-17 10:00")
    assert next_due(world) == ["2027-01-14", "2027-01-28"]


def test_after_two_visits_the_next_is_said_to_be_due_once() -> None:
    """Counted from the last of them."""
    world = World(a_series(after=()))
    attended(world)
    attended(world, "2027-01-14 10:00")
    assert [line for line in planned(world) if "next" in line] == ["02-11 10:00 next"]
    world.to("2027-02-11 10:00")
    assert world.raised == ["sculptra@visit:2:next:2027-02-11T10:00"]
    assert len(waiting(world).says) == 1


def test_while_a_visit_waits_for_its_new_date_none_is_said_to_be_due() -> None:
    world = World(a_series(after=()))
    attended(world)
    on_the_evening(world, "2026-12-20 10:00").pressed("moved", "sculptra")
    assert not any("next" in line for line in planned(world))
