"""Times without room: they are in the plan with the reason, warned of at the beginning, told once after a change."""

from __future__ import annotations

from routine.core.requests.commands import Enable, VisitAct
from routine.core.requests.reports import Reload
from tests.builders import a_schedule, lasting, weekly
from tests.core.spacing.household import MON, a_peel, a_world, active, against, mask, planned, without_room


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


def test_what_waits_for_a_visit_is_noted_with_the_visit() -> None:
    """Of two Fridays in eight; nothing is to be done."""
    world = a_world(mask(schedule=weekly(MON, "20:30")), active(), a_peel(), enabled=False)
    world.ask(Enable(("peel", "mask")))
    world.ask(VisitAct("book", "peel", when="2026-12-01 10:00"))
    note = world.ask(Enable(("serum",)))["findings"][-1]
    assert (note["level"], note["rule"]) == ("note", "actives-and-peel")
    assert "2 of its next 8 times" in note["why"]
    assert "“No active around a peel” and Peel, 1 December 2026 at 10:00" in note["why"]


def test_a_change_that_leaves_no_room_is_told_once() -> None:
    world = a_world(mask())
    world.change(mask(min_gap=lasting("30 days")))
    world.ask(Reload())
    assert world.showing == ["no-room"]
    assert world.state.spacing.no_room == ("mask min-gap",)
    world.press("ok", "no-room")
    world.ask(Reload())
    assert world.showing == []
