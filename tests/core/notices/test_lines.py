"""The words of notices: one reminder with what is said beside its steps, several together, and a word in good time."""

from __future__ import annotations

from typing import Any

import pytest

from routine.core.config.spacing_rules import Most, SpacingRules
from routine.core.notices.last_today import last_today
from routine.core.preset.model import Course, Dose, Preset, Remind, Sign, Step
from routine.core.requests.commands import Done, Snooze
from routine.core.schedule.types import NightCycle, Schedule
from tests.builders import World, a_preset, a_schedule, lasting
from tests.core.occurrences.evenings import NINE, a_ramp
from tests.core.reminders.test_next_time import next_at


def body(world: World, what: str) -> list[str]:
    return world.notice(what).body.splitlines()


# --- several together ---------------------------------------------------------------------------------------------


def test_many_are_counted_and_each_says_all_it_has_to_say() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(8)))
    world.to("08:00")
    assert world.titles == ["8 routines are due"]
    assert world.notice().body.splitlines() == [f"• R{n}, today 08:00: Do it." for n in range(8)]
    assert [button.label for button in world.notice().buttons] == ["All done", "Later", "One by one"]


def test_more_than_one_notice_holds_are_named_and_it_says_how_to_read_them() -> None:
    world = World(*(a_preset(f"r{n:02}") for n in range(25)))
    world.to("08:00")
    assert body(world, "")[:1] == ["• R00, today 08:00"]
    assert body(world, "")[-2:] == ["And 7 more.", "“One by one” shows each of them in full."]
    assert [button.label for button in world.notice().buttons] == ["One by one", "Later"]


def test_a_dose_in_a_notice_of_several_says_with_what_and_that_it_is_the_last() -> None:
    rules = SpacingRules(most=(Most(name="wash", of="wash", times=2, why="Twice a day.", source="a test"),))
    pill = a_preset("pill", dose=Dose(5, "g", with_food=True), steps=(Step(id="take", say="Take it slowly"),))
    world = World(pill, a_preset("wash", a_schedule("07:30", "08:00"), contains=("wash",)), spacing=rules)
    world.to("07:31")
    world.ask(Done(("wash",)))
    world.to("08:00")
    assert body(world, "pill+wash") == [
        "• Pill, today 08:00: Take 5 g with food. Take it slowly.",
        "• Wash, today 08:00: Do it. This is the last for today: 2 of 2.",
    ]


def test_all_of_them_are_told_as_answered_together() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(7)))
    world.to("08:00")
    world.press("all-done")
    assert world.titles == ["Done: 7 routines"]


@pytest.mark.parametrize("title", ["Oil {new}", "Cream {", "Cream }", "{}", "{0}"])
def test_a_title_may_have_any_sign_in_it_and_its_notices_come(title: str) -> None:
    world = World(a_preset("a"), a_preset("b", title=title))
    world.to("08:00")
    world.press("one-by-one")
    assert body(world, "a") == ["Do it.", f"Also due: {title}. It comes after your answer."]


def test_one_by_one_says_of_each_all_there_is_and_what_comes_after_it() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(3)))
    world.to("08:00")
    world.press("one-by-one")
    assert world.titles == ["R0"]
    assert body(world, "r0") == ["Do it.", "Also due: R1 and R2. They come after your answer."]
    world.press("done")
    assert world.titles == ["Done: R0", "R1"]
    assert body(world, "answered") == [next_at("tomorrow 08:00")]
    assert body(world, "r1") == ["Do it.", "Also due: R2. It comes after your answer."]
    world.press("later", "r1")
    assert world.titles == ["Later: R1", "R2"]
    world.press("skip", "r2")
    assert world.titles == ["Skipped: R2"]
    assert body(world, "answered") == [next_at("tomorrow 08:00"), "This was the last of 3."]


def test_one_by_one_begins_with_those_that_were_named_before_what_comes_after_them() -> None:
    """The mask is the first by its name; what was said to come after the answer does not come before it."""
    mask = a_preset("a-mask", kind="mask", steps=(Step(id="flat", say="Lie flat.", timer=lasting("8m")),))
    world = World(mask, a_preset("balm"), a_preset("walk"))
    world.to("08:00")
    assert "Also due: A mask. It comes after your answer." in body(world, "balm+walk")
    world.press("one-by-one")
    assert world.titles == ["Balm"]


def test_of_many_that_come_after_it_five_are_named() -> None:
    masks = [a_preset(f"mask{n}", kind="mask") for n in range(8)]
    world = World(*masks)
    world.to("08:00")
    assert world.titles == ["Mask0"]
    named = "Mask1, Mask2, Mask3, Mask4, Mask5 and 2 more"
    assert body(world, "mask0") == ["Do it.", f"Also due: {named}. They come after your answer."]


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
    assert body(world, "look") == ["Do it.", "Rate what you see, now or later."]


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
        ("20:00", "Egg mask in 30 minutes"),
        ("20:10", "Egg mask in 20 minutes"),
        ("20:25", "Egg mask in 5 minutes"),
        ("20:29", "Egg mask in 1 minute"),
    ],
)
def test_a_word_in_good_time_says_in_how_long_and_what_is_needed(at: str, title: str) -> None:
    world = World(early())
    world.to(at)
    assert world.titles == [title]
    assert body(world, "ahead") == ["Starts today 20:30.", "You need:", "• egg white", "• a soft brush"]


def test_an_hour_ahead_is_said_as_one() -> None:
    world = World(early(remind=Remind(ahead=lasting("1h"))))
    world.to("19:30")
    assert world.titles == ["Egg mask in 1 hour"]


def test_what_begins_within_the_same_minutes_is_listed_together() -> None:
    world = World(early(), early("hair", "20:32", needs=("oil",)))
    world.to("20:02")
    assert world.titles == ["2 routines in 28 minutes"]
    assert body(world, "ahead") == [
        *("Egg mask starts today 20:30.", "You need:", "• egg white", "• a soft brush"),
        *("Hair starts today 20:32.", "You need:", "• oil"),
    ]


def test_a_time_that_the_clock_change_moves_is_named_as_it_comes() -> None:
    """Berlin, 28 March 2027: 02:00 becomes 03:00; 02:10 falls on 03:10."""
    world = World(early(at="02:10"), now="2027-03-27 12:00")
    world.to("2027-03-28 01:40")
    assert body(world, "ahead")[0] == "Starts tonight 03:10."
