"""What is kept apart, by days, months and hours, within one routine and among several, at most so often a day."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.config.spacing_rules import Apart, SpacingRules
from routine.core.preset.model import Safety
from routine.core.requests.commands import Done, Enable
from routine.core.schedule.types import EveryNDays
from tests.builders import Remind, World, a_preset, a_schedule, lasting, weekly
from tests.core.spacing.household import FRI, TUE, a_world, active, against, comes, mask, planned


def test_two_that_may_move_keep_to_one_a_day() -> None:
    world = a_world(mask("clay"), mask("egg"))
    assert [comes(world, id) for id in ("clay", "egg")] == ["2026-11-27 20:30", "2026-11-28 20:30"]


def test_an_accepted_rule_is_no_rule_for_that_routine() -> None:
    daily = active(schedule=a_schedule("21:00"))
    world = a_world(mask(), daily, accept=("active-and-mask",))
    assert comes(world, "mask") == "2026-11-27 20:30"


def test_so_many_a_day_that_was_accepted_holds_for_that_routine_no_more() -> None:
    world = a_world(mask("clay", move=""), mask("egg", move=""))
    assert {one["status"] for id in ("clay", "egg") for one in planned(world, id, 5)} == {"planned", "excused"}
    world.ask(Enable(("egg",), ("masks",)))
    assert {one["status"] for id in ("clay", "egg") for one in planned(world, id, 5)} == {"planned"}


def test_a_gap_counts_from_what_was_really_done() -> None:
    every_six_days = mask(schedule=a_schedule("20:30", days=EveryNDays(6)), min_gap=lasting("5 days"))
    world = a_world(replace(every_six_days, remind=Remind(expires=lasting("3 days"))))
    world.to("2026-11-25 10:00")
    world.ask(Done(("mask",)))
    assert comes(world, "mask") == "2026-11-30 20:30"


@pytest.mark.parametrize(("gap", "when"), [("1 month", "2027-01-10 20:30"), ("30 days", "2027-01-09 20:30")])
def test_a_gap_of_a_month_counts_by_the_calendar(gap: str, when: str) -> None:
    late = replace(mask(schedule=a_schedule("20:30", days=EveryNDays(28)), min_gap=lasting(gap)))
    world = a_world(
        replace(late, remind=Remind(late=lasting("30 days"), expires=lasting("30 days"))), now="2026-12-10 07:00"
    )
    world.to("2026-12-10 21:00")
    world.ask(Done(("mask",)))
    assert comes(world, "mask") == when


def test_of_many_rules_that_a_time_breaks_the_first_of_the_file_counts() -> None:
    tags = tuple(f"tag-{n}" for n in range(12))
    rules = tuple(
        Apart(name=tag, these=(tag,), those=("other",), by=lasting("1 day"), why=f"Of {tag}.", source="a test")
        for tag in tags
    )
    many = a_preset("many", contains=tags, safety=Safety(may_move=lasting("2 days")), schedule=weekly(FRI, "20:30"))
    other = a_preset("other", weekly(FRI, "21:00"), contains=("other",))
    world = World(many, other, spacing=SpacingRules(apart=rules))
    assert against(world, "many") == [("tag-0", "other")]


# --- between whose times a rule holds -----------------------------------------------------------------------------


def apart_only(*rules: Apart) -> SpacingRules:
    return SpacingRules(apart=rules)


def a_rule(these: str, those: str, by: str = "1 day") -> Apart:
    return Apart(name="rule", these=(these,), those=(those,), by=lasting(by), why="Not both.", source="a test")


def test_a_general_rule_keeps_apart_different_routines_never_the_times_of_one() -> None:
    """A mask with a retinoid in it, morning and evening: each time holds both sides of the rule."""
    both = a_preset("both", a_schedule("08:00", "20:30"), kind="mask", contains=("retinoid",))
    world = a_world(both, spacing=apart_only(a_rule("retinoid", "mask")))
    assert {one["status"] for one in planned(world, "both", 3)} == {"planned"}
    world = a_world(both, active(schedule=weekly(FRI, "21:00")), spacing=apart_only(a_rule("retinoid", "mask")))
    assert [one["nominal"] for one in planned(world, "both", 7) if one["status"] == "excused"] == []
    assert planned(world, "serum")[0]["status"] == "excused"


def test_a_gap_of_its_own_is_between_the_times_of_that_routine_alone() -> None:
    gap = lasting("5 days")
    world = a_world(mask("clay", move="", min_gap=gap), mask("egg", move="", min_gap=gap), spacing=apart_only())
    assert {one["status"] for id in ("clay", "egg") for one in planned(world, id)} == {"planned"}


def test_a_rule_with_the_same_on_both_sides_holds_between_routines() -> None:
    rules = apart_only(a_rule("mask", "mask", "2 days"))
    world = a_world(mask("clay", move=""), mask("egg"), spacing=rules)
    assert comes(world, "egg") == "2026-11-29 20:30"


def test_what_one_routine_keeps_apart_itself_holds_from_the_other_side_too() -> None:
    """The serum says it, and does not move: the mask does."""
    serum = active(safety=Safety(apart=(("mask", lasting("1 day")),)))
    assert comes(a_world(mask(), serum, spacing=apart_only()), "mask") == "2026-11-28 20:30"
    sayer = mask(apart=(("retinoid", lasting("1 day")),))
    assert comes(a_world(sayer, active(), spacing=apart_only()), "mask") == "2026-11-28 20:30"


@pytest.mark.parametrize(
    ("at", "status"), [("13:00", "planned"), ("13:01", "excused"), ("20:59", "excused"), ("21:00", "planned")]
)
def test_hours_apart_are_enough_when_exactly_so_many_have_passed(at: str, status: str) -> None:
    calcium = a_preset("calcium", a_schedule(at), contains=("calcium",))
    world = a_world(calcium, a_preset("thyroxine", a_schedule("17:00"), contains=("levothyroxine",)))
    assert {one["status"] for one in planned(world, "calcium", 3)} == {status}


def test_of_its_own_gap_and_a_general_rule_the_gap_is_the_reason() -> None:
    daily = mask(schedule=a_schedule("20:30"), move="", min_gap=lasting("5 days"))
    world = a_world(daily, active(schedule=weekly(TUE, "19:00")))
    assert against(world, "mask")[0] == ("min-gap", "mask")


def test_what_a_rule_moved_away_from_a_day_is_what_was_done_that_day_whatever_was_done_before() -> None:
    world = a_world(mask(), active())
    world.to("2026-11-28 20:30")
    world.ask(Done(("mask",)))
    world.to("2026-12-04 19:00")
    assert comes(world, "mask") == "2026-12-05 20:30"
    world.ask(Done(("mask",), at="today 18:30"))
    assert world.answers["mask@2026-12-04T20:30"] == "done"
