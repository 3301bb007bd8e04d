"""Which routines an answer means: without a name, and of several named at once."""

from __future__ import annotations

import pytest

from routine.core.errors import NothingToDoError
from routine.core.requests.commands import Done
from routine.core.schedule.types import Schedule, WhenNeeded
from tests.builders import World, a_preset, a_schedule, weekly
from tests.core.reminders.answering import paused_morning, refused

# --- without a name -----------------------------------------------------------------------------------------------


def test_bare_done_with_nothing_open_says_so() -> None:
    world = World(a_preset(), now="2026-11-23 09:00")
    with pytest.raises(NothingToDoError):
        world.ask(Done())


def test_an_answer_for_yesterday_without_a_name_means_the_nearest_open_time_of_yesterday() -> None:
    world = World(a_preset("a", a_schedule("08:00")), a_preset("b", a_schedule("20:30")))
    world.off_until("2026-11-24 07:00")
    world.ask(Done((), "yesterday 20:40"))
    assert world.answers == {"a@2026-11-23T08:00": "missed", "b@2026-11-23T20:30": "done"}


def test_without_a_name_a_time_means_what_lies_nearest_to_it() -> None:
    world = World(a_preset(), a_preset("egg", a_schedule("12:00")))
    world.to("17:00")
    world.ask(Done(at="12:20"))
    assert world.answers == {"spf@2026-11-23T08:00": "missed", "egg@2026-11-23T12:00": "done"}


def test_an_answer_without_a_name_never_means_what_is_needed() -> None:
    world = World(a_preset("balm", Schedule(WhenNeeded())))
    refused(world, Done())


def test_without_a_name_nothing_that_was_not_counted_is_meant() -> None:
    refused(paused_morning(), Done())


# --- several at once ----------------------------------------------------------------------------------------------


def test_one_that_has_nothing_to_answer_keeps_none_off_that_was_named_beside_it() -> None:
    """Taken with breakfast, it is recorded; of the other nothing is, and it is said what can be meant."""
    world = World(a_preset("iron"), a_preset("oil", a_schedule("19:00")))
    world.to("08:00")
    reply = world.ask(Done(("iron", "oil")))
    assert world.answers == {"iron@2026-11-23T08:00": "done"}
    [left] = reply["left"]
    assert (left["routine"], "Oil has nothing to answer now" in left["said"]) == ("oil", True)
    assert [choice["id"] for choice in left["choices"]] == ["extra", "next", "at"]


def test_where_none_of_them_has_anything_to_answer_all_are_named() -> None:
    world = World(a_preset("iron", a_schedule("18:00")), a_preset("oil", a_schedule("19:00")))
    error = refused(world, Done(("iron", "oil")))
    assert "Iron" in error.message
    assert "Oil" in error.message
    assert "routine done oil --extra" in (error.hint or "")


def test_missed_times_of_one_are_done_although_another_missed_none() -> None:
    world = World(a_preset("iron"), a_preset("oil", weekly(4, "19:00")))
    world.to("2026-11-24 21:00")
    world.ask(Done(("iron", "oil"), since="monday"))
    assert set(world.answers.values()) == {"done"}
