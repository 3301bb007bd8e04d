"""When a card goes by itself, and when a delivery that failed is tried again."""

from __future__ import annotations

from tests.builders import World, a_preset


def test_a_delivery_that_fails_is_tried_again_and_does_not_count_until_confirmed() -> None:
    world = World(a_preset())
    world.simulation.delivers = False
    world.to("08:00")
    assert world.routine("spf").raised.delivered_at is None  # type: ignore[union-attr] # it is raised
    [delivery] = world.state.notices.deliveries.values()
    assert (delivery.error, delivery.confirmed) == ("no server", False)
    world.simulation.delivers = True
    world.to("08:01")
    assert world.routine("spf").raised.delivered_at is not None  # type: ignore[union-attr] # it is raised


def test_the_confirmation_goes_after_two_minutes() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.press("done")
    world.to("08:02")
    assert world.notices == []
