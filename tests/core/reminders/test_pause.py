"""Pauses: what waits in one, what was missed in one, when it ends; and resuming."""

from __future__ import annotations

import pytest

from routine.core.errors import NothingToDoError
from routine.core.preset.model import Remind
from routine.core.reminders.outcomes import Paused
from routine.core.requests.commands import PauseCommand, Resume, Snooze
from routine.core.when.moment import wall
from tests.builders import World, a_preset, a_schedule, lasting, utc
from tests.rows import each

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
    assert spans("24 Dec", "2 Jan") == ("2026-12-24 04:00", "2027-01-02 04:00")
    assert spans("16 Nov", "20 Nov") == ("2026-11-16 04:00", "2026-11-20 04:00")


@each(
    ("start", "until", "expected"),
    [
        ("fri", "11 dec", ("2026-12-04 04:00", "2026-12-11 04:00")),
        ("this friday", "next week", ("2026-12-04 04:00", "2026-12-07 04:00")),
        ("saturday", "sunday", ("2026-12-05 04:00", "2026-12-06 04:00")),
        ("mon", "fri", ("2026-11-30 04:00", "2026-12-04 04:00")),
        ("fri", "wed", ("2026-12-04 04:00", "2026-12-09 04:00")),
        ("last friday", "tue", ("2026-11-27 04:00", "2026-12-01 04:00")),
        ("2026-11-20", "2026-11-22", ("2026-11-20 04:00", "2026-11-22 04:00")),
        ("yesterday", "tomorrow", ("2026-11-29 04:00", "2026-12-01 04:00")),
    ],
)
def test_a_day_named_without_a_date_lies_ahead(start: str, until: str, expected: tuple[str, str]) -> None:
    assert spans(start, until, "2026-11-30 10:00") == expected


def test_after_midnight_tomorrow_is_the_day_after_the_one_that_people_still_live_in() -> None:
    assert spans("tomorrow", "wed", "2026-12-01 01:29") == ("2026-12-01 04:00", "2026-12-02 04:00")
    assert spans("today", "tomorrow", "2026-12-01 01:29") == ("2026-11-30 04:00", "2026-12-01 04:00")


def test_a_pause_lasts_as_long_as_is_said() -> None:
    world = World(a_preset(), now="2026-11-23 10:00")
    world.ask(PauseCommand(length="10 days"))
    assert world.state.pauses[0].end == utc("2026-12-03 09:00")


def spans(start: str, until: str, now: str = "2026-11-23 10:00") -> tuple[str, str]:
    """From when until when a pause lasts, on the clock in Berlin."""
    world = World(a_preset(), now=now)
    world.ask(PauseCommand(None, start, until))
    [pause] = world.state.pauses
    assert pause.end
    first, last = (wall(edge, "Europe/Berlin") for edge in (pause.start, pause.end))
    return f"{first:%Y-%m-%d %H:%M}", f"{last:%Y-%m-%d %H:%M}"


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


def test_a_pause_is_over_at_the_minute_that_it_names() -> None:
    """“Paused until tomorrow 08:00”, said ten seconds after 08:00, took the reminder of tomorrow 08:00 with it."""
    world = World(a_preset())
    world.to("08:00:10")
    done = world.did(PauseCommand(None, length="1 day"))
    assert isinstance(done, Paused)
    assert done.end == utc("2026-11-24 07:00")
    world.to("2026-11-24 08:00")
    assert world.raised == ["spf@2026-11-24T08:00"]


def test_resuming_one_routine_while_everything_is_paused_says_that_it_is_everything() -> None:
    world = World(a_preset(), a_preset("egg"))
    world.ask(PauseCommand(None))
    with pytest.raises(NothingToDoError) as refused:
        world.ask(Resume("spf"))
    assert "Everything is paused" in refused.value.message
    assert "routine resume" in (refused.value.hint or "")


def test_resuming_one_routine_leaves_the_pauses_of_the_others_and_those_that_are_over() -> None:
    world = World(a_preset(), a_preset("egg"))
    world.ask(PauseCommand("spf", "2026-11-20", "2026-11-21"))
    over = world.state.pauses
    world.ask(PauseCommand("egg"))
    world.ask(PauseCommand("spf"))
    world.to("07:30")
    egg = world.state.pauses[1]
    world.ask(Resume("spf"))
    assert world.state.pauses[:2] == (*over, egg)
    assert world.state.pauses[2].end == world.now.instant
    world.to("08:00")
    assert (world.raised, world.answers) == (["spf@2026-11-23T08:00"], {"egg@2026-11-23T08:00": "excused"})
    world.ask(Resume())
    assert world.state.pauses[0] == over[0]
    assert all(pause.end is not None and pause.end <= world.now.instant for pause in world.state.pauses)
