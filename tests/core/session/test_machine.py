"""Guided sessions: what each key, and the passing of time, makes of one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from routine.core.preset.model import Cue, Preset, Safety, Step
from routine.core.session.machine import act, advance, begin, next_wake
from routine.core.session.time_on_skin import skin_seconds
from routine.core.session.timing import phase_length, phase_spent
from routine.core.state.session import Action, Chime, Ending, Question, Say, Session, Turn
from routine.core.when.moment import Now
from tests.builders import a_now, a_preset, lasting

STEPS = (
    Step(id="cleanse", say="Wash."),
    Step(id="layer", say="Brush on.", on_skin="start", hands="busy", auto=lasting("2m")),
    Step(
        id="lie-flat",
        say="Lie flat.",
        posture="lie-flat",
        lead_in=lasting("20s"),
        timer=lasting("8m"),
        cues=(Cue("half", "Half way."),),
    ),
    Step(id="remove", say="Rinse.", on_skin="end"),
    Step(id="cream", say="Cream."),
)


def a_mask() -> Preset:
    """A mask of five steps, at most 15 minutes on the skin."""
    return a_preset("mask", steps=STEPS, safety=Safety(longest_on_skin=lasting("15m")))


class Bedroom:
    """One session and a clock: `wait` lets time pass and serves every wake on the way."""

    def __init__(self, preset: Preset | None = None, **options: Any) -> None:
        self.now: Now = a_now("2026-11-27 20:30")
        self.heard: list[str] = []
        self.ending: Ending | None = None
        self.session: Session
        self._take(begin(preset or a_mask(), self.now, **options))

    def _take(self, turn: Turn) -> None:
        self.session = turn.session
        self.heard += [effect.text if isinstance(effect, Say) else f"*{effect.sound}*" for effect in turn.effects]
        self.ending = turn.ending or self.ending

    def press(self, *actions: Action) -> None:
        """Press keys, one after the other."""
        for action in actions:
            self._take(act(self.session, action, self.now))

    def wait(self, seconds: float) -> None:
        """Time passes; the session is served at every wake."""
        end = self.now.elapsed + seconds
        while self.ending is None and (wake := next_wake(self.session, self.now)):
            ahead = (wake - self.now.instant).total_seconds()
            if self.now.elapsed + ahead > end:
                break
            self._pass(ahead)
            self._take(advance(self.session, self.now))
        self._pass(end - self.now.elapsed)

    def sleep(self, seconds: float) -> None:
        """The machine is suspended: nothing is served before it wakes."""
        self._pass(seconds)
        self._take(advance(self.session, self.now))

    def reboot(self, seconds: float) -> None:
        """The machine is restarted: another boot, the wall clock went on."""
        self.now = replace(self.now, instant=self.now.instant + timedelta(seconds=seconds), elapsed=5.0, boot_id="b2")
        self._take(advance(self.session, self.now))

    def _pass(self, seconds: float) -> None:
        moved = timedelta(seconds=max(0.0, seconds))
        self.now = replace(self.now, instant=self.now.instant + moved, elapsed=self.now.elapsed + max(0.0, seconds))

    @property
    def at(self) -> str:
        """The step and its phase."""
        return f"{self.session.step.id}/{self.session.phase}"

    @property
    def left(self) -> float:
        """Seconds left of the phase."""
        return (phase_length(self.session) or 0.0) - phase_spent(self.session, self.now).seconds

    @property
    def skin(self) -> float:
        """Seconds on the skin."""
        return skin_seconds(self.session, self.now).seconds


def lying_flat() -> Bedroom:
    """A session whose eight minutes have just begun: 2 min 20 s on the skin."""
    room = Bedroom()
    room.press("ready")
    room.wait(140)
    assert room.at == "lie-flat/running"
    return room


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
    assert room.heard[-1] == "*lead-in*"


def test_a_whole_session_says_what_is_due_in_order() -> None:
    room = lying_flat()
    room.wait(481)
    room.press("ready", "ready")
    assert room.heard == [
        "Wash. Press any key when you are ready.",
        "Brush on.",
        "1 minute left.",
        "30 seconds left.",
        "10 seconds left.",
        "*step-end*",
        "Lie flat. 8 minutes.",
        "*lead-in*",
        "Half way.",
        "2 minutes left.",
        "1 minute left.",
        "30 seconds left.",
        "10 seconds left.",
        "*step-end*",
        "Rinse. Press any key when you are ready.",
        "Cream. Press any key when you are ready.",
        "*finished*",
    ]


def test_the_end_tells_the_time_on_skin_and_that_nothing_was_exceeded() -> None:
    room = lying_flat()
    room.wait(480)
    room.wait(40)
    room.press("ready", "ready")
    assert room.ending is not None
    assert (room.ending.answer, room.ending.over) == ("done", False)
    assert room.ending.on_skin_s == 140 + 480 + 40
    assert room.ending.words == "11 min on skin, nothing exceeded."


def test_a_pause_stops_the_timer_but_not_the_time_on_skin() -> None:
    room = lying_flat()
    room.wait(60)
    room.press("toggle")
    room.wait(120)
    assert (room.left, room.skin) == (420, 320)
    room.press("toggle")
    room.wait(10)
    assert (room.left, room.skin) == (410, 330)


def test_a_pause_says_that_the_time_on_skin_goes_on() -> None:
    room = lying_flat()
    room.press("pause")
    assert room.heard[-1] == "Paused. The time on your skin goes on."


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


def test_going_back_does_not_set_the_time_on_skin_back() -> None:
    room = lying_flat()
    room.press("back")
    assert room.skin == 140


def test_next_past_the_end_finishes_the_session() -> None:
    room = lying_flat()
    room.wait(1)
    room.press("next", "next", "next")
    assert room.ending is not None
    assert room.ending.answer == "done"


def test_past_the_longest_time_on_skin_the_alarm_repeats_and_grows_firmer() -> None:
    room = lying_flat()
    room.wait(480)
    room.heard.clear()
    room.wait(900 - 620 + 65)
    assert room.heard[:1] == ["*alarm*"]
    said = [text for text in room.heard if text != "*alarm*"]
    assert len(said) == 4
    assert said[0].startswith("Time is up: 15 minutes on your skin. Please")
    assert said[1].startswith("It has been on too long")
    assert said[2].startswith("Take it off now!")


def test_an_answered_alarm_leaves_time_to_rinse_and_comes_again_while_the_mask_is_on() -> None:
    room = lying_flat()
    room.wait(480 + 290)
    room.press("toggle")
    room.heard.clear()
    assert room.at == "cream/waiting"
    room = lying_flat()
    room.press("pause")
    room.wait(800)
    room.press("back")
    room.heard.clear()
    room.wait(100)
    assert "*alarm*" not in room.heard
    room.wait(30)
    assert "*alarm*" in room.heard


def test_taking_it_off_ends_the_alarm() -> None:
    room = lying_flat()
    room.wait(480 + 300)
    room.press("ready")
    room.heard.clear()
    room.wait(3600)
    assert room.heard == []
    room.press("ready")
    assert room.ending is not None
    assert room.ending.over
    assert room.ending.reason.startswith("over time: ")


def test_after_thirty_minutes_without_an_answer_the_session_ends_as_over_time() -> None:
    room = lying_flat()
    room.wait(480 + 280 + 30 * 60 + 5)
    assert room.ending is not None
    assert room.ending.unanswered
    assert room.ending.over
    assert "Take it off now" in room.ending.words


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
    assert not [text for text in room.heard if "left" in text]


def test_after_a_suspend_past_the_limit_it_says_to_take_it_off() -> None:
    room = lying_flat()
    room.heard.clear()
    room.sleep(20 * 60)
    assert "*alarm*" in room.heard
    assert any("take it off now" in text for text in room.heard)


def test_after_a_reboot_it_goes_on_by_the_wall_clock_and_says_that_it_may_be_off() -> None:
    room = lying_flat()
    room.wait(60)
    room.heard.clear()
    room.reboot(120)
    assert room.session.uncertain
    assert "times may be off" in room.heard[0]
    assert room.left == 300
    room.wait(60)
    assert room.left == 240


def test_after_a_reboot_with_a_clock_that_ran_back_time_on_skin_is_not_lost() -> None:
    room = lying_flat()
    room.reboot(-3600)
    assert room.skin >= 0
    assert any("Take it off" in text or "take it off" in text for text in room.heard)


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


def test_time_on_skin_ends_with_its_step_also_where_that_was_slept_through() -> None:
    steps = (
        Step(id="on", say="On.", on_skin="start", timer=lasting("5m")),
        Step(id="off", say="Off.", on_skin="end", auto=lasting("2m")),
        Step(id="cream", say="Cream."),
    )
    room = Bedroom(a_preset("mask", steps=steps))
    room.sleep(3600)
    assert room.at == "cream/waiting"
    assert room.skin == 420


def test_another_mask_after_going_back_has_its_own_time_on_skin() -> None:
    room = lying_flat()
    room.wait(481)
    room.press("ready")
    assert room.skin == 621
    room.press("back", "back", "back")
    room.wait(60)
    assert (room.at, room.skin) == ("layer/running", 60)
    room.press("next", "next", "next", "next", "next")
    assert room.ending is not None
    assert room.ending.on_skin_s == 621


def test_stopping_with_the_mask_on_says_to_take_it_off() -> None:
    room = lying_flat()
    room.press("stop")
    assert room.ending is not None
    assert room.ending.answer == "skipped"
    assert room.ending.words == "Stopped. Take it off now. Rinse."
    assert room.ending.reason == "stopped at lie-flat (3 of 5)"


def test_stinging_says_to_rinse_first_and_is_recorded() -> None:
    room = lying_flat()
    room.press("stinging")
    assert room.heard[-1].startswith("Rinse it off now")
    assert room.ending is not None
    assert room.ending.stinging


PATCH = Question("patch-test", "Did you test it on your arm?", "no", "Test it first.")
SKIN = Question("broken-skin", "Is your skin broken today?", "yes", "Not on broken skin.")


def test_questions_come_first_then_the_sound_check_then_the_first_step() -> None:
    room = Bedroom(questions=(PATCH, SKIN))
    room.press("yes", "no")
    assert room.session.phase == "sound-check"
    room.press("ready")
    assert room.at == "cleanse/waiting"


@pytest.mark.parametrize(("answers", "why"), [(["no"], "Test it first."), (["yes", "yes"], "Not on broken skin.")])
def test_a_safety_answer_ends_it_before_it_began(answers: list[Action], why: str) -> None:
    room = Bedroom(questions=(PATCH, SKIN))
    room.press(*answers)
    assert room.ending is not None
    assert (room.ending.answer, room.ending.words) == ("skipped", why)


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
