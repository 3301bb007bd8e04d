"""Starting a session: what is asked first, and what stands against it."""

from __future__ import annotations

import pytest

from routine.core.config.rules import Fact, Rule
from routine.core.errors import RefusedError, UsageError
from routine.core.preset.model import Safety
from routine.core.requests.commands import Done, SessionStart
from routine.core.requests.queries import SessionQuery
from routine.core.requests.reports import Outputs, Reload
from routine.core.session.outcomes import OutputsMissing
from routine.core.state.session import Part
from tests.builders import World, a_preset
from tests.core.session.mask_evening import a_mask, an_evening, asked, asking, lying, phase, spoken


def test_a_timed_routine_offers_start_later_and_skip() -> None:
    assert [button.id for button in an_evening().notice("mask").buttons] == ["start", "later", "skip"]


def test_start_asks_for_a_sound_check_and_then_begins_the_first_step() -> None:
    world = an_evening()
    world.press("start", "Mask")
    assert (phase(world), len(spoken(world))) == ("cleanse/sound-check", 1)
    world.press("ready", "Mask")
    assert (phase(world), len(spoken(world))) == ("cleanse/waiting", 1)


def test_the_start_button_asks_the_safety_questions_too() -> None:
    world = asking()
    assert asked(world) == ["patch-test", "sore"]
    world.press("yes")
    assert asked(world) == ["sore"]
    world.press("no")
    assert (asked(world), phase(world)) == ([], "cleanse/sound-check")


@pytest.mark.parametrize("speed", [1.0, 20.0])
def test_what_is_missing_is_known_before_the_start_and_in_a_rehearsal(speed: float) -> None:
    world = an_evening()
    world.ask(SessionStart("mask", speed=speed))
    missing: tuple[Part, ...] = ("voice", "staying awake")
    assert world.did(Outputs(missing)) == OutputsMissing(missing)
    session = world.state.session
    assert session is not None
    assert session.lacks == missing
    assert len(world.ask(SessionQuery())["session"]["missing"]) == 1


def test_a_question_whose_answer_stops_it_skips_this_time_with_the_reason() -> None:
    world = asking()
    world.press("yes")
    world.press("yes")
    assert world.answers == {"mask@2026-11-27T20:30": "skipped"}
    assert world.log[-1].reason == "sore: yes"
    assert world.state.session is None


def test_a_good_answer_to_the_patch_test_is_not_asked_for_again() -> None:
    world = asking()
    world.press("yes")
    world.press("no")
    world.press("stop", "Mask")
    world.to("2026-12-04 20:30")
    world.ask(SessionStart("mask"))
    assert asked(world) == ["sore"]


def test_a_gap_that_is_not_kept_is_asked_about() -> None:
    world = an_evening()
    world.ask(Done())
    world.to("2026-11-29 12:00")
    world.ask(SessionStart("mask"))
    assert asked(world) == ["min-gap"]
    world.press("no")
    assert world.state.session is None


def test_a_gap_in_days_is_kept_on_the_day_it_ends_at_any_hour() -> None:
    world = an_evening()
    world.ask(Done())
    world.to("2026-12-02 08:00")
    world.ask(SessionStart("mask"))
    assert (asked(world), phase(world)) == ([], "cleanse/sound-check")


def test_one_session_at_a_time_and_a_second_run_attaches() -> None:
    world = an_evening(a_preset("pills"))
    world.ask(SessionStart("mask"))
    assert world.ask(SessionStart("mask"))["attached"] is True
    with pytest.raises(UsageError):
        world.ask(SessionStart("pills"))
    assert phase(world) == "cleanse/sound-check"


def test_a_final_finding_stops_the_start() -> None:
    rule = Rule(name="egg", fact="egg", level="final", why="It contains egg.", fix="Leave it.", source="label")
    mask = a_mask(safety=Safety(never_if=("egg",)))
    world = World(mask, now="2026-11-27 19:00", rules={"egg": rule}, facts={"egg": Fact("egg", "Egg?")},
                  profile={"egg": False})  # fmt: skip
    world.change(profile={"egg": True})
    world.ask(Reload())
    with pytest.raises(RefusedError):
        world.ask(SessionStart("mask"))
    assert world.state.session is None


def test_a_routine_without_steps_has_no_session() -> None:
    world = World(a_preset("pills", steps=()))
    with pytest.raises(UsageError):
        world.ask(SessionStart("pills"))


def test_a_terminal_that_joins_a_session_has_the_voice_name_keys() -> None:
    """It was begun by a button."""
    world = lying()
    assert [
        world.state.session and world.state.session.keys,
        world.ask(SessionStart("mask", keys=True))["attached"],
    ] == [False, True]
    assert world.state.session is not None
    assert world.state.session.keys


@pytest.mark.parametrize("speed", [0.0, 1e-300, 0.5, 1001.0, -1.0])
def test_a_speed_that_cannot_be_is_refused(speed: float) -> None:
    with pytest.raises(UsageError):
        an_evening().ask(SessionStart("mask", speed=speed))
