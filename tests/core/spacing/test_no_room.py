"""Times without room: they are in the plan with the reason, warned of at the beginning, told once after a change."""

from __future__ import annotations

from routine.core.requests.commands import Enable, Reload
from tests.builders import a_schedule, lasting
from tests.core.spacing.household import a_world, active, mask, planned, without_room


def test_what_has_no_room_is_in_the_plan_as_not_counted_with_the_reason() -> None:
    row = planned(without_room(), "serum")[2]
    assert (row["status"], row["why"]) == (
        "excused",
        "left out: a mask and an active go on different evenings (Mask, Fri 27 Nov 20:30)",
    )


def test_what_never_has_room_is_enabled_with_a_warning_that_says_so() -> None:
    world = a_world(mask(), active(schedule=a_schedule("21:00")), enabled=False)
    world.ask(Enable(("serum",)))
    reply = world.ask(Enable(("mask",)))
    assert [(f["level"], f["why"].partition(",")[0]) for f in reply["findings"]] == [
        ("warn", "Mask: room for none of its next 8 times")
    ]


def test_an_impossible_spacing_names_the_two_that_clash() -> None:
    world = a_world(mask(min_gap=lasting("9 days")), enabled=False)
    reply = world.ask(Enable(("mask",)))
    assert [finding["why"] for finding in reply["findings"]] == [
        "Mask: room for 5 of its next 8 times, from Fri 4 Dec 20:30 on. “At least 9 days from one to the next” "
        "and the schedule of Mask, Fridays at 20:30 (Mask may move by 3 days), cannot both hold."
    ]


def test_a_change_that_leaves_no_room_is_told_once() -> None:
    world = a_world(mask())
    world.change(mask(min_gap=lasting("30 days")))
    told = world.ask(Reload())["said"]
    assert told[0].startswith("Mask: room for 2 of its next 8 times")
    assert world.notice("Not all of it fits").body == told[0].partition(" Change one of")[0]
    assert world.ask(Reload())["said"] == []
