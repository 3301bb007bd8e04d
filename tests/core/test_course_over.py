"""The break after a course: one question, and nothing begins by itself."""

from __future__ import annotations

from typing import Any

from routine.core.messages import CourseList, Disable, Done, Enable, PauseCommand, Reload, Resume
from routine.core.preset import Course, Preset, Safety
from routine.core.setup import Fact, Rule
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


def asking(world: World) -> bool:
    return "Pills: begin again?" in world.titles


def test_after_the_break_it_asks_at_the_usual_time_of_day() -> None:
    world = taken()
    world.to("2026-12-07 08:59")
    assert not asking(world)
    world.to("2026-12-07 09:00")
    assert asking(world)


def test_the_end_of_the_course_says_when_it_will_ask() -> None:
    world = taken()
    world.to("2026-11-30 12:00")
    assert "After your break, on Mon 7 Dec, you are asked" in world.notice("course complete").body
    assert world.ask(CourseList())["courses"][0]["asks"] == "2026-12-07"


def test_the_end_of_the_only_routine_is_told_without_anything_else_to_wake_it() -> None:
    world = taken(pills(rest=None))
    world.to("2026-11-30 09:00")
    assert "Pills: course complete" in world.titles


def test_without_a_break_of_the_users_own_it_never_asks() -> None:
    world = taken(pills(rest=None))
    world.to("2027-12-31 12:00")
    assert not asking(world)


def test_it_asks_once_and_nothing_begins_by_itself() -> None:
    world = taken()
    world.to("2026-12-20 12:00")
    assert asking(world)
    assert (world.raised, world.next("pills")) == ([], "")
    world.press("not-now", "begin again?")
    world.to("2027-03-01 12:00")
    assert not asking(world)
    assert world.next("pills") == ""


def test_begin_again_begins_a_course_of_its_own() -> None:
    world = taken()
    world.to("2026-12-07 09:30")
    world.press("begin-again", "begin again?")
    assert world.notice("begins again").body == "Next: tomorrow 09:00."
    row = world.ask(CourseList())["courses"][0]
    assert (row["day"], row["of"], row["ended"], row["ends"]) == (1, 7, False, "2026-12-13")


def test_beginning_again_is_reviewed_anew() -> None:
    facts = {"pregnant": Fact("pregnant", "Are you pregnant?")}
    world = taken(
        pills(safety=Safety(never_if=("pregnant",))), rules={"pregnant": RULE}, facts=facts, profile={"pregnant": False}
    )
    world.to("2026-12-07 09:30")
    world.change(profile={"pregnant": True})
    world.ask(Reload())
    world.press("begin-again", "begin again?")
    assert "Pregnant." in world.notice("not begun").body
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
    world.press("begin-again", "begin again?")
    assert not world.routine("pills").enabled


def test_enabling_a_course_that_is_over_begins_it_anew() -> None:
    world = taken(pills(rest=None))
    world.to("2026-12-07 12:00")
    world.ask(Enable(("pills",)))
    assert world.next("pills") == "2026-12-08 09:00"
