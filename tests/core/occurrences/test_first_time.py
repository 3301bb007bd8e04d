"""The first time of what comes so long after it was done: at once, but not at night where it has a part of the day."""

from __future__ import annotations

import pytest

from routine.core.requests.commands import Enable
from tests.builders import World
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
