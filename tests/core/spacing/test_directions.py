"""Rules with a direction, and rules by halves of the day."""

from __future__ import annotations

import pytest

from routine.core.config.spacing_rules import Apart, Medicine, SpacingRules
from routine.core.preset.model import Safety
from tests.builders import World, a_preset, a_schedule, lasting
from tests.core.spacing.household import against, planned

ONE_WAY = Apart(
    name="minerals",
    these=("calcium",),
    those=("quinolone",),
    by=lasting("6h"),
    after=lasting("2h"),
    why="The antibiotic first, minerals 2 hours later.",
    source="a test",
)
HALVES = Apart(
    name="halves",
    these=("benzoyl-peroxide",),
    those=("retinoid",),
    by=lasting("12h"),
    halves=True,
    why="In different halves of the day.",
    source="a test",
)


def minerals_at(calcium: str, antibiotic: str) -> World:
    taken = a_preset("calcium", a_schedule(calcium), contains=("calcium",))
    medicine = a_preset("antibiotic", a_schedule(antibiotic), contains=("quinolone",))
    rules = SpacingRules(apart=(ONE_WAY,), medicines=(Medicine(name="quinolone", of="quinolone"),))
    return World(taken, medicine, spacing=rules)


@pytest.mark.parametrize(
    ("calcium", "antibiotic", "together"),
    [
        ("10:00", "08:00", True),  # two hours after the antibiotic
        ("09:59", "08:00", False),
        ("08:00", "14:00", True),  # six hours before it
        ("08:00", "13:59", False),
        ("08:00", "08:00", False),
    ],
)
def test_a_mineral_two_hours_after_the_antibiotic_or_six_before_it(
    calcium: str, antibiotic: str, together: bool
) -> None:
    world = minerals_at(calcium, antibiotic)
    assert (against(world, "calcium") == []) is together
    assert {row["status"] for row in planned(world, "antibiotic")} == {"planned"}


@pytest.mark.parametrize(("at", "together"), [("07:30", True), ("11:59", True), ("12:00", False), ("18:00", False)])
def test_halves_of_a_day_meet_at_noon(at: str, together: bool) -> None:
    peroxide = a_preset("peroxide", a_schedule(at), contains=("benzoyl-peroxide",))
    serum = a_preset("serum", a_schedule("21:00"), contains=("retinoid",))
    world = World(peroxide, serum, spacing=SpacingRules(apart=(HALVES,)))
    kept = [*against(world, "peroxide"), *against(world, "serum")]
    assert (kept == []) is together


@pytest.mark.parametrize(("first", "second", "together"), [("08:00", "13:59", False), ("08:00", "14:00", True)])
def test_what_is_on_both_sides_of_a_rule_is_kept_the_farther_apart_both_ways(
    first: str, second: str, together: bool
) -> None:
    rule = Apart(
        name="zinc", these=("zinc",), those=("zinc", "iron"), by=lasting("2h"), after=lasting("6h"), why="Apart.",
        source="a test",
    )  # fmt: skip
    pills = [a_preset(f"zinc-{n}", a_schedule(at), contains=("zinc",)) for n, at in enumerate((first, second))]
    for given in (pills, [*reversed(pills)]):
        world = World(*given, spacing=SpacingRules(apart=(rule,)))
        rows = [one["status"] for id in ("zinc-0", "zinc-1") for one in planned(world, id, 1)]
        assert ("excused" not in rows) is together


def test_what_says_itself_what_it_is_kept_from_need_not_contain_anything() -> None:
    tea = a_preset("tea", a_schedule("08:30"), safety=Safety(apart=(("iron", lasting("1h")),)))
    world = World(tea, a_preset("iron", a_schedule("08:00"), contains=("iron",)), spacing=SpacingRules())
    rows = {one["status"] for id in ("tea", "iron") for one in planned(world, id, 1)}
    assert "excused" in rows
