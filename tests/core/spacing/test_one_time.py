"""What stands against one time: when it comes due, when it is moved by hand, before a session."""

from __future__ import annotations

import pytest

from routine.core.config.spacing_rules import AroundVisit, SpacingRules
from routine.core.errors import UsageError
from routine.core.preset.model import Remind, Safety, Step
from routine.core.requests.commands import Done, SessionStart, Snooze, VisitAct
from routine.core.schedule.types import Weekdays
from tests.builders import a_preset, a_schedule, lasting, weekly
from tests.core.spacing.household import MON, WED, a_peel, a_world, active, mask, without_room


def test_a_time_without_room_is_excused_when_it_comes_and_logged() -> None:
    world = without_room()
    world.to("2026-11-27 21:05")
    assert world.answers["serum@2026-11-27T21:00"] == "excused"


def test_what_only_waits_for_a_visit_is_not_counted_when_it_comes() -> None:
    """Nothing was planned of it: a serum that may not move, a week before a peel."""
    world = a_world(active(), a_peel())
    world.ask(VisitAct("book", "peel", when="2026-12-01 10:00"))
    world.to("2026-11-27 21:01")
    assert world.raised == []
    assert world.answers["serum@2026-11-27T21:00"] == "excused"


def test_a_snooze_to_an_unlawful_time_is_refused() -> None:
    world = a_world(mask(), active())
    with pytest.raises(UsageError):
        world.ask(Snooze("mask", until="fri 20:30"))
    assert world.next("mask") == "2026-11-28 20:30"


def test_a_session_out_of_turn_asks_first() -> None:
    lying = Step(id="lie", say="Lie flat.", posture="lie-flat", timer=lasting("8m"))
    flat = a_preset(
        "mask", weekly(WED, "20:30"), kind="mask", steps=(lying,), safety=Safety(may_move=lasting("3 days"))
    )
    world = a_world(flat, active())
    world.to("2026-11-27 19:00")
    world.ask(SessionStart("mask"))
    session = world.state.session
    assert session is not None
    assert [question.id for question in session.questions] == ["spacing"]


def test_found_late_a_time_that_waited_for_a_visit_is_not_counted_after_the_wait_either() -> None:
    """Twelve hours from the visit at ten; the machine was off until they were over."""
    rule = AroundVisit(name="hours", off=("retinoid",), after=lasting("12h"), why="Not yet.", source="a test")
    serum = active(schedule=a_schedule("21:00"), remind=Remind(late=lasting("4h")))
    world = a_world(serum, a_peel(), spacing=SpacingRules(visits=(rule,)))
    world.ask(VisitAct("book", "peel", when="2026-12-01 10:00"))
    world.to("2026-12-01 20:00")
    world.off_until("2026-12-01 22:30")
    assert "serum@2026-12-01T21:00" not in world.raised
    assert world.answers["serum@2026-12-01T21:00"] == "excused"


def test_its_own_gap_alone_leaves_a_time_out() -> None:
    """Nothing else is in the household that could stand against it."""
    twice = mask(schedule=a_schedule("20:30", days=Weekdays((MON, WED))), move="", min_gap=lasting("3 days"))
    world = a_world(twice, spacing=SpacingRules())
    world.to("20:31")
    world.ask(Done(("mask",)))
    world.to("2026-11-25 20:31")
    assert (world.raised, world.answers["mask@2026-11-25T20:30"]) == ([], "excused")
