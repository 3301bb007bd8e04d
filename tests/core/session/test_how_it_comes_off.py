"""How a mask comes off, at each moment: its own way where it is on, and nothing of it where nothing is on."""

from __future__ import annotations

from routine.core.preset.model import Preset, Safety, Step
from routine.core.state.session import Ending
from tests.builders import a_preset, lasting
from tests.core.session.session_harness import STEPS, SessionHarness

OWN_WAY = "Lift it off in one piece."


def a_rubber_mask() -> Preset:
    """A mask that says how it comes off."""
    return a_preset("mask", steps=STEPS, safety=Safety(longest_on_skin=lasting("15m"), take_off=OWN_WAY))


def a_cream() -> Preset:
    """Something that goes on and stays there."""
    steps = (Step(id="wash", say="Wash."), Step(id="on", say="Thinly.", on_skin="stays"), Step(id="rest", say="Rest."))
    return a_preset("cream", steps=steps)


def ended(harness: SessionHarness) -> Ending:
    assert harness.ending
    return harness.ending


def at_step(preset: Preset, steps: int) -> SessionHarness:
    """A session that so many presses brought to where it is."""
    harness = SessionHarness(preset)
    harness.press(*(("next",) * steps))  # type: ignore[arg-type]  # a tuple of one word is a tuple of actions
    return harness


def test_what_stings_comes_off_its_own_way_and_is_rinsed_then() -> None:
    harness = at_step(a_rubber_mask(), 2)
    harness.press("stinging")
    assert ended(harness).words.startswith(f"Take it off now. {OWN_WAY} Then rinse with plenty of lukewarm water")


def test_before_anything_is_on_nothing_is_said_of_taking_off_or_rinsing() -> None:
    harness = at_step(a_rubber_mask(), 0)
    harness.press("stinging")
    words = ended(harness).words.lower()
    assert "rinse" not in words
    assert "take it off" not in words
    assert "call the emergency services" in words


def test_once_it_is_off_only_the_skin_is_rinsed() -> None:
    harness = at_step(a_rubber_mask(), 5)
    harness.press("stinging")
    assert ended(harness).words.startswith("Rinse your skin with plenty of lukewarm water")


def test_what_stays_on_is_washed_off_from_the_step_that_puts_it_on() -> None:
    for steps, washed in ((0, False), (1, True), (2, True)):
        harness = at_step(a_cream(), steps)
        harness.press("stinging")
        assert ("Wash it off now" in ended(harness).words) is washed


def test_what_stays_on_has_no_time_on_the_skin() -> None:
    harness = at_step(a_cream(), 3)
    assert ended(harness).on_skin_s == 0
    assert "skin" not in ended(harness).words


def test_where_no_step_says_what_is_on_the_skin_it_is_left_to_the_person() -> None:
    harness = SessionHarness(a_preset("rub", steps=(Step(id="rub", say="Rub."),)))
    harness.press("stinging")
    assert ended(harness).words.startswith("If something is on your skin,")


def test_over_time_every_alarm_says_how_it_comes_off() -> None:
    harness = at_step(a_rubber_mask(), 2)
    harness.wait(16 * 60)
    alarms = [harness.heard[i + 1] for i, sound in enumerate(harness.heard) if sound == "*alarm*"]
    assert len(alarms) > 2
    assert all(OWN_WAY in words for words in alarms)


def test_a_stop_says_it_too() -> None:
    harness = at_step(a_rubber_mask(), 2)
    harness.press("stop")
    assert ended(harness).words == f"Stopped. Take it off now. {OWN_WAY}"
