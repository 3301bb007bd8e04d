"""Around visits: what waits, from when until when, and what a booking says of it."""

from __future__ import annotations

from routine.core.config.spacing_rules import AroundVisit, SpacingRules
from routine.core.requests.commands import VisitAct
from routine.core.schedule.visit_series import After, Before
from tests.builders import World, a_schedule, a_series, lasting
from tests.core.spacing.household import a_peel, a_world, active, against, comes, lying_flat, planned


def test_the_clinics_own_number_of_days_comes_first() -> None:
    peel = a_peel(before=(Before(id="actives", say="Off from now.", ahead=lasting("10 days")),))
    world = a_world(active(schedule=a_schedule("21:00")), peel)
    world.ask(VisitAct("book", "peel", "14 Dec 10:00"))
    waiting = [one["nominal"][:10] for one in planned(world, "serum", 40) if one["status"] == "excused"]
    assert waiting[0] == "2026-12-04"


def test_a_moved_visit_moves_what_waits_for_it_and_a_cancelled_one_frees_it() -> None:
    world = a_world(active(schedule=a_schedule("21:00")), a_peel())
    world.ask(VisitAct("book", "peel", "14 Dec 10:00"))
    world.ask(VisitAct("move", "peel", "21 Dec 10:00"))
    waiting = [one["nominal"][:10] for one in planned(world, "serum", 40) if one["status"] == "excused"]
    assert (waiting[0], waiting[-1]) == ("2026-12-14", "2026-12-27")
    world.ask(VisitAct("cancel", "peel"))
    assert [one for one in planned(world, "serum", 40) if one["status"] == "excused"] == []


def test_no_mask_lying_flat_inside_after_care() -> None:
    world = a_world(lying_flat(), a_series("threads"))
    world.ask(VisitAct("book", "threads", "26 Nov 10:00"))  # its after-care is one reminder, on the day after
    assert comes(world, "mask") == "2026-11-28 20:30"
    assert against(world, "mask") == [("after-care", "threads")]


def test_masks_do_not_wait_for_a_follow_up_months_later() -> None:
    look = After(id="look", say="The clinic looks at it.", wait=lasting("3 months"), follow_up=True)
    world = a_world(lying_flat(), a_series("ulthera", after=(After(id="care", say="Care."), look)))
    world.ask(VisitAct("book", "ulthera", "23 Nov 10:00"))
    assert comes(world, "mask") == "2026-11-27 20:30"
    assert "2027-02-23" in [one["nominal"][:10] for one in planned(world, "ulthera", 100)]


def test_it_waits_from_the_very_moment_and_comes_again_with_the_first_of_the_next_day() -> None:
    """24 hours before a visit at 10:00, and until the day of the visit ends, at 04:00."""
    rule = AroundVisit(name="day-before", off=("retinoid",), before=lasting("24h"), why="Not now.", source="a test")
    twice = active(schedule=a_schedule("04:00", "10:00"))
    world = a_world(twice, a_peel(), spacing=SpacingRules(visits=(rule,)))
    world.ask(VisitAct("book", "peel", "14 Dec 10:00"))
    waiting = [one["nominal"] for one in planned(world, "serum", 40) if one["status"] == "excused"]
    assert waiting == ["2026-12-13T10:00", "2026-12-14T04:00", "2026-12-14T10:00"]


def waiting(world: World, id: str = "serum") -> list[str]:
    """The days on which a routine is left out."""
    return [one["nominal"][5:10] for one in planned(world, id, 40) if one["status"] == "excused"]


def test_of_the_steps_after_a_visit_the_one_that_the_rule_names_says_how_long() -> None:
    rule = AroundVisit(name="sun", off=("retinoid",), lasts="sun", why="Not for {lasts}.", source="a test")
    steps = (
        After(id="rest", say="Rest.", lasts=lasting("2 days")),
        After(id="sun", say="Sunscreen.", lasts=lasting("4 days")),
    )
    world = a_world(active(schedule=a_schedule("21:00")), a_peel(after=steps), spacing=SpacingRules(visits=(rule,)))
    world.ask(VisitAct("book", "peel", "14 Dec 10:00"))
    assert waiting(world) == ["12-14", "12-15", "12-16", "12-17"]


def test_what_contains_what_a_rule_leaves_out_does_not_wait() -> None:
    rule = AroundVisit(
        name="actives", off=("retinoid",), but=("mild",), after=lasting("2 days"), why="Not now.", source="a test"
    )
    mild = active("mild", a_schedule("21:00"), contains=("retinoid", "mild"))
    world = a_world(active(schedule=a_schedule("21:00")), mild, a_peel(), spacing=SpacingRules(visits=(rule,)))
    world.ask(VisitAct("book", "peel", "14 Dec 10:00"))
    assert (waiting(world), waiting(world, "mild")) == (["12-14", "12-15"], [])
