"""The near plan in the state: a moved time comes when it was moved to, moves back, and survives a restart."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.reminders.outcomes import Answered
from routine.core.requests.commands import Disable, Done, Enable, Snooze, Undo
from tests.builders import Remind, lasting, weekly
from tests.core.spacing.household import a_world, active, comes, mask, status_today


def test_the_moved_time_is_when_its_reminder_comes() -> None:
    world = a_world(mask(), active())
    world.to("2026-11-27 20:31")
    assert world.raised == []
    world.to("2026-11-28 20:31")
    assert world.raised == ["mask@2026-11-27T20:30"]


def test_it_moves_back_once_nothing_stands_against_it_any_more() -> None:
    world = a_world(mask(), active())
    world.ask(Disable(("serum",)))
    assert world.next("mask") == "2026-11-27 20:30"
    world.to("2026-11-27 20:31")
    assert world.raised == ["mask@2026-11-27T20:30"]


def test_a_move_survives_a_restart_and_is_raised_once() -> None:
    world = a_world(mask(), active())
    world.restart(boot="boot-2")
    world.to("2026-11-28 20:31")
    world.ask(Done(("mask",)))
    world.to("2026-12-04 12:00")
    assert [id for id in world.answers if id.startswith("mask@")] == ["mask@2026-11-27T20:30"]


def test_a_time_moved_by_hand_stays_there() -> None:
    world = a_world(mask(), active())
    world.ask(Snooze("mask", until="sun 20:30"))
    assert world.next("mask") == "2026-11-29 20:30"


def test_what_is_enabled_together_comes_where_the_rules_put_it() -> None:
    world = a_world(mask(), active(), enabled=False)
    world.ask(Enable(("mask", "serum")))
    assert world.next("mask") == "2026-11-28 20:30"
    world.to("2026-11-28 20:31")
    world.ask(Done(("mask",)))
    assert world.next("mask") == "2026-12-05 20:30"


def test_a_mask_done_late_leaves_no_room_for_what_stands_against_it_and_undo_gives_it_back() -> None:
    late = replace(mask(move=""), remind=Remind(expires=lasting("3 days")))
    world = a_world(late, active(schedule=weekly(5, "21:00")))
    world.to("2026-11-28 10:00")
    world.ask(Done(("mask",)))
    assert status_today(world, "serum") == "excused"
    world.ask(Undo("mask"))
    assert status_today(world, "serum") == "planned"


def test_what_a_rule_moved_away_may_be_done_on_its_own_day_and_what_has_no_room_then_is_left_out() -> None:
    """The mask went to Saturday for the sake of Friday's retinoid; the person put it on on Friday evening."""
    world = a_world(mask(), active())
    world.to("2026-11-27 18:30")
    assert world.did(Done(("mask",), next=True)) == Answered((world.log[0],))
    assert (world.log[0].id, world.next("mask")) == ("mask@2026-11-27T20:30", "2026-12-05 20:30")
    [clash] = [one for one in world.state.spacing.clashes if one.id == "serum@2026-11-27T21:00"]
    assert clash.other == "mask@2026-11-27T20:30"
    assert status_today(world, "serum") == "excused"
    world.ask(Undo("mask"))
    assert status_today(world, "serum") == "planned"
    assert comes(world, "mask") == "2026-11-28 20:30"
