"""The one count that every figure is made from."""

from __future__ import annotations

from datetime import date, time, timedelta

from msgspec.structs import replace

from routine.core.insight.answered_days import Tally, answered_days, total, within
from routine.core.preset.model import ASKED
from routine.core.state.log import Entry
from tests.core.insight.entries import FIRST, an_answer, answers

DAY_ENDS = time(4)
TWO_HOURS = {"spf": timedelta(hours=2)}


def counted(history: list[Entry], late: dict[str, timedelta] = TWO_HOURS) -> dict[date, Tally]:
    return dict(answered_days(history, late, DAY_ENDS).get("spf", {}))


def test_each_answer_is_counted_on_the_day_it_was_planned_on() -> None:
    found = counted(answers("dsmx"))
    assert [*found.values()] == [Tally(done=1, in_time=1), Tally(skipped=1), Tally(missed=1), Tally(not_counted=1)]
    assert [*found] == [FIRST + timedelta(days=n) for n in range(4)]


def test_what_was_replaced_or_taken_back_is_not_counted() -> None:
    missed = an_answer(0, "spf", FIRST, "missed")
    done = replace(an_answer(1, "spf", FIRST, "done"), replaces=1, was="missed")
    undone = replace(an_answer(2, "spf", FIRST, "done"), replaces=2, was="done", answer="undone")
    assert counted([missed, done]) == {FIRST: Tally(done=1, in_time=1)}
    assert counted([missed, done, undone]) == {}


def test_a_time_after_midnight_belongs_to_the_day_before() -> None:
    assert [*counted([an_answer(0, "spf", FIRST, "done", hour=3)])] == [FIRST - timedelta(days=1)]
    assert [*counted([an_answer(0, "spf", FIRST, "done", hour=4)])] == [FIRST]


def test_done_later_than_late_is_done_and_not_in_time() -> None:
    assert counted(answers("d", late=120)) == {FIRST: Tally(done=1, in_time=1)}
    assert counted(answers("d", late=121)) == {FIRST: Tally(done=1)}
    assert counted(answers("d", late=999), late={}) == {FIRST: Tally(done=1, in_time=1)}


def test_what_was_done_in_addition_is_extra_and_makes_nothing_due() -> None:
    extra = replace(an_answer(0, "spf", FIRST, "done"), key="extra:2026-03-02T08:00")
    assert counted([extra]) == {FIRST: Tally(extra=1)}
    assert counted([extra])[FIRST].due == 0


def test_a_question_about_a_visit_is_not_counted() -> None:
    asked = replace(an_answer(0, "spf", FIRST, "skipped"), key=f"visit:1:{ASKED}:2026-03-02T08:00")
    assert counted([asked]) == {}


def test_days_add_up_and_can_be_cut_out() -> None:
    found = counted(answers("ddsm"))
    assert total(found.values()) == Tally(done=2, in_time=2, skipped=1, missed=1)
    assert total(within(found, FIRST + timedelta(days=1), FIRST + timedelta(days=2)).values()).due == 2
