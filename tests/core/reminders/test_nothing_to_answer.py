"""Answers that find nothing to record: what else can be meant is named, each with its command."""

from __future__ import annotations

import pytest

from routine.core.requests.commands import Done, Skip
from routine.core.schedule.types import Schedule, WhenNeeded
from tests.builders import World, a_preset
from tests.core.reminders.answering import DROPS, refused


@pytest.mark.parametrize(
    ("first", "second", "command"),
    [
        (Skip(("spf",)), Done(("spf",)), 'routine done spf --at "today 08:00"'),
        (Done(("spf",)), Skip(("spf",)), 'routine skip spf --at "today 08:00"'),
    ],
)
def test_a_wrong_answer_names_the_command_that_corrects_it(
    first: Done | Skip, second: Done | Skip, command: str
) -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(first)
    choices = refused(world, second).details["choices"]
    assert isinstance(choices, list)
    assert (choices[0]["command"], choices[0]["at"]) == (command, "today 08:00")
    world.ask(type(second)(("spf",), at=choices[0]["at"]))
    assert world.answers == {"spf@2026-11-23T08:00": "done" if isinstance(second, Done) else "skipped"}


def test_the_same_answer_again_names_no_time_to_correct() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Done(("spf",)))
    choices = refused(world, Done(("spf",))).details["choices"]
    assert isinstance(choices, list)
    assert [(choice["id"], "at" in choice) for choice in choices] == [("extra", False), ("next", False), ("at", False)]


def test_the_earlier_time_in_the_example_is_one_that_was_missed() -> None:
    world = World(DROPS)
    world.to("2026-11-24 08:00")
    choices = refused(world, Done(("drops",))).details["choices"]
    assert isinstance(choices, list)
    assert choices[-1]["command"] == 'routine done drops --at "yesterday 16:00"'


def test_what_is_done_when_needed_has_no_earlier_time_to_skip() -> None:
    world = World(a_preset("spray", Schedule(WhenNeeded())))
    assert refused(world, Skip(("spray",))).hint is None
