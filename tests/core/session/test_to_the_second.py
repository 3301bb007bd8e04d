"""Every limit of time in a guided session: a moment before it, at it, and a moment after."""

from __future__ import annotations

from routine.core.preset.model import Remind, Safety
from routine.core.requests.commands import SessionAct
from routine.core.session.notice import session_wake
from routine.core.session.notice_again import shown_again_at, times_shown_again
from routine.core.session.time_on_skin import alarm_in
from routine.core.session.voice_lines import where_it_stands
from routine.core.state.session import Action
from tests.builders import World, a_preset, a_schedule, lasting, minutes, weekly
from tests.core.session.mask_evening import a_mask
from tests.core.session.session_harness import SessionHarness, lying_flat
from tests.rows import each


def too_long() -> SessionHarness:
    """The mask is on for its fifteen minutes, to the second; nobody has taken it off."""
    harness = lying_flat()
    harness.wait(480 + 280)
    assert (harness.skin, harness.at) == (900, "remove/waiting")
    harness.heard.clear()
    return harness


def test_at_the_longest_time_on_skin_nothing_is_over_and_a_moment_later_the_alarm_sounds() -> None:
    harness = too_long()
    assert harness.chimes == []
    harness.wait(0.05)
    assert harness.chimes == ["alarm"]


@each("seconds, alarms", [(19.9, 1), (20, 2), (39.9, 2), (40, 3), (60, 4)])
def test_an_alarm_is_repeated_every_twenty_seconds(seconds: float, alarms: int) -> None:
    harness = too_long()
    harness.wait(0.05)
    harness.wait(seconds)
    assert len(harness.chimes) == alarms


@each("seconds, alarms", [(119.9, 0), (120, 1), (139.9, 1), (140, 2)])
def test_an_answered_alarm_comes_again_after_two_minutes(seconds: float, alarms: int) -> None:
    harness = too_long()
    harness.wait(0.05)
    harness.press("keep-on")
    assert alarm_in(harness.session, harness.now) == 120
    harness.heard.clear()
    harness.wait(seconds)
    assert len(harness.chimes) == alarms


@each("seconds, ended", [(1799.9, False), (1800, True)])
def test_an_alarm_that_nobody_answers_for_half_an_hour_ends_the_session(seconds: float, ended: bool) -> None:
    harness = too_long()
    harness.wait(0.05)
    harness.wait(seconds)
    assert (harness.ending is not None and harness.ending.unanswered) is ended


@each("late, said", [(0.0, True), (3.0, True), (3.1, False)])
def test_what_should_have_been_said_over_three_seconds_ago_is_not_said_any_more(late: float, said: bool) -> None:
    harness = lying_flat()
    harness.wait(200)
    harness.heard.clear()
    harness.sleep(40 + late)
    assert harness.heard == (["Half way."] if said else [where_it_stands(harness.session, harness.now)])


@each("late, chimes", [(0.0, ["step-end"]), (3.0, ["step-end"]), (3.1, [])])
def test_the_end_of_a_step_that_is_over_three_seconds_old_is_not_heard_any_more(late: float, chimes: list[str]) -> None:
    harness = lying_flat()
    harness.wait(475)
    harness.heard.clear()
    harness.sleep(5 + late)
    assert (harness.at, harness.chimes) == ("remove/waiting", chimes)
    assert len(harness.heard) == len(chimes) + 1


@each("late, chimes", [(3.0, ["lead-in"]), (3.1, [])])
def test_the_beginning_of_a_timer_that_is_over_three_seconds_old_is_not_heard_any_more(
    late: float, chimes: list[str]
) -> None:
    harness = SessionHarness()
    harness.press("ready")
    harness.wait(130)
    harness.heard.clear()
    harness.sleep(10 + late)
    assert (harness.at, harness.chimes, round(harness.left, 6)) == ("lie-flat/running", chimes, 480 - late)


@each("seconds, at", [(0.4, "remove/waiting"), (0.5, "cream/waiting"), (0.6, "cream/waiting")])
def test_a_key_within_half_a_second_of_a_step_that_came_by_itself_was_meant_for_the_one_before(
    seconds: float, at: str
) -> None:
    harness = lying_flat()
    harness.wait(480)
    harness._pass(seconds)
    harness.press("ready")
    assert harness.at == at


@each(
    "seconds, times, again",
    [(0, 0, 300), (299, 0, 1), (300, 1, 300), (3599, 11, 1), (3600, 12, None), (9000, 12, None)],
)
def test_a_notice_that_waits_is_shown_again_every_five_minutes_for_an_hour(
    seconds: int, times: int, again: int | None
) -> None:
    harness = SessionHarness()
    harness.wait(seconds)
    assert times_shown_again(harness.session, harness.now) == times
    at = shown_again_at(harness.session, harness.now)
    assert (at and round((at - harness.now.instant).total_seconds())) == again


def test_a_key_has_the_five_minutes_begin_anew() -> None:
    harness = SessionHarness()
    harness.wait(299)
    harness.press("pause")  # nothing runs that could be paused
    harness.wait(299)
    assert times_shown_again(harness.session, harness.now) == 0
    harness.wait(1)
    assert times_shown_again(harness.session, harness.now) == 1


def test_while_a_timer_runs_no_notice_is_shown_again() -> None:
    harness = lying_flat()
    harness.wait(400)
    assert (times_shown_again(harness.session, harness.now), shown_again_at(harness.session, harness.now)) == (0, None)
    harness.press("pause")
    harness.wait(300)
    assert times_shown_again(harness.session, harness.now) == 1


@each("seconds, answer", [(99, "skipped"), (100, "done")])
def test_a_mask_counts_from_half_of_its_timed_steps_on(seconds: int, answer: str) -> None:
    """It went on 140 seconds before the timer began; 8 minutes are timed."""
    harness = lying_flat()
    harness.wait(seconds)
    harness.press("next", "next", "next")
    assert harness.ending is not None
    assert harness.ending.answer == answer


@each("pills, raised", [("20:29", False), ("20:31", True), ("20:36", True), ("20:41", True)])
def test_what_comes_from_lying_down_to_getting_up_waits_from_the_end_of_it(pills: str, raised: bool) -> None:
    """Lying from 20:31 to 20:41, and nothing looked at the clock since 20:28; two minutes late it would be missed."""
    other = a_preset("pills", a_schedule(pills), remind=Remind(late=lasting("2m")))
    mask = a_mask(schedule=weekly(4, "20:28"), safety=Safety(longest_on_skin=lasting("15m")))
    world = World(mask, other, now="2026-11-27 19:00")
    world.to("20:28")
    world.press("start", "Mask")
    world.press("ready", "Mask")
    world.simulation.clock.advance(minutes(3))
    world.ask(SessionAct("ready"))
    world.to("20:41")
    assert any(id.startswith("pills") for id in world.raised) is raised


@each("pressed", [(), ("ready",)])
def test_the_moment_for_which_it_woke_is_none_to_wake_for_again(pressed: tuple[Action, ...]) -> None:
    """Seconds since the machine started are sums of floats, which may fall a hair short of the wake."""
    for tenths in range(100):
        harness = SessionHarness(up_s=8000.05 + tenths / 10)
        harness.press(*pressed)
        for _ in range(15):
            harness.wake()
            again = session_wake(harness.session, harness.now)
            assert again is None or again > harness.now.instant
