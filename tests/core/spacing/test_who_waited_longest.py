"""Masks that find one free evening between them take turns: whoever has waited longest has it."""

from __future__ import annotations

from collections import Counter

from routine.core.preset.model import Preset
from routine.core.requests.commands import Done
from tests.builders import Safety, World, a_preset, lasting, weekly
from tests.core.spacing.household import a_world, planned
from tests.core.spacing.test_free_evening import a_ramp


def a_mask(id: str, weekday: int, move: str = "3 days") -> Preset:
    safety = Safety(may_move=lasting(move), min_gap=lasting("4 days"))
    return a_preset(id, weekly(weekday, "20:30"), kind="mask", safety=safety)


def three() -> World:
    """Three masks in the middle of the week beside a retinoid that leaves only Fridays free."""
    masks = (a_mask("clay", 1), a_mask("foam", 3), a_mask("egg", 4))
    return a_world(*masks, a_ramp(7, free=(4,)))


def comes(world: World, days: int = 63) -> list[tuple[str, str]]:
    """The masks that come, and when."""
    rows = [row for id in ("clay", "foam", "egg") for row in planned(world, id, days)]
    return sorted((row["instant"][:10], row["routine"]) for row in rows if row["status"] == "planned")


def test_three_masks_share_the_one_free_evening_in_turn() -> None:
    found = comes(three())[:9]
    assert Counter(id for _, id in found) == {"clay": 3, "foam": 3, "egg": 3}
    assert all({id for _, id in found[n : n + 3]} == {"clay", "foam", "egg"} for n in (0, 3, 6))


def test_who_came_last_comes_after_the_others_also_weeks_later_and_unanswered() -> None:
    """What nobody answered had its turn all the same: else it would keep the evening from all the others."""
    world = three()
    order = [id for _, id in comes(world)][:3]
    world.to("2026-12-13 12:00")
    assert {one.partition("@")[0] for one in world.raised} == {"clay", "foam", "egg", "serum"}
    assert [id for _, id in comes(world)][:3] == order


def test_what_was_done_on_another_evening_had_its_turn() -> None:
    world = three()
    first = comes(world)[0][1]
    world.to("2026-11-24 12:00")
    world.ask(Done((first,), extra=True))
    assert comes(world)[0][1] != first


def test_the_reason_names_the_mask_whose_turn_it_is() -> None:
    world = three()
    left_out = [row for row in planned(world, "egg", 63) if row["status"] == "excused"]
    turns = {day: id.capitalize() for day, id in comes(world)}
    for row in left_out:
        assert turns[row["instant"][:10]] in row["why"]


def test_what_may_not_move_keeps_its_evening() -> None:
    fixed = a_preset("egg", weekly(4, "20:30"), kind="mask")
    world = a_world(a_mask("clay", 1), a_mask("foam", 3), fixed, a_ramp(7, free=(4,)))
    assert {id for _, id in comes(world)} == {"egg"}
