"""What a session says: each step and the time left, where it stands, the alarm, and how it ended."""

from __future__ import annotations

from routine.core.session.voice_lines import where_it_stands
from routine.core.state.session import Question
from tests.core.session.session_harness import SessionHarness, lying_flat

HELP = (
    "Take it off now. Rinse. Then rinse with plenty of lukewarm water, and put nothing more on. "
    "If it does not pass, seek advice. "
    "Trouble breathing, swelling of the face or throat, or a change of vision: call the emergency services now."
)
SKIN = Question("broken-skin", "Is your skin broken today?", "yes", "Not on broken skin.")


def test_a_whole_session_says_what_is_due_in_order() -> None:
    harness = lying_flat()
    harness.wait(481)
    harness.press("ready", "ready")
    assert harness.heard == [
        "Wash. Press “Ready” when you are ready.",
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
        "Rinse. Press “Ready” when you are ready.",
        "Cream. Press “Ready” when you are ready.",
        "*finished*",
    ]


def test_before_the_first_step_it_asks_and_checks_the_sound() -> None:
    harness = SessionHarness(questions=(SKIN,), check_sound=True)
    harness.press("no")
    assert harness.heard == [SKIN.text, "Sound check. Can you hear me? Press “Sound works”."]


def test_at_a_terminal_the_voice_names_the_keys_that_stand_on_the_screen() -> None:
    """Never any key: s would end it, and record irritation."""
    harness = SessionHarness(questions=(SKIN,), keys=True, check_sound=True)
    harness.press("no", "ready")
    assert harness.heard == [
        f"{SKIN.text} Press Y or N.",
        "Sound check. Can you hear me? Press space.",
        "Wash. Press space when you are ready.",
    ]
    harness.press("ready")
    harness.wait(140 + 480)
    harness.wait(280 + 45)
    assert (
        harness.heard[-1] == "Take it off now! Rinse. It has been on for 15 minutes and 40 seconds. Then press space."
    )


def test_the_end_says_the_time_on_skin_and_that_nothing_was_exceeded() -> None:
    harness = lying_flat()
    harness.wait(520)
    harness.press("ready", "ready")
    assert harness.ending is not None
    assert harness.ending.words == "11 minutes on your skin, within the limit."


def test_the_end_says_that_it_was_skipped_through_and_for_how_long_it_was_on() -> None:
    harness = SessionHarness()
    harness.press("ready")
    harness.wait(1)
    harness.press("next", "next", "next")
    harness.wait(3)
    harness.press("next", "next")
    assert harness.ending is not None
    assert harness.ending.words == (
        "Skipped through, so it is recorded as skipped. 4 seconds on your skin. "
        "The timed steps ran for 0 seconds of 8 minutes."
    )


def test_the_end_says_how_much_of_the_timed_steps_ran_where_some_was_cut_short() -> None:
    harness = lying_flat()
    harness.wait(300)
    harness.press("next", "next", "next")
    assert harness.ending is not None
    assert harness.ending.words == (
        "7 minutes and 20 seconds on your skin, within the limit. The timed steps ran for 5 minutes of 8 minutes."
    )


def test_the_end_says_that_it_was_over_the_limit() -> None:
    harness = lying_flat()
    harness.wait(480 + 300)
    harness.press("ready", "ready")
    assert harness.ending is not None
    assert harness.ending.words == "15 minutes and 20 seconds on your skin, over the limit of 15 minutes."


def test_a_pause_says_that_the_time_on_skin_goes_on_and_its_end_how_much_is_left() -> None:
    harness = lying_flat()
    harness.press("pause")
    assert harness.heard[-1] == "Paused. The time on your skin still counts."
    harness.press("resume")
    assert harness.heard[-1] == "Resumed. 8 minutes left."


