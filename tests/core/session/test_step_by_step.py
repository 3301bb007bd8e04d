"""Guided sessions: what each key, and the passing of time, makes of one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from routine.core.preset.model import Step
from routine.core.session.step_by_step import advance
from routine.core.session.voice_lines import where_it_stands
from routine.core.state.session import Action, Chime, Question
from tests.builders import a_preset
from tests.core.session.session_harness import SessionHarness, lying_flat


def test_a_step_without_a_timer_waits_until_the_person_is_ready() -> None:
    harness = SessionHarness()
    harness.wait(3600)
    assert harness.at == "cleanse/waiting"
    harness.press("ready")
    assert harness.at == "layer/running"


def test_with_busy_hands_it_goes_on_by_itself() -> None:
    harness = SessionHarness()
    harness.press("ready")
    harness.wait(119)
    assert harness.at == "layer/running"
    harness.wait(1)
    assert harness.at == "lie-flat/lead-in"


def test_the_timer_begins_after_the_lead_in_with_a_chime() -> None:
    harness = SessionHarness()
    harness.press("ready")
    harness.wait(139)
    assert harness.at == "lie-flat/lead-in"
    harness.wait(1)
    assert harness.at == "lie-flat/running"
    assert harness.chimes[-1] == "lead-in"


def test_a_chime_sounds_at_the_end_of_each_timed_phase_and_at_the_end_of_all() -> None:
    harness = lying_flat()
    harness.wait(481)
    harness.press("ready", "ready")
    assert harness.chimes == ["step-end", "lead-in", "step-end", "finished"]


def test_the_end_tells_the_time_on_skin_and_that_nothing_was_exceeded() -> None:
    harness = lying_flat()
    harness.wait(480)
    harness.wait(40)
    harness.press("ready", "ready")
    assert harness.ending is not None
    assert (harness.ending.answer, harness.ending.over) == ("done", False)
    assert harness.ending.on_skin_s == 140 + 480 + 40


def test_pausing_where_nothing_runs_changes_nothing() -> None:
    harness = SessionHarness()
    before = harness.session
    harness.press("pause", "resume")
    assert harness.session.paused is None
    assert harness.session.began == before.began


def test_keys_mashed_on_a_running_step_do_not_skip_it() -> None:
    harness = lying_flat()
    mashed: list[Action] = ["ready"] * 20
    harness.press(*mashed)
    assert harness.at == "lie-flat/running"


@pytest.mark.parametrize("key", ["next", "ready", "toggle"])
def test_a_key_meant_for_the_step_that_just_went_by_itself_does_not_end_the_new_one(key: Action) -> None:
    """Pressed as the timer ran out, it would have taken the mask for removed."""
    harness = lying_flat()
    harness.wait(480.2)
    harness.press(key)
    assert harness.at == "remove/waiting"
    harness.wait(0.4)
    harness.press(key)
    assert harness.at == "cream/waiting"


def test_back_begins_the_step_before_again_and_stops_at_the_first() -> None:
    harness = lying_flat()
    harness.press("back")
    assert harness.at == "layer/running"
    harness.press("back", "back", "back")
    assert harness.at == "cleanse/waiting"


def test_next_past_the_end_finishes_the_session() -> None:
    harness = lying_flat()
    harness.wait(1)
    harness.press("next", "next", "next")
    assert harness.ending is not None
    assert (harness.ending.answer, harness.ending.through) == ("skipped", True)


@pytest.mark.parametrize(("seconds", "answer"), [(90, "skipped"), (110, "done"), (480, "done")])
def test_a_mask_counts_that_was_on_for_half_of_its_timed_steps(seconds: int, answer: str) -> None:
    """Brushing takes 140 seconds, and 8 minutes are timed: whoever was slow or careful has had the mask on as well."""
    harness = lying_flat()
    harness.wait(seconds)
    harness.press("next", "next", "next")
    assert harness.ending is not None
    assert (harness.ending.answer, harness.ending.ran_s, harness.ending.timed_s) == (answer, seconds, 480)


def test_going_back_over_a_timed_step_does_not_count_it_twice() -> None:
    harness = lying_flat()
    for _ in range(3):
        harness.wait(60)
        harness.press("back", "next")
        harness.wait(21)
    harness.press("next", "next", "next")
    assert harness.ending is not None
    assert harness.ending.ran_s == 61


def test_a_pause_is_no_time_that_a_step_ran() -> None:
    harness = lying_flat()
    harness.wait(30)
    harness.press("pause")
    harness.wait(60)
    harness.press("next", "next", "next")
    assert harness.ending is not None
    assert harness.ending.ran_s == 30


def test_over_the_limit_is_no_skipping_through() -> None:
    """Whatever the timer ran: it was on, and for too long."""
    harness = lying_flat()
    harness.press("pause")
    harness.wait(900)
    harness.press("yes", "next", "next", "next")
    assert harness.ending is not None
    assert (harness.ending.answer, harness.ending.over, harness.ending.ran_s) == ("done", True, 0)


def test_taken_off_too_late_it_goes_on_where_it_says_how_whatever_lies_between() -> None:
    harness = SessionHarness()
    harness.press("next", "pause")
    harness.wait(960)
    harness.press("yes")
    assert harness.session.step.id == "remove"


def test_a_routine_without_timed_steps_cannot_be_skipped_through() -> None:
    harness = SessionHarness(a_preset("care", steps=(Step(id="one", say="One."), Step(id="two", say="Two."))))
    harness.press("next", "next")
    assert harness.ending is not None
    assert (harness.ending.answer, harness.ending.through) == ("done", False)


def test_after_thirty_minutes_without_an_answer_the_session_ends_as_over_time() -> None:
    harness = lying_flat()
    harness.wait(480 + 280 + 30 * 60 + 5)
    assert harness.ending is not None
    assert harness.ending.unanswered
    assert harness.ending.over


def test_a_reset_clock_changes_nothing() -> None:
    harness = lying_flat()
    harness.wait(60)
    harness.now = replace(harness.now, instant=harness.now.instant - timedelta(hours=5))
    harness.wait(60)
    assert harness.left == 360
    harness.now = replace(harness.now, instant=harness.now.instant + timedelta(days=400))
    harness.wait(60)
    assert harness.left == 300


def test_suspend_counts_and_what_is_long_past_is_not_said() -> None:
    harness = lying_flat()
    harness.heard.clear()
    harness.sleep(600)
    assert harness.at == "remove/waiting"
    assert harness.heard == [where_it_stands(harness.session, harness.now)]


def test_after_a_reboot_it_goes_on_by_the_wall_clock_and_its_times_are_uncertain() -> None:
    harness = lying_flat()
    harness.wait(60)
    harness.heard.clear()
    harness.reboot(120)
    assert harness.session.uncertain
    assert len(harness.heard) == 1
    assert harness.left == 300
    harness.wait(60)
    assert harness.left == 240


def test_after_two_reboots_elapsed_time_counts_again_each_time() -> None:
    harness = lying_flat()
    harness.reboot(60)
    harness.wait(60)
    harness.now = replace(harness.now, instant=harness.now.instant + timedelta(seconds=60), elapsed=7.0, boot_id="b3")
    harness._take(advance(harness.session, harness.now))
    assert harness.left == 300
    harness.now = replace(harness.now, instant=harness.now.instant - timedelta(hours=3))
    harness.wait(60)
    assert (harness.left, harness.skin) == (240, 380)


def test_a_key_before_the_first_look_after_a_reboot_leaves_no_mark_of_the_old_boot() -> None:
    harness = lying_flat()
    harness.now = replace(harness.now, instant=harness.now.instant + timedelta(seconds=60), elapsed=7.0, boot_id="b2")
    harness.press("next")
    harness.wait(0)
    harness._take(advance(harness.session, harness.now))
    harness.now = replace(harness.now, instant=harness.now.instant - timedelta(hours=3))
    assert harness.skin == 200


def test_stopping_ends_it_as_skipped_at_the_step_reached() -> None:
    harness = lying_flat()
    harness.press("stop")
    assert harness.ending is not None
    assert harness.ending.answer == "skipped"
    assert harness.ending.reason == "stopped at lie-flat (3 of 5)"


def test_stinging_ends_it_and_is_recorded() -> None:
    harness = lying_flat()
    harness.press("stinging")
    assert harness.ending is not None
    assert harness.ending.stinging


PATCH = Question("patch-test", "Did you test it on your arm?", "no", "Test it first.")
SKIN = Question("broken-skin", "Is your skin broken today?", "yes", "Not on broken skin.")


def test_questions_come_first_then_the_sound_check_then_the_first_step() -> None:
    harness = SessionHarness(questions=(PATCH, SKIN), check_sound=True)
    harness.press("yes", "no")
    assert harness.session.phase == "sound-check"
    harness.press("ready")
    assert harness.at == "cleanse/waiting"


@pytest.mark.parametrize(("answers", "reason"), [(["no"], "patch-test: no"), (["yes", "yes"], "broken-skin: yes")])
def test_a_safety_answer_ends_it_before_it_began(answers: list[Action], reason: str) -> None:
    harness = SessionHarness(questions=(PATCH, SKIN), check_sound=True)
    harness.press(*answers)
    assert harness.ending is not None
    assert (harness.ending.answer, harness.ending.reason) == ("skipped", reason)


def test_another_key_asks_the_question_again() -> None:
    harness = SessionHarness(questions=(PATCH,))
    harness.press("toggle")
    assert harness.heard == [PATCH.text, PATCH.text]
    assert harness.session.phase == "asking"


def test_a_rehearsal_skips_the_questions_and_divides_the_durations() -> None:
    harness = SessionHarness(speed=20.0, rehearsal=True, questions=(PATCH,))
    harness.press("ready")
    harness.wait(7)
    assert harness.at == "lie-flat/running"
    harness.wait(24)
    assert harness.at == "remove/waiting"


def test_a_routine_of_one_step_without_a_timer_is_done_when_ready() -> None:
    harness = SessionHarness(a_preset("pills"))
    harness.press("ready")
    assert harness.ending is not None
    assert harness.ending.answer == "done"


def test_a_chime_is_a_chime() -> None:
    assert Chime("alarm") != Chime("finished")
