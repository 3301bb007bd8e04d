"""Pauses: what waits in one, what was missed in one, when it ends; and resuming."""

from __future__ import annotations

import pytest

from routine.core.preset.model import Remind
from routine.core.reminders.outcomes import Paused
from routine.core.requests.commands import PauseCommand, Resume, Snooze
from tests.builders import World, a_preset, a_schedule, lasting, utc

TWICE = a_schedule("08:00", "14:00")

LONG = Remind(late=lasting("2h"), expires=lasting("3 days"))


@pytest.mark.parametrize("snoozed", [False, True])
def test_a_pause_excuses_what_waits(snoozed: bool) -> None:
    world = World(a_preset())
    world.to("08:00")
    if snoozed:
        world.ask(Snooze("spf", "20m"))
    world.ask(PauseCommand("spf"))
    assert world.answers == {"spf@2026-11-23T08:00": "excused"}


def test_a_pause_that_begins_by_itself_excuses_what_waits_then() -> None:
    world = World(a_preset(remind=LONG))
    world.ask(PauseCommand(None, "today 09:00", "tomorrow 12:00"))
    world.to("09:00")
    assert world.answers == {"spf@2026-11-23T08:00": "excused"}
    world.to("2026-11-25 08:00")
    assert world.answers == {"spf@2026-11-23T08:00": "excused", "spf@2026-11-24T08:00": "excused"}
    assert world.raised == ["spf@2026-11-25T08:00"]


def test_a_pause_of_one_routine_leaves_the_others_alone() -> None:
    world = World(a_preset(), a_preset("egg"))
    world.ask(PauseCommand("spf"))
    world.to("08:00")
    assert world.raised == ["egg@2026-11-23T08:00"]


def test_a_pause_of_one_routine_leaves_what_waits_of_the_others() -> None:
    world = World(a_preset(), a_preset("egg"))
    world.to("08:00")
    world.ask(PauseCommand("spf"))
    assert world.answers == {"spf@2026-11-23T08:00": "excused"}
    assert world.raised == ["egg@2026-11-23T08:00"]


def test_a_pause_that_is_still_to_come_leaves_what_waits_now() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(PauseCommand(None, "24 Dec", "2 Jan"))
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert world.answers == {}


def test_a_pause_of_one_routine_in_the_past_leaves_what_others_missed() -> None:
    world = World(a_preset(), a_preset("egg"))
    world.to("2026-11-24 07:00")
    world.ask(PauseCommand("spf", "2026-11-23", "2026-11-24"))
    assert world.answers == {"spf@2026-11-23T08:00": "excused", "egg@2026-11-23T08:00": "missed"}


def test_a_pause_in_the_past_turns_missed_into_excused_and_nothing_else() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.press("done")
    world.to("2026-11-26 07:00")
    world.ask(PauseCommand("spf", "24 Nov", "26 Nov"))
    world.to("08:00")
    assert world.raised == ["spf@2026-11-26T08:00"]
    assert world.answers == {
        "spf@2026-11-23T08:00": "done",
        "spf@2026-11-24T08:00": "excused",
        "spf@2026-11-25T08:00": "excused",
    }


def test_a_pause_in_the_past_excuses_what_waits_of_it_although_it_is_over() -> None:
    world = World(a_preset(remind=LONG))
    world.to("15:00")
    world.ask(PauseCommand("spf", "today 07:00", "today 10:00"))
    assert (world.raised, world.answers) == ([], {"spf@2026-11-23T08:00": "excused"})


def test_a_pause_in_the_past_leaves_waiting_what_came_after_it() -> None:
    world = World(a_preset(remind=LONG))
    world.to("15:00")
    world.ask(PauseCommand("spf", "yesterday 07:00", "today 07:30"))
    assert (world.raised, world.answers) == (["spf@2026-11-23T08:00"], {})


def test_a_pause_from_a_day_named_without_a_year_lies_in_the_nearer_direction() -> None:
    world = World(a_preset())
    world.ask(PauseCommand(None, "24 Dec", "2 Jan"))
    [pause] = world.state.pauses
    assert (f"{pause.start:%Y-%m-%d}", f"{pause.end:%Y-%m-%d}") == ("2026-12-23", "2027-01-01")  # midnight in Berlin


def test_resuming_ends_the_pause() -> None:
    world = World(a_preset())
    world.ask(PauseCommand(None))
    world.ask(Resume())
    world.to("08:00")
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_resuming_takes_away_a_pause_that_is_still_to_come() -> None:
    world = World(a_preset())
    world.ask(PauseCommand(None, "24 Dec", "2 Jan"))
    world.ask(Resume())
    assert world.state.pauses == ()


def test_a_pause_until_noon_ends_at_noon() -> None:
    world = World(a_preset(schedule=TWICE))
    assert world.did(PauseCommand(until="noon")) == Paused(None, utc("2026-11-23 06:00"), utc("2026-11-23 11:00"))
    world.to("14:00")
    assert world.raised == ["spf@2026-11-23T14:00"]
