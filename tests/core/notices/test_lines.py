"""The words of notices: one reminder with what is said beside its steps, several together, and a word in good time."""

from __future__ import annotations

from typing import Any

import pytest

from routine.core.config.spacing_rules import Most, SpacingRules
from routine.core.notices.last_today import last_today
from routine.core.preset.model import Course, Preset, Remind, Sign, Step
from routine.core.requests.commands import Done, Snooze
from routine.core.schedule.types import NightCycle, Schedule
from tests.builders import World, a_preset, a_schedule, lasting
from tests.core.occurrences.evenings import NINE, a_ramp
from tests.core.reminders.test_next_time import next_at


def body(world: World, what: str) -> list[str]:
    return world.notice(what).body.splitlines()


# --- several together ---------------------------------------------------------------------------------------------


def test_many_are_counted_and_the_first_five_named() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(8)))
    world.to("08:00")
    assert world.titles == ["8 routines are due"]
    assert world.notice().body.splitlines() == [
        *(f"• R{n}, today 08:00" for n in range(5)),
        "and 3 more: routine pending shows them all",
    ]
    assert [button.label for button in world.notice().buttons] == ["All done", "Later", "One by one"]


def test_all_of_them_are_told_as_answered_together() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(7)))
    world.to("08:00")
    world.press("all-done")
    assert world.titles == ["Done: 7 routines"]


def test_one_by_one_counts_them_down_and_says_first_what_became_of_the_one_before() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(3)))
    world.to("08:00")
    world.press("one-by-one")
    assert world.titles == ["R0 (1 of 3)"]
    world.press("done")
    assert world.titles == ["R1 (1 of 2)"]
    assert body(world, "r1+r2") == [f"Done: R0. {next_at('tomorrow 08:00')}", "", "Do it."]
    world.press("later")
    assert world.titles == ["R2"]
    assert body(world, "r2") == ["Later: R1. Again today 08:20.", "", "Do it."]


# --- one reminder -------------------------------------------------------------------------------------------------


def test_the_buttons_of_a_reminder() -> None:
    world = World(a_preset())
    world.to("08:00")
    assert [button.label for button in world.notice("spf").buttons] == ["Done", "Later", "Skip"]


def test_a_reminder_that_comes_again_says_no_longer_that_it_was_put_off() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.press("later")
    world.ask(Snooze("spf", "1m"))
    world.to("08:01")
    assert body(world, "spf") == ["Do it."]


def test_a_course_says_which_day_it_is() -> None:
    world = World(a_preset("collagen", a_schedule("09:00"), course=Course(lasting("12 weeks"))))
    world.off_until("2026-12-04 08:00")
    world.to("09:00")
    assert body(world, "collagen") == ["Do it.", "Day 12 of 84"]


def test_what_has_signs_says_how_to_rate_them() -> None:
    world = World(a_preset("look", kind="check", signs=(Sign("tone", "Slack skin"),)))
    world.to("08:00")
    assert body(world, "look") == ["Do it.", "Rate what you see in a terminal, now or later: routine rate look"]


def test_a_night_says_which_of_its_ramp_or_cycle_it_is() -> None:
    world = World(a_ramp())
    world.to("21:01")
    assert body(world, "ramp") == ["Do it.", "Week 1 of 6: 2 nights a week"]
    kinds = ("exfoliant", "retinoid", "recovery", "recovery")
    steps = tuple(Step(id=kind, say=f"It is {kind}.", nights=(kind,)) for kind in kinds[:3])
    world = World(a_preset("cycling", Schedule(NightCycle(NINE, kinds)), steps=(Step(id="wash", say="Wash."), *steps)))
    world.to("21:01")
    world.ask(Done())
    world.to("2026-11-24 21:01")
    assert body(world, "cycling") == ["1. Wash.", "2. It is retinoid.", "Night 2 of 4: retinoid"]


def test_the_last_of_a_day_says_so_at_that_time() -> None:
    washing = a_preset("wash", a_schedule("07:30", "21:30"), contains=("wash",))
    rules = SpacingRules(most=(Most(name="wash", of="wash", times=2, why="Twice a day.", source="a test"),))
    world = World(washing, spacing=rules)
    world.to("07:31")
    assert body(world, "wash") == ["Do it."]
    world.ask(Done(("wash",)))
    world.to("21:31")
    raised = world.routine("wash").raised
    assert raised is not None
    assert last_today(world.draft, "wash", raised) == "This is the last for today: 2 of 2"
    assert body(world, "wash") == ["Do it.", "This is the last for today: 2 of 2"]


# --- in good time -------------------------------------------------------------------------------------------------


def early(id: str = "egg-mask", at: str = "20:30", **fields: Any) -> Preset:
    """A mask that needs two things, told half an hour ahead."""
    given = {"needs": ("egg white", "a soft brush"), "remind": Remind(ahead=lasting("30m"))}
    return a_preset(id, a_schedule(at), **{**given, **fields})


@pytest.mark.parametrize(
    ("at", "title"),
    [
        ("20:00", "In half an hour: Egg mask"),
        ("20:10", "In 20 minutes: Egg mask"),
        ("20:25", "In 5 minutes: Egg mask"),
        ("20:29", "In 1 minute: Egg mask"),
    ],
)
def test_a_word_in_good_time_says_in_how_long_and_what_is_needed(at: str, title: str) -> None:
    world = World(early())
    world.to(at)
    assert world.titles == [title]
    assert body(world, "ahead") == ["Today 20:30. You need:", "• egg white", "• a soft brush"]


def test_an_hour_ahead_is_said_as_one() -> None:
    world = World(early(remind=Remind(ahead=lasting("1h"))))
    world.to("19:30")
    assert world.titles == ["In 1 hour: Egg mask"]


def test_what_begins_within_the_same_minutes_is_listed_together() -> None:
    world = World(early(), early("hair", "20:32", needs=("oil",)))
    world.to("20:02")
    assert world.titles == ["In 28 minutes: 2 routines"]
    assert body(world, "ahead") == [
        *("Today 20:30: Egg mask. You need:", "• egg white", "• a soft brush"),
        *("Today 20:32: Hair. You need:", "• oil"),
    ]


def test_a_time_that_the_clock_change_moves_is_named_as_it_comes() -> None:
    """Berlin, 28 March 2027: 02:00 becomes 03:00; 02:10 falls on 03:10."""
    world = World(early(at="02:10"), now="2027-03-27 12:00")
    world.to("2027-03-28 01:40")
    assert body(world, "ahead")[0] == "Tonight 03:10. You need:"
