"""Disabling a routine: what came due and has no answer is not counted; what is still to come is left."""

from __future__ import annotations

import pytest

from routine.core.config.settings import Settings
from routine.core.errors import NothingToDoError
from routine.core.preset.model import Remind
from routine.core.requests.commands import Disable, Done, Snooze
from routine.core.requests.queries import PlanQuery
from routine.core.requests.reports import Reload
from routine.core.routines.outcomes import Disabled
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule, lasting

TWICE = a_schedule("08:00", "14:00")

NIGHT = Settings(quiet=(Window("quiet", 22 * 60, 7 * 60),))

LONG = Remind(late=lasting("2h"), expires=lasting("3 days"))


def test_disabling_excuses_what_waits_with_the_reason() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Disable(("spf",)))
    assert [(entry.answer, entry.reason) for entry in world.log] == [("excused", "disabled")]
    assert world.notices == []


def test_disabling_excuses_what_is_snoozed() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Snooze("spf"))
    world.ask(Disable(("spf",)))
    assert world.answers == {"spf@2026-11-23T08:00": "excused"}
    assert world.simulation.service.wakes() == {}


def test_a_preset_that_is_gone_for_good_excuses_what_waits() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.change(presets={})
    world.ask(Reload())
    assert [entry.answer for entry in world.log] == ["excused"]


def test_disabling_excuses_what_waits_behind_a_snoozed_one_too() -> None:
    world = World(a_preset(schedule=TWICE, remind=LONG))
    world.to("13:50")
    world.ask(Snooze("spf", "5h"))
    world.to("15:00")
    world.ask(Disable(("spf",)))
    assert world.answers == {"spf@2026-11-23T08:00": "excused", "spf@2026-11-23T14:00": "excused"}


def test_disabling_excuses_what_nothing_looked_at_yet() -> None:
    """In quiet hours, or where no daemon runs."""
    world = World(a_preset(schedule=a_schedule("06:00")), settings=NIGHT, now="2026-11-23 05:00")
    world.to("06:30")
    world.ask(Disable(("spf",)))
    assert world.answers == {"spf@2026-11-23T06:00": "excused"}


def test_disabling_excuses_what_came_due_and_was_moved_to_another_day() -> None:
    world = World(a_preset(remind=LONG))
    world.to("08:00")
    world.ask(Snooze("spf", None, "tomorrow 07:00"))
    world.ask(Disable(("spf",)))
    assert world.answers == {"spf@2026-11-23T08:00": "excused"}


def test_disabling_says_nothing_of_what_is_still_to_come() -> None:
    world = World(a_preset())
    world.ask(Snooze("spf", None, "tomorrow 07:00"))
    world.ask(Disable(("spf",)))
    assert world.answers == {}


def test_a_routine_whose_preset_is_gone_can_still_be_disabled() -> None:
    world = World(a_preset())
    world.change(presets={})
    world.ask(Reload())
    world.ask(Disable(("spf",)))
    assert not world.routine("spf").enabled


def test_disabling_what_does_not_run_says_so() -> None:
    world = World(a_preset(), enabled=False)
    with pytest.raises(NothingToDoError):
        world.ask(Disable(("spf",)))


def test_a_disabled_routine_keeps_its_history() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.ask(Disable(("spf",)))
    assert world.answers == {"spf@2026-11-23T08:00": "done"}


def test_what_waits_is_excused_and_nothing_comes_after() -> None:
    world = World(a_preset())
    world.to("08:00")
    outcome = world.did(Disable(("spf",)))
    assert isinstance(outcome, Disabled)
    assert (outcome.routines, [entry.answer for entry in outcome.excused]) == (("spf",), ["excused"])
    assert (world.raised, world.ask(PlanQuery(7))["occurrences"]) == ([], [])
