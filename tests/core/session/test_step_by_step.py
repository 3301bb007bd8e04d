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
from tests.core.session.bedroom import Bedroom, lying_flat


def test_a_step_without_a_timer_waits_until_the_person_is_ready() -> None:
    room = Bedroom()
    room.wait(3600)
    assert room.at == "cleanse/waiting"
    room.press("ready")
    assert room.at == "layer/running"


def test_with_busy_hands_it_goes_on_by_itself() -> None:
    room = Bedroom()
    room.press("ready")
    room.wait(119)
    assert room.at == "layer/running"
    room.wait(1)
    assert room.at == "lie-flat/lead-in"


def test_the_timer_begins_after_the_lead_in_with_a_chime() -> None:
    room = Bedroom()
    room.press("ready")
    room.wait(139)
    assert room.at == "lie-flat/lead-in"
    room.wait(1)
    assert room.at == "lie-flat/running"
    assert room.chimes[-1] == "lead-in"


def test_a_chime_sounds_at_the_end_of_each_timed_phase_and_at_the_end_of_all() -> None:
    room = lying_flat()
    room.wait(481)
    room.press("ready", "ready")
    assert room.chimes == ["step-end", "lead-in", "step-end", "finished"]


def test_the_end_tells_the_time_on_skin_and_that_nothing_was_exceeded() -> None:
    room = lying_flat()
    room.wait(480)
    room.wait(40)
    room.press("ready", "ready")
    assert room.ending is not None
    assert (room.ending.answer, room.ending.over) == ("done", False)
    assert room.ending.on_skin_s == 140 + 480 + 40


def test_pausing_where_nothing_runs_changes_nothing() -> None:
    room = Bedroom()
    before = room.session
    room.press("pause", "resume")
    assert room.session.paused is None
    assert room.session.began == before.began


def test_keys_mashed_on_a_running_step_do_not_skip_it() -> None:
    room = lying_flat()
    mashed: list[Action] = ["ready"] * 20
    room.press(*mashed)
    assert room.at == "lie-flat/running"


@pytest.mark.parametrize("key", ["next", "ready", "toggle"])
def test_a_key_meant_for_the_step_that_just_went_by_itself_does_not_end_the_new_one(key: Action) -> None:
    """Pressed as the timer ran out, it would have taken the mask for removed."""
    room = lying_flat()
    room.wait(480.2)
    room.press(key)
    assert room.at == "remove/waiting"
    room.wait(0.4)
    room.press(key)
    assert room.at == "cream/waiting"


def test_back_begins_the_step_before_again_and_stops_at_the_first() -> None:
    room = lying_flat()
    room.press("back")
    assert room.at == "layer/running"
    room.press("back", "back", "back")
    assert room.at == "cleanse/waiting"


def test_next_past_the_end_finishes_the_session() -> None:
    room = lying_flat()
    room.wait(1)
    room.press("next", "next", "next")
    assert room.ending is not None
    assert (room.ending.answer, room.ending.through) == ("skipped", True)


@pytest.mark.parametrize(("seconds", "answer"), [(90, "skipped"), (110, "done"), (480, "done")])
def test_a_mask_counts_that_was_on_for_half_of_its_timed_steps(seconds: int, answer: str) -> None:
    """Brushing takes 140 seconds, and 8 minutes are timed: whoever was slow or careful has had the mask on as well."""
    room = lying_flat()
    room.wait(seconds)
    room.press("next", "next", "next")
    assert room.ending is not None
    assert (room.ending.answer, room.ending.ran_s, room.ending.timed_s) == (answer, seconds, 480)


def test_going_back_over_a_timed_step_does_not_count_it_twice() -> None:
    room = lying_flat()
    for _ in range(3):
        room.wait(60)
        room.press("back", "next")
        room.wait(21)
    room.press("next", "next", "next")
    assert room.ending is not None
    assert room.ending.ran_s == 61


def test_a_pause_is_no_time_that_a_step_ran() -> None:
    room = lying_flat()
    room.wait(30)
    room.press("pause")
    room.wait(60)
    room.press("next", "next", "next")
    assert room.ending is not None
    assert room.ending.ran_s == 30


def test_over_the_limit_is_no_skipping_through() -> None:
    """Whatever the timer ran: it was on, and for too long."""
    room = lying_flat()
    room.press("pause")
    room.wait(900)
    room.press("yes", "next", "next", "next")
    assert room.ending is not None
    assert (room.ending.answer, room.ending.over, room.ending.ran_s) == ("done", True, 0)


def test_taken_off_too_late_it_goes_on_where_it_says_how_whatever_lies_between() -> None:
    room = Bedroom()
    room.press("next", "pause")
    room.wait(960)
    room.press("yes")
    assert room.session.step.id == "remove"


