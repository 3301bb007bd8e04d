"""What `why` says: the schedule and the next time with its reason; of a day, what became of its times."""

from __future__ import annotations

import pytest

from routine.core.requests.queries import Why
from tests.builders import World, a_preset, weekly
from tests.core.reminders.test_next_time import next_at


def why(world: World, when: str | None = None) -> str:
    return "\n".join(world.ask(Why("spf", when))["lines"])


def test_why_says_the_schedule_and_the_next_time_with_its_reason() -> None:
    text = why(World(a_preset(schedule=weekly(4, "20:30"))))
    assert next_at("Fri 27 Nov 20:30") in text
    assert "every Friday at 20:30" in text


def test_why_of_a_day_says_what_became_of_its_times() -> None:
    world = World(a_preset())
    world.off_until("2026-11-24 07:00")
    assert "missed (found too late)" in why(world, "yesterday")


@pytest.mark.parametrize(
    ("when", "says"),
    [("2026-11-20", "nothing from before exists"), ("2026-11-25", "every day at 08:00")],
)
def test_why_of_a_day_without_answers_says_why(when: str, says: str) -> None:
    assert says in why(World(a_preset()), when)


def test_why_of_a_day_that_the_schedule_does_not_name_says_so() -> None:
    assert "its schedule has no time then" in why(World(a_preset(schedule=weekly(4, "20:30"))), "2026-11-25")
