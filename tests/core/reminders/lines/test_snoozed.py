"""The words after “Later”: until when, from when to when, and why it cannot be."""

from __future__ import annotations

import pytest

from routine.core.reminders.lines import snoozed as lines
from routine.core.reminders.outcomes import (
    Moved,
    PutOff,
    Snoozed,
    TooLateForLater,
)
from routine.core.requests.commands import Done, Snooze, Undo
from routine.core.requests.queries import LogQuery, Overview
from tests.builders import World, a_preset, a_schedule, lasting, utc, weekly
from tests.core.reminders.lines.households import DAYLIGHT, EVENING, answered, refusal


def test_later_says_until_when_and_for_how_long() -> None:
    world, _ = answered()
    until = utc("2026-11-23 07:20")
    twenty = Snoozed("spf", "2026-11-23T08:00", until, lasting("20m"))
    assert lines.snoozed(world.draft, twenty).said == ("Spf: later, today 08:20 (in 20 minutes).",)
    assert lines.snoozed(world.draft, Snoozed("spf", "2026-11-23T08:00", until)).said == ("Spf: later, today 08:20.",)


def test_a_moved_time_says_from_when_to_when() -> None:
    world = World(a_preset(schedule=weekly(4, "20:30")))
    world.ask(Snooze("spf", until="sat 19:00"))
    [armed] = world.routine("spf").armed
    moved = Moved("spf", armed.key, utc("2026-11-27 19:30"), armed.instant)
    assert lines.moved(world.draft, moved).said == ("Spf: moved from Fri 27 Nov 20:30 to Sat 28 Nov 19:00.",)


def test_the_later_button_says_until_when() -> None:
    world, _ = answered()
    told = lines.put_off_notice(world.draft, PutOff((Snoozed("spf", "2026-11-23T08:00", utc("2026-11-23 07:20")),)))
    assert (told.title, told.lines) == ("Later: Spf", ("Next: today 08:20.",))


def test_the_later_button_says_of_each_until_when_or_that_it_is_too_late() -> None:
    world = World(a_preset("a"), a_preset("b"))
    parts = (Snoozed("a", "2026-11-23T08:00", utc("2026-11-23 07:20")), TooLateForLater("b"))
    told = lines.put_off_notice(world.draft, PutOff(parts))
    assert told.title == "Later"
    assert told.lines == (
        "A: later, today 08:20.",
        "B: it is too late to remind you again today. Press “Done” or “Skip”.",
    )


@pytest.mark.parametrize(
    ("world", "command", "words"),
    [
        (World(a_preset(schedule=weekly(4, "20:30"))), Snooze("spf", None, "fri 20:30"),
         "Spf is already planned for Fri 27 Nov 20:30."),
        (World(a_preset(schedule=a_schedule("20:30"), remind=EVENING)), Snooze("spf", until="tomorrow 10:00"),
         "Spf belongs to the evening, and tomorrow 10:00 is outside it."),
        (World(a_preset(remind=DAYLIGHT)), Snooze("spf", until="today 19:00"),
         "Spf belongs to the time from 06:00 to 18:30, and today 19:00 is outside it."),
        (World(a_preset("pills")), Snooze("pills", length="0m"), "“0m” is not longer than zero."),
    ],
    ids=["it has that time already", "outside its part of the day", "outside its hours", "no time at all"],
)  # fmt: skip
def test_later_that_cannot_be_says_why(world: World, command: Snooze, words: str) -> None:
    assert refusal(world, command).message == words


def test_later_past_the_next_time_says_when_that_comes() -> None:
    world, _ = answered()
    refused = refusal(world, Snooze("spf", until="tomorrow 08:00"))
    assert refused.message == "Spf comes again tomorrow 08:00, so it cannot be moved to tomorrow 08:00."


def test_a_moved_time_is_called_by_the_time_at_which_it_comes() -> None:
    """The line before said “Next: Sat 28 Nov 19:00”: its reminder, its answer and the log mean the same time."""
    world = World(a_preset(schedule=weekly(4, "20:30")))
    world.ask(Snooze("spf", until="sat 19:00"))
    world.to("2026-11-28 19:00")
    assert world.ask(Overview())["pending"][0]["when"] == "today 19:00"
    world.to("19:05")
    assert world.ask(Done(("spf",)))["said"][0].startswith("Spf, today 19:00: done.")
    [entry] = world.ask(LogQuery())["entries"]
    assert (entry["when"], entry["said"]) == ("today 19:00", "done at 19:05")
    assert world.ask(Undo())["said"][0].startswith("Spf, today 19:00: undone.")
