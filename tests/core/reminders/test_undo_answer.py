"""Taking back an answer: its time waits again, or is missed where a newer one came, and what hung on it goes."""

from __future__ import annotations

import pytest

from routine.core.preset.model import Remind, Safety, Step
from routine.core.reminders.outcomes import TakenBack
from routine.core.reminders.undo_answer import take_back
from routine.core.requests.commands import (
    Disable,
    Done,
    PauseCommand,
    Press,
    SessionAct,
    SessionStart,
    Skip,
    Snooze,
    Undo,
    VisitAct,
)
from routine.core.schedule.types import AfterRoutine, Schedule
from routine.core.schedule.visit_series import Before
from routine.core.state.keys import is_unplanned
from tests.builders import World, a_preset, a_schedule, a_series, lasting, weekly

TWICE = a_schedule("08:00", "14:00")


def after(routine: str, wait: str, at: int | None = None) -> Schedule:
    return Schedule(AfterRoutine(routine, lasting(wait), at))


def test_an_answer_in_advance_can_be_taken_back_before_its_time() -> None:
    world = World(a_preset())
    world.ask(Done(("spf",)))
    world.ask(Undo("spf"))
    assert world.answers == {}
    world.to("08:00")
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_an_answer_in_advance_can_be_taken_back_after_its_time() -> None:
    world = World(a_preset())
    world.ask(Done(("spf",)))
    world.to("09:00")
    world.ask(Undo("spf"))
    assert world.raised == ["spf@2026-11-23T08:00"]
    world.to("09:05")
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_what_a_rule_had_moved_goes_back_once_both_answers_are_taken_back() -> None:
    """Done on Tuesday, and the time of Friday that had moved to Sunday answered ahead: without both, it is Friday."""
    mask = a_preset("mask", weekly(4, "20:30"), safety=Safety(min_gap=lasting("5 days"), may_move=lasting("2 days")))
    world = World(mask, now="2026-11-24 20:00")
    world.ask(Done(("mask",), extra=True))
    assert world.next("mask") == "2026-11-29 20:30"
    world.to("2026-11-25 20:00")
    world.ask(Done(("mask",), next=True, sure=True))
    world.ask(Undo("mask"))
    assert world.next("mask") == "2026-11-29 20:30"
    world.ask(Snooze("mask", until="sat 20:30"))
    world.ask(Undo("mask"))
    world.ask(Undo("mask"))
    assert world.next("mask") == "2026-11-27 20:30"


def test_what_a_person_had_moved_stays_there_when_its_answer_is_taken_back() -> None:
    world = World(a_preset("mask", weekly(4, "20:30")), now="2026-11-24 20:00")
    world.ask(Snooze("mask", until="sat 19:00"))
    world.ask(Done(("mask",), next=True))
    world.ask(Undo("mask"))
    assert world.next("mask") == "2026-11-28 19:00"
    assert [one.moved for one in world.routine("mask").armed] == ["hand"]


def test_taking_back_an_answer_in_advance_leaves_what_waits_alone() -> None:
    world = World(a_preset(schedule=TWICE))
    world.to("09:00")
    world.ask(Done(("spf",), next=True))
    assert world.answers == {"spf@2026-11-23T14:00": "done"}
    world.ask(Undo("spf"))
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert world.answers == {}
    assert world.next("spf") == "2026-11-23 14:00"


@pytest.mark.parametrize("answer", [Done(("spf",)), Skip(("spf",))])
def test_undo_has_the_reminder_wait_again(answer: Done | Skip) -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(answer)
    world.ask(Undo())
    assert world.answers == {}
    assert world.showing == ["spf"]
    world.press("skip")
    assert world.answers == {"spf@2026-11-23T08:00": "skipped"}


def test_undo_after_a_newer_one_was_raised_makes_it_missed() -> None:
    world = World(a_preset(schedule=TWICE))
    world.to("08:00")
    world.press("done")
    world.to("14:00")
    world.ask(Undo("spf"))
    assert world.answers == {"spf@2026-11-23T08:00": "missed"}
    assert world.raised == ["spf@2026-11-23T14:00"]


def test_undo_tells_which_answer_was_taken_back_and_what_its_time_is_now() -> None:
    world = World(a_preset(schedule=TWICE))
    world.to("08:00")
    world.press("done")
    assert world.did(Undo("spf")) == TakenBack(((world.log[0], world.log[1]),))
    assert world.log[1].answer == "undone"
    world.ask(Done(("spf",)))
    world.to("14:00")
    assert world.did(Undo("spf")) == TakenBack(((world.log[2], world.log[3]),))
    assert world.log[3].answer == "missed"


