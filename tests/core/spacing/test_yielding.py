"""What yields makes room for everything else: the wash in the evening of a mask, which begins with one of its own."""

from __future__ import annotations

from typing import Any

from routine.core.config.spacing_rules import Apart, Most, SpacingRules, Yielding
from routine.core.preset.model import Preset, Safety
from routine.core.requests.commands import Done, Enable, Skip
from routine.core.requests.queries import PlanQuery
from routine.core.schedule.types import AfterDone, Again, Clock, Schedule
from tests.builders import World, a_preset, a_schedule, lasting, weekly
from tests.core.spacing.household import against

FRI = 4
RULES = SpacingRules(
    apart=(
        Apart(
            name="active-and-mask",
            these=("retinoid",),
            those=("mask",),
            by=lasting("1 day"),
            why="A mask and an active go on different evenings.",
            source="a test",
        ),
        Apart(
            name="wash-and-care",
            these=("face-wash",),
            those=("retinoid", "mask"),
            by=lasting("2h"),
            why="It begins with a wash of its own.",
            source="a test",
        ),
    ),
    most=(
        Most(name="washes", of="face-wash", part_of=("retinoid", "mask"), times=2, why="Twice a day.", source="a test"),
    ),
    yielding=(Yielding(name="face-washing", of="face-wash"),),
)


def a_wash(*at: str) -> Preset:
    return a_preset("wash", a_schedule(*(at or ("21:30",))), contains=("face-wash",))


def a_mask(schedule: Schedule | None = None) -> Preset:
    safety = Safety(may_move=lasting("3 days"))
    return a_preset("mask", schedule or weekly(FRI, "20:30"), kind="mask", safety=safety)


def a_retinoid() -> Preset:
    return a_preset("serum", weekly(FRI, "21:00"), kind="treatment", contains=("retinoid",))


def a_world(*presets: Preset, **given: Any) -> World:
    return World(*presets, **{"spacing": RULES, **given})


def left_out(world: World) -> list[str]:
    """The washes that are left out within a week."""
    found = world.ask(PlanQuery(7, "wash"))["occurrences"]
    return [one["id"] for one in found if one["status"] == "excused"]


def test_it_is_left_out_where_another_brings_its_own_and_that_one_stays() -> None:
    world = a_world(a_wash(), a_mask())
    assert left_out(world) == ["wash@2026-11-27T21:30"]
    assert against(world, "wash") == [("wash-and-care", "mask")]
    assert [one["status"] for one in world.ask(PlanQuery(7, "mask"))["occurrences"]] == ["planned"]


def test_it_waits_for_where_the_rules_put_everything_else() -> None:
    """The mask makes room for the retinoid of Friday, and comes on Saturday."""
    world = a_world(a_wash(), a_mask(), a_retinoid())
    assert left_out(world) == ["wash@2026-11-27T21:30", "wash@2026-11-28T21:30"]


def test_nothing_is_moved_or_left_out_because_of_it_even_once_it_was_done() -> None:
    world = a_world(a_wash("20:00"), a_retinoid())
    world.to("2026-11-27 20:30")
    world.ask(Done(("wash",)))
    world.to("2026-11-27 21:00")
    assert world.raised == ["serum@2026-11-27T21:00"]


def test_nobody_is_asked_which_of_the_two_it_shall_be() -> None:
    world = a_world(a_wash(), a_retinoid(), now="2026-11-27 12:00")
    world.to("2026-11-27 20:00")
    assert world.notices == []


def test_it_comes_after_all_once_the_other_is_skipped() -> None:
    world = a_world(a_wash(), a_retinoid())
    world.to("2026-11-27 21:05")
    world.ask(Skip(("serum",)))
    world.to("2026-11-27 21:30")
    assert world.raised == ["wash@2026-11-27T21:30"]


def test_what_others_do_along_the_way_counts_among_so_many_a_day() -> None:
    world = a_world(a_wash("07:30", "18:00"), a_mask())
    assert left_out(world) == ["wash@2026-11-27T18:00"]
    assert against(world, "wash") == [("washes", "mask")]


def test_a_wash_that_follows_the_last_one_is_planned_behind_everything_else() -> None:
    wash = a_preset("wash", Schedule(AfterDone(lasting("1 day"), 21 * 60 + 30)), contains=("face-wash",))
    world = a_world(wash, a_mask())
    found = {one["nominal"][:10]: one["status"] for one in world.ask(PlanQuery(7, "wash"))["occurrences"]}
    assert found["2026-11-26"] == "planned"
    assert found["2026-11-27"] == "excused"
    assert found["2026-11-28"] == "planned"


def test_a_wash_that_is_repeated_keeps_its_later_times_of_the_day() -> None:
    again = Again(lasting("4h"), 8 * 60, 12 * 60)
    wash = a_preset("wash", Schedule(Clock(times=(8 * 60,)), again=again), contains=("face-wash",))
    found = a_world(wash, a_mask()).ask(PlanQuery(1, "wash"))["occurrences"]
    assert [one["nominal"][11:] for one in found] == ["08:00", "12:00"]


def test_enabling_finds_it_but_no_more_than_a_note() -> None:
    world = a_world(a_wash(), a_retinoid(), enabled=False)
    found = world.ask(Enable(("wash", "serum")))["findings"]
    assert [(one["level"], one["rule"]) for one in found] == [("note", "wash-and-care")]


# --- its words ----------------------------------------------------------------------------------------------------


def test_what_yields_says_to_what_and_that_nothing_is_to_do() -> None:
    [row] = [one for one in plan_of_wash(a_world(a_wash(), a_mask())) if one["status"] == "excused"]
    assert row["why"] == "no free time, because of the rule “It begins with a wash of its own” (Mask, Fri 27 Nov 20:30)"
    [row] = [one for one in plan_of_wash(a_world(a_wash("07:30", "18:00"), a_mask())) if one["status"] == "excused"]
    assert row["why"] == "no free time, because of the rule “Twice a day” (Mask, Fri 27 Nov 20:30)"
    found = a_world(a_wash(), a_retinoid(), enabled=False).ask(Enable(("wash", "serum")))["findings"]
    assert found[0]["fix"] == "You do not need to do anything. It comes again by itself afterwards."


def plan_of_wash(world: World) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.ask(PlanQuery(7, "wash"))["occurrences"]
    return found
