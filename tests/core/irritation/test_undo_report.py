"""It was none: a report taken back, as long as it may have been a slip."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.errors import NothingToDoError
from routine.core.irritation.outcomes import ReportTakenBack
from routine.core.preset.model import Remind
from routine.core.requests.commands import Done, Irritated, PauseCommand, Undo
from tests.builders import World, a_preset, a_schedule, lasting
from tests.core.irritation.treatments import an_acid
from tests.core.occurrences.evenings import a_ramp, weeks_next


def test_a_wrong_press_is_taken_back_and_what_waited_waits_again() -> None:
    world = World(an_acid(), a_ramp())
    world.to("20:01")
    world.press("irritated", "acid")
    world.press("undo", "irritation")
    assert world.raised == ["acid@2026-11-23T20:00"]
    assert world.answers == {}
    assert world.showing == ["acid"]
    assert weeks_next(world)[5] == 3


def test_undo_by_command_takes_it_back_if_it_was_the_last_thing_said() -> None:
    world = World(an_acid(), a_ramp())
    world.to("20:01")
    world.ask(Irritated("strong"))
    assert world.did(Undo()) == ReportTakenBack(((world.log[0], world.log[1]),))
    assert world.log[1].answer == "undone"
    assert world.state.irritations == ()
    assert world.raised == ["acid@2026-11-23T20:00"]


def test_undo_takes_back_a_later_answer_and_leaves_the_irritation() -> None:
    world = World(a_ramp(), a_preset("spf", a_schedule("08:00")))
    world.ask(Irritated())
    world.to("08:01")
    world.ask(Done(("spf",)))
    world.ask(Undo())
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert [one.over for one in world.state.irritations] == [None]


def test_a_ramp_that_irritation_kept_before_stays_kept_when_a_later_report_is_taken_back() -> None:
    """Law 7: taking back a slip must not take back what was true before."""
    world = World(a_ramp())
    world.ask(Irritated())
    world.to("12:00")
    world.ask(Irritated(over=True))
    world.ask(Irritated())
    first, _ = world.state.irritations
    world.ask(Undo())
    assert world.state.irritations == (first,)
    assert set(weeks_next(world)) == {1}


def test_after_an_hour_it_was_irritation_and_only_its_end_can_be_told() -> None:
    world = World(an_acid(), a_ramp())
    world.to("20:01")
    world.press("irritated", "acid")
    world.to("21:10")
    assert [button.id for button in world.card("irritation").buttons] == ["over", "strong"]
    with pytest.raises(NothingToDoError):
        world.ask(Undo())


@pytest.mark.parametrize(("late", "waits"), [("2h", True), ("1m", False)])
def test_what_came_meanwhile_waits_too_unless_it_is_too_late(late: str, waits: bool) -> None:
    """Pressed by a slip five minutes before the acid is due: it was left out, and nobody would have heard of it."""
    world = World(replace(an_acid(), remind=Remind(late=lasting(late))))
    world.to("19:55")
    world.ask(Irritated())
    world.to("20:05")
    assert world.answers == {"acid@2026-11-23T20:00": "excused"}
    world.ask(Undo())
    assert ("acid@2026-11-23T20:00" in world.raised) is waits
    assert world.answers == ({} if waits else {"acid@2026-11-23T20:00": "excused"})


def test_what_an_earlier_report_had_left_out_stays_left_out() -> None:
    world = World(an_acid())
    world.to("20:01")
    world.ask(Irritated())
    world.to("20:02")
    world.ask(Irritated(over=True))
    world.ask(Irritated())
    world.ask(Undo())
    assert (world.answers, world.raised) == ({"acid@2026-11-23T20:00": "excused"}, [])


def test_an_answer_taken_back_by_its_button_does_not_wait_while_skin_is_irritated() -> None:
    """The button of what was answered first stands beside the report, and takes back that answer alone."""
    world = World(an_acid())
    world.to("20:00")
    world.press("done", "acid")
    world.ask(Irritated())
    world.press("undo", "answered")
    assert (world.raised, world.answers) == ([], {"acid@2026-11-23T20:00": "excused"})
    assert world.state.irritations


def test_undo_of_one_routine_leaves_what_was_reported_at_another() -> None:
    world = World(an_acid(), a_preset("spf", a_schedule("19:50")))
    world.to("19:50")
    world.ask(Done(("spf",)))
    world.to("20:01")
    world.press("irritated", "acid")
    world.ask(Undo("spf"))
    assert world.raised == ["spf@2026-11-23T19:50"]
    assert [one.over for one in world.state.irritations] == [None]


def test_what_a_pause_had_left_out_meanwhile_stays_left_out() -> None:
    """It would not have come without the report either."""
    world = World(an_acid())
    world.to("19:55")
    world.ask(PauseCommand("acid", length="2h"))
    world.ask(Irritated())
    world.to("20:05")
    world.press("undo", "irritation")
    assert (world.raised, world.answers) == ([], {"acid@2026-11-23T20:00": "excused"})
