"""How far back a command sees: to whatever it may have to restore."""

from __future__ import annotations

from tests.builders import World, a_preset


def test_undo_pressed_later_gives_back_what_was_noted_before_the_correction() -> None:
    """Missed in the night, marked as done at nine: Undo finds why it was missed, hours before."""
    world = World(a_preset())
    world.off_until("2026-11-24 06:00")
    reason = world.log[-1].reason
    world.to("07:30")
    world.press("did-them")
    world.press("undo")
    assert world.answers == {"spf@2026-11-23T08:00": "missed"}
    assert world.log[-1].reason == reason
