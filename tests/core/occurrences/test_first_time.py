"""The first time of what comes so long after it was done: at once, but not at night where it has a part of the day."""

from __future__ import annotations

import pytest

from routine.core.requests.commands import Disable, Done, Enable
from routine.core.requests.reports import Reload
from routine.core.schedule.types import AfterDone, Schedule
from tests.builders import World, a_preset, lasting
from tests.presets.shipped import preset


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2026-11-30 15:00", "2026-11-30 15:00"),
        ("2026-11-30 23:30", "2026-12-01 08:00"),
        ("2026-12-01 01:29", "2026-12-01 08:00"),
    ],
)
def test_a_patch_test_that_is_enabled_at_night_comes_in_the_morning(now: str, first: str) -> None:
    world = World(preset("patch-test"), now=now, enabled=False)
    world.ask(Enable(("patch-test",)))
    [armed] = world.routine("patch-test").armed
    assert f"{armed.nominal:%Y-%m-%d %H:%M}" == first


def test_ended_and_begun_again_within_the_minute_it_is_another_time() -> None:
    """The one that was answered keeps its answer."""
    world = World(a_preset("patch", Schedule(AfterDone(lasting("1 day")))))
    first = world.raised
    world.ask(Done())
    world.ask(Disable(("patch",)))
    world.ask(Enable(("patch",)))
    world.to("07:02")
    assert (first, world.raised) == (["patch@2026-11-23T07:00"], ["patch@2026-11-23T07:01"])
    assert world.answers == {"patch@2026-11-23T07:00": "done"}


def test_edited_while_its_first_time_waits_the_next_is_another_time() -> None:
    world = World(a_preset("patch", Schedule(AfterDone(lasting("1 day")))))
    world.change(a_preset("patch", Schedule(AfterDone(lasting("2 days")))))
    world.ask(Reload())
    assert world.raised == ["patch@2026-11-23T07:00"]
    assert "2026-11-23T07:00" not in [one.key for one in world.routine("patch").armed]
