"""Disabling: nothing more comes, and what was answered stays in the log."""

from __future__ import annotations

import pytest

from routine.core.errors import NothingToDoError
from routine.core.requests.commands import Disable, Done
from routine.core.requests.queries import PlanQuery
from routine.core.routines.outcomes import Disabled
from tests.builders import World, a_preset


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
