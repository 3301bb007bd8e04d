"""The words of a pause: until when, what it excused, what comes next."""

from __future__ import annotations

from routine.core.reminders.lines import paused as lines
from routine.core.reminders.outcomes import (
    Paused,
    Resumed,
)
from routine.core.requests.commands import PauseCommand
from tests.builders import World, a_preset, utc
from tests.core.reminders.lines.households import missed
from tests.core.reminders.test_next_time import next_at


def test_a_pause_says_until_when_and_how_to_go_on_sooner() -> None:
    world = World(a_preset())
    until_noon = Paused(None, world.now.instant, utc("2026-11-23 11:00"))
    assert lines.paused(world.draft, until_noon).said == (
        "Everything is paused until today 12:00.",
        "To resume sooner: routine resume",
    )
    from_tomorrow = Paused("spf", utc("2026-11-24 07:00"), None)
    assert lines.paused(world.draft, from_tomorrow).said == (
        "Spf is paused from tomorrow 08:00 until you resume.",
        "To resume: routine resume spf",
    )


def test_a_pause_that_is_over_says_what_it_excused_and_what_comes_next() -> None:
    world = missed(2)
    world.ask(PauseCommand("spf", "24 Nov", "today 00:00"))
    outcome = Paused("spf", utc("2026-11-23 23:00"), utc("2026-11-24 23:00"), tuple(world.log[-1:]))
    assert lines.paused(world.draft, outcome).said == (
        "Spf was paused from Tue 24 Nov 00:00 until Wed 25 Nov 00:00.",
        "1 time is not counted.",
        next_at("today 08:00"),
    )


def test_resuming_says_of_each_when_it_comes_next() -> None:
    world = World(a_preset())
    assert lines.resumed(world.draft, Resumed(("spf",))).said == (f"Spf is no longer paused. {next_at('today 08:00')}",)
