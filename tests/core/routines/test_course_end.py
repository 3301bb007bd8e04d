"""The break after a course: one question, and nothing begins by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from routine.core.config.rules import Fact, Rule
from routine.core.notices.reminder_text import course_note
from routine.core.preset.model import Course, Preset, Safety
from routine.core.requests.commands import Disable, Done, Enable, PauseCommand, Press, Resume, Skip, Snooze, Undo
from routine.core.requests.queries import CourseList
from routine.core.requests.reports import Reload
from routine.core.routines.lines import course_over_words
from routine.core.routines.outcomes import CourseAnswered
from routine.core.schedule.types import AfterDone, NightsAWeek, Ramp, Schedule
from tests.builders import World, a_preset, a_schedule, lasting

RULE = Rule(name="pregnant", fact="pregnant", level="block", why="Pregnant.", fix="Ask a doctor.", source="s")


def pills(rest: str | None = "1 week", **fields: Any) -> Preset:
    """A course of a week from 23 November on, at 09:00."""
    course = Course(lasting("1 week"), lasting(rest) if rest else None)
    return a_preset("pills", a_schedule("09:00"), course=course, **fields)


def taken(preset: Preset | None = None, **setup: Any) -> World:
    """The evening of the last day of the course, every dose taken."""
    world = World(preset or pills(), **setup)
    for day in range(23, 30):
        world.to(f"2026-11-{day} 09:00")
        world.ask(Done())
    world.to("2026-11-29 20:00")
    return world


def asking(world: World, id: str = "pills") -> bool:
    """Whether the notice shows that asks to begin again."""
    return "course" in world.showing and world.offers(f"over:{id}") == ["begin-again", "not-now"]


def over(world: World, id: str = "pills") -> bool:
    """Whether the notice shows that says that a course is over."""
    return "course" in world.showing and world.offers(f"over:{id}") == ["ok"]


def note(world: World) -> str | None:
    """Which time of the course the reminder says it is."""
    raised = world.routine("masks").raised
    assert raised is not None
    found = course_note(world.draft, "masks", raised)
    assert found is not None
    assert found in world.notice("masks").body
    return found


def course(world: World) -> dict[str, Any]:
    """The one course, as programs get it."""
    found: dict[str, Any] = world.ask(CourseList())["courses"][0]
    return found


def test_a_time_in_the_last_minute_of_the_last_day_belongs_to_the_course() -> None:
    world = World(a_preset("pills", a_schedule("23:59"), course=Course(lasting("2 days"))))
    world.to("2026-11-23 23:59")
    world.ask(Done())
    assert world.next("pills") == "2026-11-24 23:59"
    world.to("2026-11-24 23:59")
    assert world.raised == ["pills@2026-11-24T23:59"]


def test_after_the_break_it_asks_at_the_usual_time_of_day() -> None:
    world = taken()
    world.to("2026-12-07 08:59")
    assert not asking(world)
    world.to("2026-12-07 09:00")
    assert asking(world)


def test_the_end_of_the_course_says_when_it_will_ask() -> None:
    world = taken()
    world.to("2026-11-30 12:00")
    assert over(world)
    preset = world.files.setup.presets["pills"]
    told = course_over_words(preset, 7, date(2026, 12, 7), world.now.wall().date())
    assert (world.notice("course").title, world.notice("course").body) == told
    assert course(world)["asks"] == "2026-12-07"


def test_the_end_of_the_only_routine_is_told_without_anything_else_to_wake_it() -> None:
    world = taken(pills(rest=None))
    world.to("2026-11-30 09:00")
    assert over(world)


def test_without_a_break_of_the_users_own_it_never_asks() -> None:
    world = taken(pills(rest=None))
    world.to("2027-12-31 12:00")
    assert not asking(world)


def test_it_asks_once_and_nothing_begins_by_itself() -> None:
    world = taken()
    world.to("2026-12-20 12:00")
    assert asking(world)
    assert (world.raised, world.next("pills")) == ([], "")
    world.pressed("not-now", "over:pills")
    world.to("2027-03-01 12:00")
    assert not asking(world)
    assert world.next("pills") == ""


def test_begin_again_begins_a_course_of_its_own() -> None:
    world = taken()
    world.to("2026-12-07 09:30")
    assert world.pressed("begin-again", "over:pills") == CourseAnswered("pills", begun=True)
    assert world.showing.count("answered") == 1
    assert world.next("pills") == "2026-12-08 09:00"
    row = course(world)
    assert (row["day"], row["of"], row["ended"], row["ends"]) == (1, 7, False, "2026-12-13")


def test_beginning_again_is_reviewed_anew() -> None:
    facts = {"pregnant": Fact("pregnant", "Are you pregnant?")}
    world = taken(
        pills(safety=Safety(never_if=("pregnant",))), rules={"pregnant": RULE}, facts=facts, profile={"pregnant": False}
    )
    world.to("2026-12-07 09:30")
    world.change(profile={"pregnant": True})
    world.ask(Reload())
    outcome = world.pressed("begin-again", "over:pills")
    assert isinstance(outcome, CourseAnswered)
    assert outcome.against is not None
    assert (outcome.against.rule, outcome.begun) == ("pregnant", False)
    assert world.next("pills") == ""


def test_a_break_that_is_set_later_counts_from_the_end() -> None:
    world = taken(pills(rest=None))
    world.to("2026-12-20 12:00")
    world.change(pills())
    world.ask(Reload())
    world.tick()
    assert asking(world)


def test_a_pause_over_that_day_puts_the_question_off() -> None:
    world = taken()
    world.to("2026-12-01 12:00")
    world.ask(PauseCommand())
    world.to("2026-12-10 12:00")
    assert not asking(world)
    world.ask(Resume())
    world.to("2026-12-11 09:00")
    assert asking(world)


def test_what_was_disabled_meanwhile_does_not_begin() -> None:
    world = taken()
    world.to("2026-12-07 09:30")
    world.ask(Disable(("pills",)))
    assert "course" not in world.showing
    world.ask(Press("over:pills", "begin-again"))
    assert not world.routine("pills").enabled


def test_enabling_a_course_that_is_over_begins_it_anew() -> None:
    world = taken(pills(rest=None))
    world.to("2026-12-07 12:00")
    world.ask(Enable(("pills",)))
    assert world.next("pills") == "2026-12-08 09:00"


def test_a_chain_ends_with_its_course() -> None:
    world = World(replace(pills(), schedule=Schedule(AfterDone(lasting("1 day"), at=9 * 60))))
    for day in range(23, 30):
        world.to(f"2026-11-{day} 09:00")
        world.ask(Done())
    assert world.next("pills") == ""
    world.to("2026-11-30 12:00")
    assert world.raised == []
    assert over(world)


# --- a course of so many times ------------------------------------------------------------------------------------

CHAIN = AfterDone(lasting("3 days"), at=20 * 60 + 30, count=3)


def masks(**fields: Any) -> Preset:
    """Three masks, each three days after the last, and again after three months."""
    given = {"schedule": Schedule(CHAIN), "course": Course(rest=lasting("3 months")), "kind": "mask", **fields}
    return a_preset("masks", **given)


def done_three(preset: Preset | None = None) -> World:
    """The three were done, on 23, 26 and 29 November."""
    world = World(preset or masks())
    for day in (23, 26, 29):
        world.to(f"2026-11-{day} 20:30")
        world.pressed("done", "masks")
    return world


def test_a_course_of_times_counts_them_in_its_notice_and_in_the_list() -> None:
    world = World(masks())
    world.to("2026-11-23 20:30")
    world.pressed("done", "masks")
    world.to("2026-11-26 20:30")
    assert note(world) == "Mask 2 of 3"
    row = course(world)
    assert (row["done"], row["times"], row["ended"]) == (1, 3, False)


def test_what_is_no_mask_is_counted_in_times() -> None:
    world = World(replace(masks(), kind="treatment"))
    world.to("2026-11-23 20:30")
    assert note(world) == "Time 1 of 3"


def test_one_that_was_left_out_is_still_to_come() -> None:
    world = World(masks())
    world.to("2026-11-23 20:30")
    world.ask(Skip(("masks",)))
    world.to("2026-11-26 20:30")
    assert note(world) == "Mask 1 of 3"


def test_the_last_one_ends_it_at_once_and_one_notice_says_so() -> None:
    world = done_three()
    assert over(world, "masks")
    preset = world.files.setup.presets["masks"]
    told = course_over_words(preset, 3, date(2027, 2, 28), world.now.wall().date())
    assert (world.notice("course").title, world.notice("course").body) == told
    assert course(world)["asks"] == "2027-02-28"


def test_three_months_after_the_last_it_asks_at_the_usual_time() -> None:
    world = done_three()
    world.to("2027-02-28 20:29")
    assert not asking(world, "masks")
    world.to("2027-02-28 20:30")
    assert asking(world, "masks")
    assert (world.raised, world.next("masks")) == ([], "")


def test_begun_again_it_is_a_course_of_three_anew() -> None:
    world = done_three()
    world.to("2027-02-28 20:31")
    world.pressed("begin-again", "over:masks")
    assert world.next("masks") == "2027-03-01 20:30"
    world.to("2027-03-01 20:30")
    assert note(world) == "Mask 1 of 3"


def test_the_last_one_taken_back_takes_the_end_back() -> None:
    world = done_three()
    world.ask(Undo("masks"))
    assert (world.raised, "masks" in world.showing) == (["masks@after:2"], True)
    assert not over(world, "masks")
    assert not world.routine("masks").course.ended
    world.ask(Done(("masks",)))
    assert over(world, "masks")


def test_the_end_is_told_once() -> None:
    world = done_three()
    world.pressed("ok", "course")
    world.change(masks(schedule=Schedule(AfterDone(lasting("3 days"), at=21 * 60, count=3))))
    world.ask(Reload())
    world.restart()
    world.to("2026-12-05 12:00")
    assert world.notices == []
    assert world.routine("masks").course.ended


def test_more_times_than_before_let_it_go_on() -> None:
    world = done_three()
    world.change(masks(schedule=Schedule(AfterDone(lasting("3 days"), at=20 * 60 + 30, count=4))))
    world.ask(Reload())
    assert world.next("masks") == "2026-12-02 20:30"
    assert not over(world, "masks")


def test_the_last_one_put_off_to_another_day_does_not_end_it() -> None:
    world = World(masks())
    for day in (23, 26):
        world.to(f"2026-11-{day} 20:30")
        world.pressed("done", "masks")
    world.to("2026-11-29 20:30")
    world.ask(Snooze("masks", until="tomorrow 20:30"))
    assert not world.routine("masks").course.ended
    world.to("2026-11-30 20:30")
    assert world.raised == ["masks@after:2"]


def test_times_by_the_clock_are_a_course_too_and_it_ends_with_the_last_answer() -> None:
    world = World(masks(schedule=a_schedule("20:30", count=2)))
    world.to("2026-11-23 20:30")
    world.pressed("done", "masks")
    world.to("2026-11-24 20:30")
    assert note(world) == "Mask 2 of 2"
    world.ask(Skip(("masks",)))
    assert over(world, "masks")
    assert world.routine("masks").course.done_count == 1


def test_a_course_of_times_that_nobody_began_is_not_over() -> None:
    world = World(masks(), enabled=False)
    world.ask(Enable(("masks",)))
    assert world.notices == []
    assert not world.routine("masks").course.ended


def test_an_edit_after_the_last_time_of_a_chain_makes_no_further_one() -> None:
    """Also where it is no course."""
    world = done_three(masks(course=None))
    world.change(masks(course=None, schedule=Schedule(AfterDone(lasting("3 days"), at=21 * 60, count=3))))
    world.ask(Reload())
    assert world.next("masks") == ""


def test_a_ramp_is_asked_about_at_the_hour_at_which_it_comes() -> None:
    """As every routine: at the first clock time that its schedule names."""
    ramp = Schedule(Ramp(21 * 60, (NightsAWeek(7),)))
    world = World(a_preset("pills", ramp, course=Course(lasting("2 days"), lasting("1 week"))))
    for day in (23, 24):
        world.to(f"2026-11-{day} 21:00")
        world.ask(Done())
    world.to("2026-12-02 20:59")
    assert not asking(world)
    world.to("21:00")
    assert asking(world)
