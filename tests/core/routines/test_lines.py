"""The words when routines are enabled, disabled or edited, and when a course is over."""

from __future__ import annotations

from datetime import date

import pytest

from routine.core.config.rules import Finding
from routine.core.config.settings import Settings
from routine.core.config.setup import Problem
from routine.core.preset.model import Preset
from routine.core.requests.commands import Disable
from routine.core.requests.reports import Reload
from routine.core.review.lines import confirmed_line, look_lines, may_go_on_lines
from routine.core.review.outcomes import Look
from routine.core.routines.lines import (
    begin_again_words,
    course_answered_notice,
    course_over_words,
    disabled,
    enabled,
    reloaded,
)
from routine.core.routines.outcomes import Became, CourseAnswered, Disabled, Enabled, Reloaded
from routine.core.visits.booking_notes import still_booked
from routine.core.visits.next_visit_lines import ask_clinic
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule, a_series
from tests.core.reminders.test_next_time import next_at
from tests.core.review.households import a_world, guarded, say
from tests.core.visits.series import book

PILLS = a_preset("pills", a_schedule("09:00"))
TODAY = date(2026, 11, 29)


def said(world: World, **became: Became) -> tuple[str, ...]:
    """What is said once these routines became that."""
    return enabled(world.draft, Enabled(became, ())).said


# --- enabled ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("became", "words"),
    [
        (Became.BEGAN, f"Spf is enabled. {next_at('today 08:00')}"),
        (Became.RAN_ALREADY, f"Spf is already enabled. {next_at('today 08:00')}"),
        (Became.GOES_ON, f"Spf is no longer on hold. {next_at('today 08:00')}"),
    ],
)
def test_what_became_of_it_is_said_with_its_next_time(became: Became, words: str) -> None:
    assert said(World(a_preset()), spf=became) == (words,)


def test_a_series_of_which_nothing_is_booked_says_how_to_book() -> None:
    world = World(a_series(sessions=None))
    assert said(world, sculptra=Became.RAN_ALREADY) == (
        'Sculptra is already enabled. No visit is booked. Book one: routine visit book sculptra "fri 10:00"',
        *ask_clinic(world.draft, "sculptra"),
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("mask", "A home mask tightens for a while and does not replace a procedure."),
        ("mask", "Pregnant, nursing, under 18, keloids, an immune or clotting problem: ask a doctor first."),
        ("treatment", "After that, no build-up continues by itself."),
        ("supplement", "not meant to diagnose, treat, cure or prevent any disease: tell your doctor and the lab"),
        ("supplement", "The product's label comes before this."),
        ("visit", "What your clinic says comes before anything here."),
    ],
)
def test_what_begins_is_said_with_what_a_person_must_know_of_its_kind(kind: str, words: str) -> None:
    world = World(a_preset("mine", kind=kind))
    assert any(words in line and line.endswith("routine preset show mine") for line in said(world, mine=Became.BEGAN))


def test_it_is_said_once_for_several_of_a_kind_and_not_again_for_what_runs_already() -> None:
    world = World(a_preset("egg", kind="mask"), a_preset("clay", kind="mask"), a_preset("water"))
    lines = said(world, egg=Became.BEGAN, clay=Became.BEGAN, water=Became.BEGAN)
    assert [line.rpartition(" ")[2] for line in lines if "does not replace" in line] == ["egg"]
    assert not any("does not replace" in line for line in said(world, egg=Became.RAN_ALREADY))


def test_times_in_the_quiet_hours_are_warned_of() -> None:
    world = World(PILLS, settings=Settings(quiet=(Window("8-10", 8 * 60, 10 * 60),)))
    assert said(world, pills=Became.BEGAN)[-1] == (
        "Pills has times in your quiet hours. It appears after them, unless it is too late then."
    )


def test_the_reply_has_the_routines_and_the_findings_for_programs() -> None:
    finding = Finding(level="warn", rule="sun", why="Sun.", fix="Wear a hat.", source="s", routine="spf")
    reply = enabled(World(a_preset()).draft, Enabled({"spf": Became.BEGAN}, (finding,)))
    assert (reply.enabled, reply.findings) == (("spf",), (finding,))


# --- disabled -----------------------------------------------------------------------------------------------------


