"""Times without room: they are in the plan with the reason, warned of at the beginning, told once after a change."""

from __future__ import annotations

from routine.core.requests.commands import Enable
from routine.core.requests.reports import Reload
from tests.builders import a_schedule, lasting
from tests.core.spacing.household import a_world, active, against, mask, planned, without_room


def test_what_has_no_room_is_in_the_plan_as_not_counted() -> None:
    world = without_room()
    row = planned(world, "serum")[2]
    assert (row["id"], row["status"]) == ("serum@2026-11-27T21:00", "excused")
    assert against(world, "serum")[0] == ("active-and-mask", "mask")


def test_what_never_has_room_is_enabled_with_a_warning() -> None:
    world = a_world(mask(), active(schedule=a_schedule("21:00")), enabled=False)
    world.ask(Enable(("serum",)))
    reply = world.ask(Enable(("mask",)))
    assert [(f["level"], f["rule"]) for f in reply["findings"]] == [("warn", "active-and-mask")]
    assert world.routine("mask").enabled


def test_a_gap_that_the_schedule_cannot_keep_is_a_warning() -> None:
    world = a_world(mask(min_gap=lasting("9 days")), enabled=False)
    reply = world.ask(Enable(("mask",)))
    assert [(f["level"], f["rule"]) for f in reply["findings"]] == [("warn", "min-gap")]


def test_a_change_that_leaves_no_room_is_told_once() -> None:
    world = a_world(mask())
    world.change(mask(min_gap=lasting("30 days")))
    world.ask(Reload())
    assert world.showing == ["no-room"]
    assert world.state.spacing.no_room == ("mask min-gap",)
    world.press("ok", "no-room")
    world.ask(Reload())
    assert world.showing == []
