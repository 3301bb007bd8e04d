"""The words of spacing: why a time moved or has no room, which of two it shall be, and what stands against routines."""

from __future__ import annotations

import pytest

from routine.core.config.rules import Fact
from routine.core.config.spacing_rules import Apart, SpacingRules
from routine.core.errors import RefusedError, UsageError
from routine.core.preset.model import Safety
from routine.core.requests.commands import Done, Enable, Snooze, VisitAct
from routine.core.requests.reports import Reload
from routine.core.schedule.types import Weekdays
from routine.core.spacing.ask_which_of_two import Chose, chose_notice
from routine.core.spacing.no_room import room
from tests.builders import World, a_preset, a_schedule, a_series, lasting, weekly
from tests.core.reminders.test_next_time import next_at
from tests.core.spacing.household import a_peel, a_world, active, lying_flat, mask, planned, without_room

APART = "“A mask and an active go on different evenings”"


def why(world: World, id: str, nth: int = 0) -> str:
    row = planned(world, id)[nth]
    return f"{row['when']}: {row['why']}"


# --- in the plan --------------------------------------------------------------------------------------------------


def test_a_moved_time_says_from_where_and_which_rule_moved_it() -> None:
    world = a_world(mask(), active())
    assert (
        why(world, "mask")
        == f"Sat 28 Nov 20:30: moved from Fri 27 Nov 20:30, because of the rule {APART} (Serum, Fri 27 Nov 21:00)"
    )


def test_a_dose_that_moves_within_its_day_says_so() -> None:
    calcium = a_preset("calcium", a_schedule("18:30"), contains=("calcium",), safety=Safety(may_move=lasting("8h")))
    world = a_world(calcium, a_preset("thyroxine", a_schedule("17:00"), contains=("levothyroxine",)))
    assert why(world, "calcium") == (
        "today 21:00: moved from Mon 23 Nov 18:30, because of the rule “Calcium and a thyroid medicine "
        "are 4 hours apart” (Thyroxine, Mon 23 Nov 17:00)"
    )


def test_a_time_without_room_says_what_it_is_left_out_for() -> None:
    left_out = f"no free time, because of the rule {APART} (Mask, Fri 27 Nov 20:30)"
    world = without_room()
    assert why(world, "serum", 2) == f"Fri 27 Nov 21:00: {left_out}"
    world.to("2026-11-27 21:05")
    assert next(one.reason for one in world.log if one.id == "serum@2026-11-27T21:00") == left_out


def test_what_waits_for_a_visit_names_the_visit() -> None:
    world = a_world(active(), a_peel())
    world.ask(VisitAct("book", "peel", when="2026-12-01 10:00"))
    reason = "on hold, because of the rule “No active around a peel” (Peel, 1 December 2026 at 10:00)"
    assert why(world, "serum") == f"Fri 27 Nov 21:00: {reason}"


def test_what_may_move_but_finds_no_free_time_says_within_how_long() -> None:
    every_evening_but_monday = a_schedule("21:00", days=Weekdays((1, 2, 3, 4, 5, 6)))
    world = a_world(mask(move="2 days"), active(schedule=every_evening_but_monday))
    assert "no free time within 2 days, because of" in why(world, "mask")


def test_a_gap_of_its_own_is_said_as_one() -> None:
    daily = mask(schedule=a_schedule("20:30"), move="", min_gap=lasting("5 days"))
    world = a_world(daily, active(schedule=weekly(1, "19:00")))
    assert "At least 5 days from one to the next" in why(world, "mask", 1)


def test_the_first_of_many_rules_is_named() -> None:
    rules = tuple(
        Apart(name=f"tag-{n}", these=(f"tag-{n}",), those=("mask",), by=lasting("1 day"), why=f"Of {n}.", source="s")
        for n in range(12)
    )
    serum = active(contains=tuple(rule.name for rule in rules))
    assert "“Of 0” (Serum" in why(World(mask(), serum, spacing=SpacingRules(apart=rules)), "mask")


def test_a_time_inside_after_care_says_so() -> None:
    world = a_world(lying_flat(), a_series("threads"))
    world.ask(VisitAct("book", "threads", "26 Nov 10:00"))
    assert why(world, "mask").startswith(
        "Sat 28 Nov 20:30: moved from Fri 27 Nov 20:30, because of the rule “Not while after-care lasts” ("
    )


