"""The words for a routine's next time: when it is, what stands in its way, or why there is none."""

from __future__ import annotations

from datetime import datetime

import pytest

from routine.core.config.spacing_rules import AroundVisit, SpacingRules
from routine.core.reminders.next_time import next_line
from routine.core.requests.commands import Command, Disable, Done, Enable, Irritated, PauseCommand, Resume, VisitAct
from routine.core.requests.queries import PlanQuery
from routine.core.requests.reports import Tick
from routine.core.when.moment import instant_of, wall
from tests.builders import BERLIN, World, a_preset, a_schedule, a_series, lasting, weekly
from tests.core.spacing.household import MON, a_peel, a_world, mask


def next_at(when: str) -> str:
    """`Next: tomorrow 08:00.`: its words, which stand here for every test that holds them."""
    return f"Next: {when}."


def test_it_says_when_the_next_time_is() -> None:
    assert next_line(World(a_preset()).draft, "spf") == next_at("today 08:00")


def test_in_the_second_of_two_hours_a_time_of_the_first_is_tomorrows() -> None:
    world = World(a_preset(schedule=a_schedule("02:30")), now="2026-10-24 22:00", enabled=False)
    world.simulation.run_to(world.now.instant + lasting("5h10m").delta())  # 02:10, for the second time
    world.ask(Enable(("spf",)))
    assert next_line(world.draft, "spf") == next_at("Mon 26 Oct 02:30")


def test_it_says_when_the_next_time_is_paused() -> None:
    world = World(a_preset())
    world.ask(PauseCommand("spf", "2026-11-24", "2026-11-25"))
    world.to("09:00")
    before = "The time before it, tomorrow 08:00, is not counted: it is paused."
    assert next_line(world.draft, "spf") == f"{next_at('Wed 25 Nov 08:00')} {before}"


def test_it_says_when_irritated_skin_has_it_wait() -> None:
    world = World(a_preset("mask", kind="mask"))
    world.ask(Irritated())
    nothing = "Nothing comes in the next 60 days. The time today 08:00 is not counted: your skin is irritated."
    assert next_line(world.draft, "mask") == nothing


def test_what_is_left_out_is_not_the_next_time() -> None:
    """A mask of today beside a serum that takes the evening: what comes is the mask of the day after."""
    serum = a_preset("serum", weekly(MON, "20:00"), kind="treatment", contains=("retinoid",))
    world = a_world(mask(schedule=a_schedule("20:30"), move=""), serum)
    rows = world.ask(PlanQuery(7, "mask"))["occurrences"]
    assert [row["status"] for row in rows[:2]] == ["excused", "planned"]
    said = next_line(world.draft, "mask")
    assert said.startswith(f"{next_at('tomorrow 20:30')} The time before it, today 20:30, is not counted: no free time")


@pytest.mark.parametrize(
    ("off", "first"),
    [
        ("10 days", "2026-12-14 20:30"),  # among the next three weeks, of which the state says where each time goes
        ("32 days", "2027-01-04 20:30"),  # looked for in a plan
        ("55 days", "2027-01-25 20:30"),  # and in a longer one, where the first has none
    ],
)
def test_however_far_ahead_the_first_that_comes_is_named_and_it_is_that_of_the_plan(off: str, first: str) -> None:
    world = waiting_for_a_peel(off)
    coming = [one["nominal"] for one in world.ask(PlanQuery(75, "mask"))["occurrences"] if one["status"] == "planned"]
    assert coming[0].replace("T", " ") == first
    there = instant_of(datetime.fromisoformat(coming[0]), BERLIN)
    assert next_line(world.draft, "mask").startswith(next_at(world.draft.when("mask", there)))


def test_what_comes_in_more_than_sixty_days_is_not_looked_for() -> None:
    assert next_line(waiting_for_a_peel("66 days").draft, "mask").startswith("Nothing comes in the next 60 days.")


def waiting_for_a_peel(off: str) -> World:
    """A mask of every Monday evening that waits so long after a peel of tomorrow."""
    rule = AroundVisit(name="after-peel", off=("mask",), after=lasting(off), why="Not now.", source="a test")
    every = a_preset("mask", weekly(MON, "20:30"), kind="mask")
    world = World(every, a_peel(), spacing=SpacingRules(visits=(rule,)), now="2026-11-30 21:00")
    world.ask(VisitAct("book", "peel", "1 Dec 10:00"))
    return world


@pytest.mark.parametrize(
    ("before", "command"),
    [
        (Disable(("mask",)), Enable(("mask",))),
        (Irritated(), Irritated(over=True)),
        (PauseCommand("mask"), Resume("mask")),
        (Tick(), Done(("mask",), extra=True)),
    ],
)
def test_the_next_time_that_a_reply_names_is_one_that_the_plan_has(before: Command, command: Command) -> None:
    """Whatever the command: what is said is read from the finished decision, once spacing has moved what it moves."""
    serum = a_preset("serum", weekly(MON, "20:00"), kind="treatment", contains=("retinoid",))
    world = a_world(mask(schedule=weekly(MON, "20:30"), move="2 days"), serum)
    world.ask(before)
    said = " ".join(world.ask(command)["said"])
    there = instant_of(datetime.fromisoformat(world.next("mask")), BERLIN)
    assert f"Next: {world.draft.when('mask', there)}." in said
    assert wall(there, BERLIN).weekday() != MON


def test_it_says_that_nothing_more_comes() -> None:
    world = World(a_preset(), a_preset("once", a_schedule("08:00", count=1)))
    world.ask(Disable(("spf",)))
    world.to("09:00")
    assert next_line(world.draft, "spf") == "It is not enabled, so no reminders come."
    assert next_line(world.draft, "once") == "No further time is planned."


def test_of_a_series_without_a_visit_it_says_how_to_book_one() -> None:
    world = World(a_series("peel"))
    assert next_line(world.draft, "peel") == ('No visit is booked. Book one: routine visit book peel "fri 10:00"')
