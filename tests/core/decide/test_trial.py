"""A change that is only tried: decided as the command decides it, with what would move, and nothing is done."""

from __future__ import annotations

import pytest

from routine.core.errors import RoutineError, UsageError
from routine.core.requests.commands import Disable, Enable, PauseCommand, Snooze, VisitAct
from routine.core.requests.queries import PlanQuery, Trial
from tests.builders import World, a_preset, weekly
from tests.core.spacing.household import FRI, a_peel, a_world, active, mask


def test_a_visit_that_is_tried_says_what_would_wait_for_it_and_is_not_booked() -> None:
    """Preparation and after-care take the retinoid's evenings."""
    world = a_world(active(schedule=weekly(FRI, "21:00")), a_peel())
    before = world.state
    book = VisitAct("book", "peel", when="2026-11-27 10:00")
    found = world.ask(Trial(commands=(book,)))
    assert world.state == before
    waits = [one for one in found["fits"]["changes"] if one["routine"] == "serum"]
    assert {(one["kind"], one["reason"]["kind"]) for one in waits} == {("waits", "visit")}
    assert found["said"]
    world.ask(book)
    plan = {one["id"]: one["status"] for one in world.ask(PlanQuery(28, "serum"))["occurrences"]}
    assert all(plan[one["id"]] == "excused" for one in waits)


def test_what_the_command_refuses_the_trial_refuses_with_the_same_words() -> None:
    """A visit in the past, a name that there is not."""
    world = a_world(active(), a_peel())
    for command in (VisitAct("book", "peel", when="2020-01-01 10:00"), Disable(("nothing",))):
        told = []
        for request in (command, Trial(commands=(command,))):
            with pytest.raises(RoutineError) as refused:
                world.ask(request)
            told.append(refused.value.message)
        assert told[0] == told[1]


def test_several_commands_are_tried_one_after_the_other() -> None:
    """Without the mask, a pause of all else."""
    world = a_world(mask(), active())
    found = world.ask(Trial(commands=(Disable(("mask",)), PauseCommand("serum", until="2026-12-10")), days=14))
    assert {one["kind"] for one in found["fits"]["changes"]} == {"waits"}
    assert {one["routine"] for one in found["fits"]["routines"]} == {"serum"}


def test_what_begins_shows_its_next_time_and_how_often_it_comes() -> None:
    """Enabling, by its own rules."""
    world = World(a_preset("spf"), a_preset("mask", weekly(FRI, "20:30")), enabled=False)
    found = world.ask(Trial(commands=(Enable(("mask",)),)))
    (row,) = found["fits"]["routines"]
    assert (row["routine"], row["next"], row["times"], row["left_out"]) == ("mask", "2026-11-27T20:30", 4, 0)


def test_what_waits_for_a_while_shows_its_next_time_after_that_and_what_is_left_out() -> None:
    """A pause over the first of four Fridays."""
    world = World(a_preset("mask", weekly(FRI, "20:30")))
    found = world.ask(Trial(commands=(PauseCommand("mask", until="2026-11-29"),)))
    (row,) = found["fits"]["routines"]
    assert (row["next"], row["times"], row["left_out"]) == ("2026-12-04T20:30", 3, 1)


def test_a_time_that_is_moved_by_hand_says_from_when_to_when() -> None:
    """Snooze to another day."""
    world = World(a_preset("mask", weekly(FRI, "20:30")))
    found = world.ask(Trial(commands=(Snooze("mask", until="2026-11-25 20:00"),)))
    (change,) = found["fits"]["changes"]
    assert (change["kind"], change["before"], change["after"]) == ("moves", "2026-11-27T20:30", "2026-11-25T20:00")
    assert change["reason"]["kind"] == "by-hand"


@pytest.mark.parametrize("wrong", [Trial(days=0), Trial(days=10**6), Trial(commands=(PauseCommand(),) * 99)])
def test_a_trial_is_bounded(wrong: Trial) -> None:
    """However much is asked."""
    with pytest.raises(UsageError):
        World(a_preset("spf")).ask(wrong)