def test_undo_after_a_newer_one_was_raised_and_missed_makes_it_missed_too() -> None:
    """It does not come back in the evening, behind the one that nobody answered at noon."""
    world = World(a_preset(schedule=TWICE))
    world.to("08:00")
    world.press("done")
    world.to("22:00")
    world.ask(Undo("spf"))
    assert world.answers == {"spf@2026-11-23T08:00": "missed", "spf@2026-11-23T14:00": "missed"}
    assert world.raised == []


def test_undo_of_an_answer_to_a_time_behind_a_snoozed_one_has_it_come_after_that() -> None:
    """The older one still waits; the undone is no older than it, so nothing newer has closed it."""
    world = World(a_preset(schedule=TWICE, remind=Remind(expires=lasting("3 days"))))
    world.to("14:00")
    world.ask(Snooze("spf", "20h"))
    world.to("2026-11-24 09:00")
    world.ask(Done(("spf",), "08:20"))
    world.ask(Undo("spf"))
    assert world.raised == ["spf@2026-11-23T14:00"]
    world.to("10:00")
    assert world.raised == ["spf@2026-11-24T08:00"]
    assert world.answers == {"spf@2026-11-23T08:00": "missed", "spf@2026-11-23T14:00": "missed"}


def test_undo_of_an_answer_to_a_missed_time_has_it_missed_again() -> None:
    world = World(a_preset())
    world.off_until("2026-11-24 07:00")
    world.ask(Done(("spf",), "yesterday 08:10"))
    world.ask(Undo("spf"))
    assert world.answers == {"spf@2026-11-23T08:00": "missed"}
    assert world.routine("spf").course.done_count == 0


def test_undo_withdraws_what_comes_after_it_in_another_routine() -> None:
    world = World(a_preset("wash"), a_preset("cream", after("wash", "30m")))
    world.to("08:00")
    world.ask(Done(("wash",)))
    assert world.next("cream") == "2026-11-23 08:30"
    world.ask(Undo("wash"))
    world.to("08:45")
    assert world.raised == ["wash@2026-11-23T08:00"]


def test_undo_withdraws_it_when_it_is_raised_already() -> None:
    world = World(a_preset("wash"), a_preset("cream", after("wash", "30m")))
    world.to("08:00")
    world.ask(Done(("wash",)))
    world.to("08:30")
    assert world.raised == ["cream@after:1"]
    world.ask(Undo("wash"))
    assert world.raised == ["wash@2026-11-23T08:00"]


def test_undo_of_an_answer_of_what_was_disabled_since_does_not_ask_again() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.ask(Disable(("spf",)))
    world.ask(Undo())
    assert world.answers == {"spf@2026-11-23T08:00": "excused"}
    assert world.raised == []


def test_a_session_of_its_own_after_it_is_no_newer_time() -> None:
    """Undo on the notice of the first answer, when a session that no time was planned for was done since."""
    mask = a_preset("mask", a_schedule("20:30"), steps=(Step(id="lie", say="Lie.", timer=lasting("20s")),))
    world = World(mask, now="2026-11-23 20:00")
    world.to("20:30")
    notice = world.notice("Mask").id
    world.press("skip", "Mask")
    world.to("20:31")
    for request in (SessionStart("mask"), SessionAct("ready")):
        world.ask(request)
    world.to("20:31:20")
    assert [(entry.answer, is_unplanned(entry.key)) for entry in world.log] == [("skipped", False), ("done", True)]
    world.ask(Press(notice, "undo"))
    assert world.raised == ["mask@2026-11-23T20:30"]


def test_a_reminder_of_a_visit_after_it_is_no_newer_time() -> None:
    series = a_series(before=(Before(id="today", say="Today.", ahead=lasting("3h")),), after=())
    world = World(series, now="2026-11-23 06:00")
    world.ask(VisitAct("book", "sculptra", "2026-11-23 10:00"))
    world.to("07:00")
    world.press("done", "Sculptra")
    first = world.log[-1]
    world.to("20:30")
    world.press("went")
    assert world.log[-1].instant > first.instant
    draft = world.draft
    assert take_back(draft, first).answer == "undone"


def test_what_was_not_counted_after_it_is_no_newer_time() -> None:
    world = World(a_preset(schedule=TWICE))
    world.to("08:00")
    world.press("done")
    world.ask(PauseCommand("spf", "2026-11-23 13:00", "2026-11-23 15:00"))
    world.to("16:00")
    assert world.answers["spf@2026-11-23T14:00"] == "excused"
    world.ask(Undo("spf"))
    assert world.raised == ["spf@2026-11-23T08:00"]
