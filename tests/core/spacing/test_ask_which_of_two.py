"""Two times that cannot both be: asked in good time, once, and the choice holds."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.requests.commands import Skip
from routine.core.requests.reports import Reload
from routine.core.spacing.ask_which_of_two import Chose
from tests.builders import a_schedule, lasting
from tests.core.spacing.household import a_world, mask, planned, without_room


def test_two_hours_ahead_it_asks_which_of_the_two_it_shall_be() -> None:
    world = without_room()
    world.to("2026-11-27 18:29")
    assert world.showing == []
    world.to("18:31")
    assert world.showing == ["clash"]
    card = world.card("clash")
    assert (card.of, [button.id for button in card.buttons]) == ("serum@2026-11-27T21:00", ["other", "this"])


def test_the_choice_holds_and_the_other_is_left_out() -> None:
    world = without_room()
    world.to("2026-11-27 18:31")
    assert world.pressed("this", "clash") == Chose("serum@2026-11-27T21:00", "mask@2026-11-27T20:30")
    world.to("21:01")
    assert world.raised == ["serum@2026-11-27T21:00"]
    assert world.answers["mask@2026-11-27T20:30"] == "excused"


def test_the_other_button_leaves_out_the_one_that_the_notice_began_with() -> None:
    world = without_room()
    world.to("2026-11-27 18:31")
    assert world.pressed("other", "clash") == Chose("mask@2026-11-27T20:30", "serum@2026-11-27T21:00")
    world.to("21:01")
    assert world.raised == ["mask@2026-11-27T20:30"]
    assert world.answers["serum@2026-11-27T21:00"] == "excused"


def test_what_was_chosen_is_known_for_two_days_and_forgotten_then() -> None:
    world = without_room()
    world.to("2026-11-27 18:31")
    world.press("this", "clash")
    (chosen,) = world.store.load().spacing.chosen
    world.to("2026-11-29 12:00")
    world.ask(Reload())
    assert world.store.load().spacing.chosen == (chosen,)
    world.to("2026-11-30 12:00")
    world.ask(Reload())
    assert world.store.load().spacing.chosen == ()


def test_without_buttons_skipping_the_one_gives_room_to_the_other() -> None:
    world = without_room()
    world.to("2026-11-27 18:31")
    assert world.card("clash").commands == ("routine skip mask --next",)
    world.ask(Skip(("mask",), next=True))
    world.to("21:01")
    assert world.raised == ["serum@2026-11-27T21:00"]


def test_without_a_choice_it_stays_as_planned_and_the_question_goes() -> None:
    world = without_room()
    world.to("2026-11-27 21:05")
    assert world.raised == ["mask@2026-11-27T20:30"]
    assert "clash" not in world.showing


def test_a_question_answered_once_is_not_put_again() -> None:
    world = without_room()
    world.to("2026-11-27 18:31")
    world.press("other", "clash")
    world.restart()
    world.to("19:30")
    assert "clash" not in world.showing


def test_of_two_times_of_one_routine_nobody_is_asked_which() -> None:
    """A daily mask with five days between: the plan says what is left out, and no notice asks “Mask or Mask?”."""
    daily = mask(schedule=a_schedule("20:30"), min_gap=lasting("5 days"))
    world = a_world(replace(daily, safety=replace(daily.safety, may_move=None)))
    world.to("19:00")
    assert [card.id for card in world.store.load().notices.cards if card.kind == "clash"] == []
    assert [one["status"] for one in planned(world, "mask", 6)] == ["planned", *["excused"] * 4, "planned"]