def test_the_alarm_grows_firmer() -> None:
    harness = lying_flat()
    harness.wait(480)
    harness.heard.clear()
    harness.wait(900 - 620 + 65)
    assert [text for text in harness.heard if text != "*alarm*"] == [
        "Please take it off now. Time is up: 15 minutes on your skin. Rinse.",
        "Take it off now. It has been on too long. Rinse.",
        "Take it off now! Rinse. It has been on for 15 minutes and 40 seconds. Then press “Removing it”.",
        "Take it off now! Rinse. It has been on for 16 minutes. Then press “Removing it”.",
    ]


def test_an_alarm_that_nobody_answered_says_so_at_the_end() -> None:
    harness = lying_flat()
    harness.wait(480 + 280 + 30 * 60 + 5)
    assert harness.ending is not None
    assert harness.ending.words == "Take it off now. It has been on your skin for 45 minutes. Rinse."


def test_after_a_suspend_it_says_where_it_stands() -> None:
    harness = lying_flat()
    harness.wait(60)
    assert where_it_stands(harness.session, harness.now) == "Lie flat. 7 minutes left."
    harness.sleep(420)
    assert harness.heard[-1] == "Rinse. Press “Ready” when you are ready."
    harness.sleep(700)
    assert (
        where_it_stands(harness.session, harness.now)
        == "Take it off now. It has been on your skin for 22 minutes. Rinse."
    )


def test_before_the_first_step_it_says_what_it_waits_for() -> None:
    harness = SessionHarness(questions=(SKIN,), check_sound=True)
    assert where_it_stands(harness.session, harness.now) == SKIN.text
    harness.press("no")
    assert where_it_stands(harness.session, harness.now) == "Sound check. Can you hear me? Press “Sound works”."


def test_after_a_reboot_it_says_first_that_times_may_be_off() -> None:
    harness = lying_flat()
    harness.wait(60)
    harness.heard.clear()
    harness.reboot(120)
    assert harness.heard == ["The computer was restarted. Times may be wrong. Lie flat. 5 minutes left."]


def test_the_alarm_says_that_it_is_not_sure_after_a_reboot() -> None:
    harness = lying_flat()
    harness.heard.clear()
    harness.reboot(1200)
    assert "Time is up: about 22 minutes" in harness.heard[-1]


def test_stopping_with_the_mask_on_says_to_take_it_off() -> None:
    harness = lying_flat()
    harness.press("stop")
    assert harness.ending is not None
    assert harness.heard[-1] == harness.ending.words == "Stopped. Take it off now. Rinse."


def test_a_rehearsal_says_nothing_of_taking_off_however_it_ends() -> None:
    """Nothing is on the skin."""
    for how in (("pause", "stop"), ("next", "next", "next")):
        harness = SessionHarness(rehearsal=True, speed=20.0)
        harness.press("ready")
        harness.wait(8)
        harness.heard.clear()
        harness.press(*how)
        said = " ".join((*harness.heard, harness.ending.words if harness.ending else ""))
        assert harness.ending is not None
        assert "off" not in said.replace("Rinse", "")
        assert "skin" not in said


def test_the_alarm_of_a_rehearsal_says_what_it_would_be_for() -> None:
    harness = SessionHarness(rehearsal=True, speed=20.0)
    harness.press("ready")
    harness.wait(46)
    assert harness.heard[-1] == "Time is up. If this were on your skin, you would take it off now."
    harness.wait(31 * 60)
    assert harness.ending is not None
    assert harness.ending.words == "The rehearsal is over. The alarm was not answered."


def test_stopping_without_it_says_no_more_than_that() -> None:
    harness = SessionHarness()
    harness.press("stop")
    assert harness.heard[-1] == "Stopped."


def test_stinging_says_how_it_comes_off_and_when_to_call_for_help() -> None:
    harness = lying_flat()
    harness.press("stinging")
    assert harness.ending is not None
    assert harness.heard[-1] == harness.ending.words == HELP


def test_an_answer_that_stops_it_says_why() -> None:
    harness = SessionHarness(questions=(SKIN,))
    harness.press("yes")
    assert harness.ending is not None
    assert harness.heard[-1] == harness.ending.words == "Not on broken skin."
