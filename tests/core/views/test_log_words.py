"""What the history says to people, also of entries that old versions wrote."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.config.rules import SafetyQuestion
from routine.core.requests.commands import Done
from routine.core.views.log_words import answer_words
from tests.builders import World, a_preset

QUESTION = SafetyQuestion(name="broken-skin-today", text="Is your skin open today?", stops_on="yes", why="Not today.")


@pytest.fixture
def world() -> World:
    world = World(a_preset(), questions={"broken-skin-today": QUESTION})
    world.to("08:00")
    world.ask(Done(("spf",)))
    return world


@pytest.mark.parametrize(
    ("answer", "reason", "said"),
    [
        ("skipped", "broken-skin-today: yes", "skipped: you answered yes to “Is your skin open today?”"),
        ("skipped", "some-old-one: yes", "skipped: you answered yes to “a question before the start”"),
        ("missed", "undone", "missed"),
        ("missed", "nobody answered in time", "missed: you did not answer in time"),
        ("excused", "held: Egg allergy.", "not counted: on hold. Egg allergy."),
        ("accepted", "broken-skin: It needs whole skin.", "you chose to continue: It needs whole skin."),
    ],
)
def test_raw_reasons_are_said_in_words(world: World, answer: str, reason: str, said: str) -> None:
    entry = replace(world.log[0], answer=answer, reason=reason, details={"rule": "broken-skin"})
    assert answer_words(world.draft, entry) == said


def test_what_was_missed_with_routine_off_says_so() -> None:
    world = World(a_preset())
    world.off_until("2026-11-24 07:00")
    assert "not running" in answer_words(world.draft, world.log[-1])


def test_when_it_really_was_stands_beside_it() -> None:
    world = World(a_preset())
    world.to("09:10")
    world.ask(Done(("spf",)))
    assert answer_words(world.draft, world.log[-1]) == "done at 09:10"


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("stopped at second-layer (3 of 6)", "skipped: you stopped at step 3 of 6"),
        ("stinging, stopped at second-layer (3 of 6)", "skipped: it stung, and you stopped at step 3 of 6"),
    ],
)
def test_a_step_is_named_by_its_number(world: World, reason: str, says: str) -> None:
    assert answer_words(world.draft, replace(world.log[0], answer="skipped", reason=reason)) == says