def test_what_is_disabled_keeps_its_history_and_its_visits() -> None:
    world = World(a_series(), PILLS)
    book(world)
    world.ask(Disable(("sculptra", "pills")))
    (still,) = still_booked(world.draft, "sculptra")
    assert disabled(world.draft, Disabled(("sculptra", "pills"), ())).said == (
        "Sculptra is disabled. Your history is kept.",
        "Pills is disabled. Your history is kept.",
        still,
    )


# --- files --------------------------------------------------------------------------------------------------------


def test_a_changed_schedule_is_said_with_the_next_time() -> None:
    world = World(a_preset())
    world.change(a_preset(schedule=a_schedule("09:30")))
    world.ask(Reload())
    outcome = Reloaded(confirmed=False, changed=("spf",), were_held=(), look=Look())
    assert reloaded(world.draft, outcome, ()).said == (f"Spf has a new schedule. {next_at('today 09:30')}",)


def test_where_nothing_changed_nothing_is_said() -> None:
    outcome = Reloaded(confirmed=False, changed=(), were_held=(), look=Look())
    assert reloaded(World(a_preset()).draft, outcome, ()).said == ()


def test_the_profile_what_may_go_on_and_what_is_held_are_said_in_this_order() -> None:
    world = a_world(guarded("cream", "final"), guarded("mask", "final"))
    say(world, pregnant=True)
    outcome = Reloaded(confirmed=True, changed=(), were_held=("cream",), look=Look(("mask",)))
    assert reloaded(world.draft, outcome, ()).said == (
        confirmed_line(world.draft),
        *may_go_on_lines(world.draft, ["cream"]),
        *look_lines(world.draft, Look(("mask",))),
    )


# --- courses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asks", "day"), [(date(2026, 12, 7), "Monday 7 December"), (date(2027, 2, 28), "Sunday 28 February 2027")]
)
def test_the_end_of_a_course_says_how_often_it_was_done_and_when_it_will_ask(asks: date, day: str) -> None:
    assert course_over_words(PILLS, 7, asks, TODAY) == (
        "Pills: course complete",
        f"This course is over. You did it 7 times. After your break, on {day}, Routine asks whether to start again.",
    )


def test_done_once_is_no_number_of_times_and_without_a_break_nothing_is_asked() -> None:
    assert course_over_words(PILLS, 1, None, TODAY)[1] == (
        "This course is over. You did it once. You decide whether and when to start again."
    )


def test_after_the_break_the_question_says_that_nothing_begins_by_itself() -> None:
    assert begin_again_words(PILLS) == (
        "Pills: start again?",
        "Your break after the last course is over. Nothing starts until you press “Start again”.",
    )


def answered(preset: Preset, outcome: CourseAnswered) -> tuple[str, tuple[str, ...]]:
    """Title and lines of what came of the question."""
    told = course_answered_notice(World(preset).draft, outcome)
    return told.title, told.lines


def test_what_came_of_the_question_is_said() -> None:
    against = Finding(
        level="block", rule="r", why="Pregnant.", fix="", advice="Ask a doctor.", source="s", routine="pills"
    )
    assert answered(PILLS, CourseAnswered("pills", begun=True)) == (
        "Pills: started again",
        (next_at("today 09:00"),),
    )
    assert answered(PILLS, CourseAnswered("pills", not_now=True)) == (
        "Pills: not now",
        ("You can start again at any time.",),
    )
    assert answered(PILLS, CourseAnswered("pills", against=against)) == (
        "Pills: not started",
        ("Pregnant.", "Ask a doctor."),
    )
    assert answered(PILLS, CourseAnswered("pills")) == ("Pills", (next_at("today 09:00"),))


def test_a_preset_that_is_gone_is_the_reason_of_what_it_takes() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.change(presets={})
    world.ask(Reload())
    assert [entry.reason for entry in world.log] == ["its preset is gone"]


def test_a_file_problem_says_where_it_is_and_what_says_more() -> None:
    world = World(a_preset())
    world.change(problems=(Problem("p1", "spf.toml, line 3: nonsense"),))
    world.ask(Reload())
    notice = world.notice("files")
    assert notice.title == "A file has an error"
    assert (notice.body, notice.commands) == ("spf.toml, line 3: nonsense", ("routine preset check",))
