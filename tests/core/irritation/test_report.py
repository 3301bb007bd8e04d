"""Irritated skin: what waits and is not counted, what goes on, and how it ends."""

from __future__ import annotations

import pytest

from routine.core.config.spacing_rules import SpacingRules
from routine.core.errors import NothingToDoError, RefusedError, UsageError
from routine.core.irritation.outcomes import Over, Reported
from routine.core.requests.commands import Irritated, SessionAct, SessionStart
from routine.core.requests.queries import PlanQuery, Today
from routine.core.state.irritation import Level
from tests.builders import World, a_preset, a_schedule
from tests.core.irritation.treatments import APART, a_mask, an_acid
from tests.core.occurrences.evenings import a_ramp


def test_irritation_excuses_what_waits_and_what_comes_and_leaves_the_rest() -> None:
    world = World(an_acid(), a_mask(), a_ramp(), a_preset("spf", a_schedule("20:00")))
    world.to("20:01")
    reported = world.did(Irritated())
    assert reported == Reported("mild", (world.log[0],))
    assert world.answers == {"acid@2026-11-23T20:00": "excused"}
    world.to("23:00")
    assert {id.split("@")[0]: answer for id, answer in world.answers.items()} == {
        "acid": "excused",
        "mask": "excused",
        "ramp": "excused",
    }
    assert world.raised == ["spf@2026-11-23T20:00"]


@pytest.mark.parametrize("what", ["retinoid", "aha", "bha", "acid", "exfoliant", "peel"])
def test_whatever_irritates_waits_by_what_is_in_it(what: str) -> None:
    """Also of one's own; a scrub counts with acids."""
    world = World(a_preset("own", a_schedule("20:00"), contains=(what,)))
    world.ask(Irritated())
    assert [one["status"] for one in world.ask(Today())["occurrences"]] == ["excused"]


def test_today_and_the_plan_do_not_count_what_waits() -> None:
    world = World(an_acid())
    world.ask(Irritated())
    assert [one["status"] for one in world.ask(Today())["occurrences"]] == ["excused"]
    assert {one["status"] for one in world.ask(PlanQuery(40, "acid"))["occurrences"]} == {"excused"}


def test_over_lets_everything_go_on() -> None:
    world = World(an_acid())
    world.ask(Irritated())
    world.to("2026-11-25 12:00")
    assert world.did(Irritated(over=True)) == Over()
    assert [one.over for one in world.state.irritations] == [world.now.instant]
    world.to("20:01")
    assert list(world.answers.values()) == ["excused", "excused"]
    assert world.raised == ["acid@2026-11-25T20:00"]


def test_over_without_irritation_finds_nothing_to_end() -> None:
    world = World(an_acid())
    with pytest.raises(NothingToDoError):
        world.ask(Irritated(over=True))


@pytest.mark.parametrize("level", ["mild", "strong"])
def test_only_strong_irritation_is_urgent(level: Level) -> None:
    world = World(an_acid())
    assert world.did(Irritated(level)) == Reported(level)
    assert world.showing == ["irritation"]
    assert world.card("irritation").critical == (level == "strong")


def test_mild_irritation_can_become_strong() -> None:
    world = World(an_acid())
    world.ask(Irritated())
    assert world.pressed("strong", "irritation") == Reported("strong")
    assert world.card("irritation").critical
    assert [one.level for one in world.state.irritations] == ["strong"]


def test_irritation_that_is_over_stays_as_mild_as_it_was() -> None:
    """When a later one becomes strong."""
    world = World(an_acid())
    world.ask(Irritated())
    world.to("2026-11-24 12:00")
    world.ask(Irritated(over=True))
    world.to("2026-11-25 12:00")
    world.ask(Irritated())
    world.press("strong", "irritation")
    assert [one.level for one in world.state.irritations] == ["mild", "strong"]
    first, _ = world.state.irritations
    world.press("over", "irritation")
    assert [one.over for one in world.state.irritations] == [first.over, world.now.instant]


def test_a_level_and_over_do_not_go_together() -> None:
    world = World(an_acid())
    world.ask(Irritated())
    with pytest.raises(UsageError):
        world.ask(Irritated("strong", over=True))
    assert [(one.level, one.over) for one in world.state.irritations] == [("mild", None)]


def test_the_button_reports_it_and_its_notice_ends_it() -> None:
    world = World(an_acid())
    world.to("20:01")
    world.press("irritated", "acid")
    assert world.answers == {"acid@2026-11-23T20:00": "excused"}
    assert [one.routine for one in world.state.irritations] == ["acid"]
    world.press("over", "irritation")
    assert world.showing == []
    world.to("2026-11-24 20:01")
    assert world.raised == ["acid@2026-11-24T20:00"]


def test_no_session_of_a_mask_begins_while_it_lasts() -> None:
    world = World(a_mask())
    world.ask(Irritated())
    with pytest.raises(RefusedError):
        world.ask(SessionStart("mask"))
    assert world.state.session is None


def test_reported_twice_it_is_one_irritation() -> None:
    world = World(an_acid())
    world.ask(Irritated())
    world.to("12:00")
    world.ask(Irritated())
    assert len(world.state.irritations) == 1


def test_stinging_in_a_session_is_irritation_too() -> None:
    world = World(a_mask(), a_ramp())
    world.to("20:31")
    world.ask(SessionStart("mask"))
    world.ask(SessionAct("ready"))
    world.ask(SessionAct("stinging"))
    world.to("21:01")
    assert world.answers["ramp@2026-11-23T21:00"] == "excused"
    assert [one.routine for one in world.state.irritations] == ["mask"]
    kept = world.routine("ramp").nights
    assert kept is not None
    assert kept.upto == 0


def test_irritation_reported_from_elsewhere_ends_the_session_of_a_mask() -> None:
    """A mask must not lie on the skin to the end because the report came from another window."""
    world = World(a_mask(), a_ramp())
    world.to("20:31")
    world.ask(SessionStart("mask"))
    world.ask(SessionAct("ready"))
    world.ask(Irritated("strong"))
    assert world.state.session is None
    assert world.card("session").critical
    assert world.answers == {"mask@2026-11-23T20:30": "skipped"}


def test_irritation_lets_the_session_of_something_else_go_on() -> None:
    world = World(a_preset("massage"), a_ramp())
    world.to("08:01")
    world.ask(SessionStart("massage"))
    world.ask(Irritated())
    assert world.state.session is not None


def test_once_it_is_over_the_rules_of_spacing_leave_room_for_one_of_two() -> None:
    """An acid and a mask on one evening: the words of the reply must not promise both."""
    world = World(an_acid("21:00"), a_mask(), spacing=SpacingRules(apart=(APART,)))
    world.ask(Irritated())
    world.ask(Irritated(over=True))
    assert {one["routine"]: one["status"] for one in world.ask(Today())["occurrences"]} == {
        "acid": "excused",
        "mask": "planned",
    }
    assert "acid@2026-11-23T21:00" in [one.id for one in world.state.spacing.clashes]
