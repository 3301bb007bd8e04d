"""Undo of a correction: what it replaced holds again, with all that follows; undo of Later; notes beside answers."""

from __future__ import annotations

import pytest

from routine.core.errors import UsageError
from routine.core.preset.model import Dose
from routine.core.requests.commands import Done, RefillStock, Skip, Snooze, Undo
from routine.core.requests.queries import LogQuery
from routine.core.schedule.types import AfterDone, Schedule
from routine.core.state.note import LONGEST, note_of
from tests.builders import World, a_preset, lasting, weekly


def pills() -> World:
    world = World(a_preset("pills", Schedule(AfterDone(lasting("1 day"))), dose=Dose(1, "tablet")))
    world.ask(RefillStock("pills", doses=10))
    world.to("08:00")
    world.ask(Done(("pills",), note="with tea"))
    world.to("09:00")
    world.ask(Skip(("pills",), at="08:00"))
    return world


def left(world: World) -> float:
    stock = world.routine("pills").stock
    assert stock is not None
    return stock.left


def test_done_wrongly_skipped_undo_holds_as_done_with_stock_next_and_note() -> None:
    world = pills()
    assert (set(world.answers.values()), left(world)) == ({"skipped"}, 10)
    world.ask(Undo("pills"))
    assert (set(world.answers.values()), left(world)) == ({"done"}, 9)
    assert world.next("pills") == "2026-11-24 08:00"
    assert note_of(world.log[-1]) == "with tea"
    assert world.log[-1].at == world.log[1].at


def test_undo_once_more_takes_back_the_answer_itself_not_the_undo() -> None:
    world = pills()
    world.ask(Undo("pills"))
    world.ask(Undo("pills"))
    assert (world.answers, left(world)) == ({}, 10)
    assert len(world.raised) == 1


def test_undo_of_a_correction_of_a_missed_time_keeps_why_it_was_missed() -> None:
    world = World(a_preset())
    world.off_until("2026-11-24 07:00")
    reason = world.log[-1].reason
    world.ask(Done(("spf",), "yesterday 08:10"))
    world.ask(Undo("spf"))
    assert (world.log[-1].answer, world.log[-1].reason) == ("missed", reason)
    assert "not running" in str(reason)


def test_what_holds_again_was_done_no_later_than_now_though_a_clock_ahead_dated_it() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.set_clock("2026-11-23 11:00")
    world.ask(Done(("spf",)))
    world.ask(Skip(("spf",), at="08:00"))
    world.set_clock("2026-11-23 10:30")
    world.ask(Undo("spf"))
    assert (world.log[-1].answer, world.log[-1].at) == ("done", world.now.instant)


# --- later --------------------------------------------------------------------------------------------------------


def test_undo_takes_back_a_snooze() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.ask(Done(("b",)))
    world.ask(Snooze("a", "2h"))
    world.ask(Undo())
    assert world.routine("a").raised.snoozed_until is None  # type: ignore[union-attr]
    assert list(world.answers) == ["b@2026-11-23T08:00"]
    world.ask(Undo())
    assert world.answers == {}


@pytest.mark.parametrize("now", ["07:30", "08:00"])
def test_undo_has_a_moved_time_where_it_was(now: str) -> None:
    world = World(a_preset("a", weekly(0, "08:00")))
    world.to(now)
    world.ask(Snooze("a", until="wed 09:00"))
    assert world.next("a") == "2026-11-25 09:00"
    world.ask(Undo("a"))
    world.to("08:01")
    assert world.raised == ["a@2026-11-23T08:00"]
    assert world.routine("a").armed == ()


def test_an_answer_after_the_snooze_is_taken_back_first() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.ask(Snooze("a", "2h"))
    world.ask(Done(("b",)))
    world.ask(Undo())
    assert world.answers == {}


@pytest.mark.parametrize("length", ["400d", "2 days"])
def test_a_snooze_past_the_next_day_is_refused_with_what_was_understood(length: str) -> None:
    world = World(a_preset())
    world.to("08:00")
    with pytest.raises(UsageError) as refused:
        world.ask(Snooze("spf", length))
    assert "means until" in refused.value.message
    assert world.routine("spf").raised.snoozed_until is None  # type: ignore[union-attr]


# --- notes --------------------------------------------------------------------------------------------------------


def test_a_note_is_kept_beside_the_answer_and_shown() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Done(("spf",), note="stung a little"))
    [entry] = world.ask(LogQuery())["entries"]
    assert entry["note"] == "stung a little"
    assert "stung a little" in entry["said"]


def test_a_note_after_the_answer_is_added_to_it() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.press("done")
    world.to("09:00")
    world.ask(Done(("spf",), note="stung a little"))
    assert world.answers == {"spf@2026-11-23T08:00": "done"}
    assert (note_of(world.log[-1]), world.log[-1].at) == ("stung a little", world.log[0].at)


@pytest.mark.parametrize("note", ["x" * 10_000, "  ", "x" * (LONGEST + 1)])
def test_a_note_that_is_too_long_or_empty_is_refused_with_the_limit(note: str) -> None:
    world = World(a_preset())
    world.to("08:00")
    with pytest.raises(UsageError) as refused:
        world.ask(Done(("spf",), note=note))
    assert str(LONGEST) in refused.value.message or not note.strip()
    assert world.log == []