def test_a_routine_without_timed_steps_cannot_be_skipped_through() -> None:
    room = Bedroom(a_preset("care", steps=(Step(id="one", say="One."), Step(id="two", say="Two."))))
    room.press("next", "next")
    assert room.ending is not None
    assert (room.ending.answer, room.ending.through) == ("done", False)


def test_after_thirty_minutes_without_an_answer_the_session_ends_as_over_time() -> None:
    room = lying_flat()
    room.wait(480 + 280 + 30 * 60 + 5)
    assert room.ending is not None
    assert room.ending.unanswered
    assert room.ending.over


def test_a_reset_clock_changes_nothing() -> None:
    room = lying_flat()
    room.wait(60)
    room.now = replace(room.now, instant=room.now.instant - timedelta(hours=5))
    room.wait(60)
    assert room.left == 360
    room.now = replace(room.now, instant=room.now.instant + timedelta(days=400))
    room.wait(60)
    assert room.left == 300


def test_suspend_counts_and_what_is_long_past_is_not_said() -> None:
    room = lying_flat()
    room.heard.clear()
    room.sleep(600)
    assert room.at == "remove/waiting"
    assert room.heard == [where_it_stands(room.session, room.now)]


def test_after_a_reboot_it_goes_on_by_the_wall_clock_and_its_times_are_uncertain() -> None:
    room = lying_flat()
    room.wait(60)
    room.heard.clear()
    room.reboot(120)
    assert room.session.uncertain
    assert len(room.heard) == 1
    assert room.left == 300
    room.wait(60)
    assert room.left == 240


def test_after_two_reboots_elapsed_time_counts_again_each_time() -> None:
    room = lying_flat()
    room.reboot(60)
    room.wait(60)
    room.now = replace(room.now, instant=room.now.instant + timedelta(seconds=60), elapsed=7.0, boot_id="b3")
    room._take(advance(room.session, room.now))
    assert room.left == 300
    room.now = replace(room.now, instant=room.now.instant - timedelta(hours=3))
    room.wait(60)
    assert (room.left, room.skin) == (240, 380)


def test_a_key_before_the_first_look_after_a_reboot_leaves_no_mark_of_the_old_boot() -> None:
    room = lying_flat()
    room.now = replace(room.now, instant=room.now.instant + timedelta(seconds=60), elapsed=7.0, boot_id="b2")
    room.press("next")
    room.wait(0)
    room._take(advance(room.session, room.now))
    room.now = replace(room.now, instant=room.now.instant - timedelta(hours=3))
    assert room.skin == 200


def test_stopping_ends_it_as_skipped_at_the_step_reached() -> None:
    room = lying_flat()
    room.press("stop")
    assert room.ending is not None
    assert room.ending.answer == "skipped"
    assert room.ending.reason == "stopped at lie-flat (3 of 5)"


def test_stinging_ends_it_and_is_recorded() -> None:
    room = lying_flat()
    room.press("stinging")
    assert room.ending is not None
    assert room.ending.stinging


PATCH = Question("patch-test", "Did you test it on your arm?", "no", "Test it first.")
SKIN = Question("broken-skin", "Is your skin broken today?", "yes", "Not on broken skin.")


def test_questions_come_first_then_the_sound_check_then_the_first_step() -> None:
    room = Bedroom(questions=(PATCH, SKIN), check_sound=True)
    room.press("yes", "no")
    assert room.session.phase == "sound-check"
    room.press("ready")
    assert room.at == "cleanse/waiting"


@pytest.mark.parametrize(("answers", "reason"), [(["no"], "patch-test: no"), (["yes", "yes"], "broken-skin: yes")])
def test_a_safety_answer_ends_it_before_it_began(answers: list[Action], reason: str) -> None:
    room = Bedroom(questions=(PATCH, SKIN), check_sound=True)
    room.press(*answers)
    assert room.ending is not None
    assert (room.ending.answer, room.ending.reason) == ("skipped", reason)


def test_another_key_asks_the_question_again() -> None:
    room = Bedroom(questions=(PATCH,))
    room.press("toggle")
    assert room.heard == [PATCH.text, PATCH.text]
    assert room.session.phase == "asking"


def test_a_rehearsal_skips_the_questions_and_divides_the_durations() -> None:
    room = Bedroom(speed=20.0, rehearsal=True, questions=(PATCH,))
    room.press("ready")
    room.wait(7)
    assert room.at == "lie-flat/running"
    room.wait(24)
    assert room.at == "remove/waiting"


def test_a_routine_of_one_step_without_a_timer_is_done_when_ready() -> None:
    room = Bedroom(a_preset("pills"))
    room.press("ready")
    assert room.ending is not None
    assert room.ending.answer == "done"


def test_a_chime_is_a_chime() -> None:
    assert Chime("alarm") != Chime("finished")
