"""One time that waits is answered by one of its buttons, as its notice and the commands answer it."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from routine.core.config.rules import SafetyQuestion
from routine.core.errors import NeedsYesError, NothingToDoError, UsageError
from routine.core.preset.model import DayLimit, Remind, Safety
from routine.core.requests.commands import AnswerOne, Done, Undo, VisitAct
from routine.core.schedule.types import Schedule
from routine.core.schedule.visit_series import Visits
from tests.builders import World, a_preset, a_schedule, lasting
from tests.core.session.mask_evening import an_evening

SPF = "spf@2026-11-23T08:00"


def two_at_eight(**fields: Any) -> World:
    """Two that come due together, in one notice."""
    world = World(a_preset("spf", **fields), a_preset("pill"))
    world.to("08:00")
    return world


def test_of_two_in_one_notice_one_alone_is_answered() -> None:
    """The other still waits."""
    world = two_at_eight()
    world.ask(AnswerOne(id=SPF, button="done", note="all over"))
    assert world.answers == {SPF: "done"}
    assert world.log[-1].details["note"] == "all over"
    assert world.raised == ["pill@2026-11-23T08:00"]


@pytest.mark.parametrize(("button", "answer"), [("done", "done"), ("skip", "skipped")])
def test_done_and_skip_are_those_of_the_commands(button: str, answer: str) -> None:
    """One answer, whichever way it comes."""
    world = two_at_eight()
    reply = world.ask(AnswerOne(id=SPF, button=button))
    assert [(one["id"], one["answer"]) for one in reply["answers"]] == [(SPF, answer)]


def test_later_names_a_length_or_a_time_and_says_until_when() -> None:
    """Without either, it is the preset's own."""
    later = AnswerOne(id=SPF, button="later")
    wishes = (later, replace(later, length="1h"), replace(later, until="today 11:00"))
    until = [two_at_eight().ask(wish)["until"] for wish in wishes]
    assert until == ["2026-11-23T07:20:00Z", "2026-11-23T08:00:00Z", "2026-11-23T10:00:00Z"]


def test_staying_in_leaves_out_the_day() -> None:
    """As the sunscreen's own button does."""
    world = two_at_eight(kind="sun")
    world.ask(AnswerOne(id=SPF, button="staying-in"))
    assert world.answers == {SPF: "excused"}


def test_skin_that_stings_holds_what_irritates() -> None:
    """The button of a retinoid or an acid."""
    world = World(a_preset("serum", kind="treatment", contains=("retinoid",)))
    world.to("08:00")
    world.ask(AnswerOne(id="serum@2026-11-23T08:00", button="irritated"))
    assert [one.routine for one in world.state.irritations] == ["serum"]


def test_start_begins_the_session() -> None:
    """What is timed can be run."""
    world = an_evening()
    assert world.ask(AnswerOne(id="mask@2026-11-27T20:30", button="start"))["session"] == "mask"


def test_a_question_comes_before_the_answers() -> None:
    """A yes to sore skin leaves it out; a no leads to Done."""
    sore = SafetyQuestion(name="sore", text="Sore today?", stops_on="yes", why="Not on sore skin.")
    for button, answers in (("say-yes", {SPF: "skipped"}), ("say-no", {})):
        world = World(a_preset("spf", safety=Safety(ask=("sore",))), questions={"sore": sore})
        world.to("08:00")
        with pytest.raises(UsageError):
            world.ask(AnswerOne(id=SPF, button="done"))
        world.ask(AnswerOne(id=SPF, button=button))
        assert world.answers == answers
    world.ask(AnswerOne(id=SPF, button="done"))
    assert world.answers == {SPF: "done"}


def test_the_evenings_question_of_a_visit_has_its_own_answers() -> None:
    """Went."""
    world = World(a_preset("laser", Schedule(Visits(sessions=(1, 1))), kind="visit"), now="2026-12-08 07:00")
    world.ask(VisitAct("book", "laser", when="2026-12-08 10:00"))
    world.to("19:00")
    (id,) = world.raised
    with pytest.raises(UsageError):
        world.ask(AnswerOne(id=id, button="done"))
    world.ask(AnswerOne(id=id, button="went"))
    assert world.routine("laser").visits[0].status == "attended"


def test_a_page_that_is_out_of_date_changes_nothing() -> None:
    """It was answered by a command meanwhile, or missed, or was never there."""
    world = two_at_eight()
    world.ask(Done(("spf",)))
    for id in (SPF, "spf@2026-11-20T08:00", "nothing@2026-11-20T08:00", "nonsense"):
        with pytest.raises(NothingToDoError):
            world.ask(AnswerOne(id=id, button="skip"))
    assert world.answers == {SPF: "done"}


def test_a_page_that_shows_the_time_before_answers_not_the_one_that_waits_now() -> None:
    """The morning's was missed meanwhile, and the evening's has come."""
    world = World(a_preset("spf", a_schedule("08:00", "20:00"), remind=Remind(expires=lasting("1h"))))
    world.to("20:00")
    with pytest.raises(NothingToDoError):
        world.ask(AnswerOne(id=SPF, button="done"))
    assert world.raised == ["spf@2026-11-23T20:00"]
    assert world.answers == {SPF: "missed"}


def test_what_is_too_soon_is_asked_about_first_where_somebody_can_be_asked() -> None:
    """As `done` does on a terminal."""
    world = World(a_preset("pill", a_schedule("08:00", "20:00"), limit=DayLimit(times=1)))
    world.to("08:00")
    world.ask(Done(("pill",)))
    world.to("20:00")
    second = AnswerOne(id="pill@2026-11-23T20:00", button="done", ask=True)
    with pytest.raises(NeedsYesError):
        world.ask(second)
    world.ask(replace(second, sure=True))
    assert len(world.answers) == 2


def test_an_undo_of_what_is_not_the_last_answer_any_more_takes_nothing_back() -> None:
    """Two tabs, and one of them is old."""
    world = two_at_eight(remind=Remind(expires=lasting("9h")))
    world.ask(Done(("spf",)))
    old = world.log[-1].seq
    world.ask(Done(("pill",)))
    with pytest.raises(NothingToDoError):
        world.ask(Undo(seq=old))
    assert len(world.answers) == 2
    world.ask(Undo("spf", seq=old))
    assert world.answers == {"pill@2026-11-23T08:00": "done"}
