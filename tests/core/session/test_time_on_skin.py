"""The time on skin: what it counts through pauses, going back, suspend and reboots, and when it is over."""

from __future__ import annotations

from routine.core.preset.model import Step
from tests.builders import a_preset, lasting
from tests.core.session.bedroom import Bedroom, lying_flat


def test_a_pause_stops_the_timer_but_not_the_time_on_skin() -> None:
    room = lying_flat()
    room.wait(60)
    room.press("toggle")
    room.wait(120)
    assert (room.left, room.skin) == (420, 320)
    room.press("toggle")
    room.wait(10)
    assert (room.left, room.skin) == (410, 330)


def test_going_back_does_not_set_the_time_on_skin_back() -> None:
    room = lying_flat()
    room.press("back")
    assert room.skin == 140


def test_past_the_longest_time_on_skin_the_alarm_repeats() -> None:
    room = lying_flat()
    room.wait(480)
    room.heard.clear()
    room.wait(900 - 620 + 65)
    assert room.chimes == ["alarm"] * 4
    assert (room.session.alarms, len(room.heard)) == (4, 8)


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
    assert room.chimes == []
    room.wait(30)
    assert "alarm" in room.chimes


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


def test_after_a_suspend_past_the_limit_the_alarm_sounds() -> None:
    room = lying_flat()
    room.heard.clear()
    room.sleep(20 * 60)
    assert room.chimes == ["alarm"]
    assert room.session.over_since is not None


def test_after_a_reboot_with_a_clock_that_ran_back_time_on_skin_is_not_lost() -> None:
    room = lying_flat()
    room.reboot(-3600)
    assert room.skin >= 0
    assert "alarm" in room.chimes


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
