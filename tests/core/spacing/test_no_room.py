"""Times without room: they are in the plan with the reason, warned of at the beginning, told once after a change."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.config.spacing_rules import AroundVisit
from routine.core.requests.commands import Enable, VisitAct
from routine.core.requests.reports import Reload
from routine.core.spacing.no_room import room
from tests.builders import a_preset, a_schedule, lasting, weekly
from tests.core.spacing import test_yielding as yielding
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


def test_after_a_change_it_looks_for_the_same_without_what_nobody_is_warned_of() -> None:
    """A wash that is left out is a note, and so is what waits for a visit: neither makes a difference to the rest."""
    rule = AroundVisit(name="fresh", off=("sunscreen",), after=lasting("2h"), why="Not yet.", source="a test")
    wash, retinoid = yielding.a_wash("20:00"), yielding.a_retinoid()
    spf = a_preset("spf", a_schedule("11:00"), contains=("sunscreen",))
    rules = replace(yielding.RULES, visits=(rule,))
    never = mask(schedule=weekly(4, "20:30"), move="")
    world = yielding.a_world(wash, retinoid, never, spf, a_peel(), spacing=rules)
    world.ask(VisitAct("book", "peel", "27 Nov 10:00"))
    world.ask(Reload())
    every = [(one.routine, one.rule, one.level) for one in room(world.draft, world.draft.enabled())]
    assert {level for _, _, level in every} == {"note", "warn"}
    warned = sorted(f"{id} {rule}" for id, rule, level in every if level == "warn")
    assert (list(world.state.spacing.no_room), warned) == (["serum active-and-mask"], ["serum active-and-mask"])


def test_a_change_that_leaves_no_room_is_told_once() -> None:
    world = a_world(mask())
    world.change(mask(min_gap=lasting("30 days")))
    world.ask(Reload())
    assert world.showing == ["no-room"]
    assert world.state.spacing.no_room == ("mask min-gap",)
    world.press("ok", "no-room")
    world.ask(Reload())
    assert world.showing == []
