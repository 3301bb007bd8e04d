"""The time on skin: what it counts through pauses, going back, suspend and reboots, and when it is over."""

from __future__ import annotations

from routine.core.preset.model import Step
from tests.builders import a_preset, lasting
from tests.core.session.session_harness import SessionHarness, lying_flat


def test_a_pause_stops_the_timer_but_not_the_time_on_skin() -> None:
    harness = lying_flat()
    harness.wait(60)
    harness.press("toggle")
    harness.wait(120)
    assert (harness.left, harness.skin) == (420, 320)
    harness.press("toggle")
    harness.wait(10)
    assert (harness.left, harness.skin) == (410, 330)


def test_going_back_does_not_set_the_time_on_skin_back() -> None:
    harness = lying_flat()
    harness.press("back")
    assert harness.skin == 140


def test_past_the_longest_time_on_skin_the_alarm_repeats() -> None:
    harness = lying_flat()
    harness.wait(480)
    harness.heard.clear()
    harness.wait(900 - 620 + 65)
    assert harness.chimes == ["alarm"] * 4
    assert (harness.session.alarms, len(harness.heard)) == (4, 8)


def test_an_answered_alarm_leaves_time_to_rinse_and_comes_again_while_the_mask_is_on() -> None:
    harness = lying_flat()
    harness.wait(480 + 290)
    harness.press("toggle")
    harness.heard.clear()
    assert harness.at == "cream/waiting"
    harness = lying_flat()
    harness.press("pause")
    harness.wait(800)
    harness.press("back")
    harness.heard.clear()
    harness.wait(100)
    assert harness.chimes == []
    harness.wait(30)
    assert "alarm" in harness.chimes


def test_taking_it_off_ends_the_alarm() -> None:
    harness = lying_flat()
    harness.wait(480 + 300)
    harness.press("ready")
    harness.heard.clear()
    harness.wait(3600)
    assert harness.heard == []
    harness.press("ready")
    assert harness.ending is not None
    assert harness.ending.over
    assert harness.ending.reason.startswith("over time: ")


def test_after_a_suspend_past_the_limit_the_alarm_sounds() -> None:
    harness = lying_flat()
    harness.heard.clear()
    harness.sleep(20 * 60)
    assert harness.chimes == ["alarm"]
    assert harness.session.over_since is not None


def test_after_a_reboot_with_a_clock_that_ran_back_time_on_skin_is_not_lost() -> None:
    harness = lying_flat()
    harness.reboot(-3600)
    assert harness.skin >= 0
    assert "alarm" in harness.chimes


def test_time_on_skin_ends_with_its_step_also_where_that_was_slept_through() -> None:
    steps = (
        Step(id="on", say="On.", on_skin="start", timer=lasting("5m")),
        Step(id="off", say="Off.", on_skin="end", auto=lasting("2m")),
        Step(id="cream", say="Cream."),
    )
    harness = SessionHarness(a_preset("mask", steps=steps))
    harness.sleep(3600)
    assert harness.at == "cream/waiting"
    assert harness.skin == 420


def test_another_mask_after_going_back_has_its_own_time_on_skin() -> None:
    harness = lying_flat()
    harness.wait(481)
    harness.press("ready")
    assert harness.skin == 621
    harness.press("back", "back", "back")
    harness.wait(60)
    assert (harness.at, harness.skin) == ("layer/running", 60)
    harness.press("next", "next", "next", "next", "next")
    assert harness.ending is not None
    assert harness.ending.on_skin_s == 621
