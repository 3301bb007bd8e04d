"""How long a notice stands that says what a press did."""

from __future__ import annotations

from tests.builders import World, a_preset
from tests.core.reminders.test_silence_buttons import silent


def test_what_was_done_stands_for_two_minutes() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.press("done")
    world.to("08:01:59")
    assert world.offers("answered") == ["undo"]
    world.to("08:02")
    assert "answered" not in world.showing


def test_what_has_to_be_read_stands_for_a_day() -> None:
    """All is paused until they resume: nothing else would say so."""
    world = silent()
    world.press("pause")
    world.to("2026-11-27 07:59")
    assert "resume" in world.offers("answered")
    world.to("08:00")
    assert "answered" not in world.showing