def test_a_prescribed_time_that_no_rule_moves_says_whom_to_ask() -> None:
    facts = {"prescription-retinoid": Fact("prescription-retinoid", "Do you use one?")}
    serum = active(schedule=a_schedule("21:00"))
    world = a_world(serum, a_peel(), facts=facts, profile={"prescription-retinoid": True})
    world.ask(VisitAct("book", "peel", "14 Dec 10:00"))
    night = next(one for one in planned(world, "serum", 40) if one["nominal"] > "2026-12-08")
    assert night["why"].endswith("It is prescribed, so nothing moves it: ask your prescriber or pharmacist")


# --- in replies ---------------------------------------------------------------------------------------------------


def test_what_comes_next_is_said_with_where_a_rule_moved_it() -> None:
    world = a_world(mask(), active(), enabled=False)
    assert world.ask(Enable(("mask", "serum")))["said"][0] == f"Mask is enabled. {next_at('Sat 28 Nov 20:30')}"
    world.to("2026-11-28 20:31")
    assert world.ask(Done(("mask",)))["said"] == [f"Mask, today 20:30: done. {next_at('Sat 5 Dec 20:30')}"]


def test_an_answer_says_what_has_no_room_any_more_because_of_it() -> None:
    world = a_world(mask(), active())
    world.to("2026-11-27 18:30")
    assert world.ask(Done(("mask",), next=True))["said"] == [
        f"Mask, tomorrow 20:30: done. {next_at('Sat 5 Dec 20:30')}",
        f"Serum, today 21:00: no free time, because of the rule {APART} (Mask, Fri 27 Nov 18:30).",
    ]


def test_a_time_that_a_rule_is_against_is_refused_with_the_rule() -> None:
    with pytest.raises(UsageError) as refused:
        a_world(mask(), active()).ask(Snooze("mask", until="fri 20:30"))
    assert refused.value.message == (
        f"Mask cannot be at that time, because of the rule {APART} (Serum, Fri 27 Nov 21:00)."
    )


# --- which of the two ---------------------------------------------------------------------------------------------


def test_the_question_says_which_is_left_out_and_what_comes_otherwise() -> None:
    world = without_room()
    world.to("2026-11-27 18:31")
    notice = world.notice("clash")
    assert (notice.title, notice.body.splitlines()) == (
        "Mask or Serum?",
        [
            f"Serum: no free time, because of the rule {APART} (Mask, Fri 27 Nov 20:30).",
            "If you do not choose, it is Mask.",
        ],
    )
    assert [button.label for button in notice.buttons] == ["Mask", "Serum"]


def test_the_choice_says_which_comes_and_which_does_not() -> None:
    told = chose_notice(without_room().draft, Chose("serum@2026-11-27T21:00", "mask@2026-11-27T20:30"))
    assert (told.title, told.lines) == ("Saved", ("This time it is Serum. Mask is not counted.",))


# --- together -----------------------------------------------------------------------------------------------------


def test_a_routine_without_room_says_for_how_many_of_its_times_and_which_two_cannot_both_hold() -> None:
    world = a_world(mask(), active(schedule=a_schedule("21:00")))
    [found] = room(world.draft, ["mask"])
    assert found.why == (
        "Mask has no free time for 8 of its next 8 times, from Fri 27 Nov 20:30 on. These do not go "
        "together: “A mask and an active go on different evenings” and the schedule of Serum (Every day "
        "at 21:00). Mask may move by 3 days."
    )
    [found] = room(a_world(mask(min_gap=lasting("9 days"))).draft, ["mask"])
    assert found.why == (
        "Mask has no free time for 3 of its next 8 times, from Fri 4 Dec 20:30 on. These do not go "
        "together: “At least 9 days from one to the next” and the schedule of Mask (Fridays at 20:30). "
        "Mask may move by 3 days."
    )


def test_two_with_the_same_active_are_refused_with_the_other_named() -> None:
    world = a_world(active(), active("ramp", a_schedule("21:30")), enabled=False)
    world.ask(Enable(("serum",)))
    with pytest.raises(RefusedError) as refused:
        world.ask(Enable(("ramp",)))
    assert "Ramp and Serum do not go together. One at a time" in refused.value.message
    assert refused.value.hint == (
        "Disable the other one first: routine preset disable serum. "
        "To continue anyway: routine preset enable ramp --accept one-retinoid"
    )


def test_a_change_that_leaves_no_room_is_said_in_the_reply_and_in_one_notice() -> None:
    world = a_world(mask())
    world.change(mask(min_gap=lasting("30 days")))
    told = world.ask(Reload())["said"]
    assert told[0].startswith("Mask has no free time for 6 of its next 8 times")
    notice = world.notice("no-room")
    assert (notice.title, notice.body) == ("Mask: no free time", told[0].partition(" Change one of")[0])
    assert world.ask(Reload())["said"] == []
