"""Guided sessions in the household: from the notice's Start button to the log, with everything else held meanwhile."""

from __future__ import annotations

from typing import Literal

import pytest

from routine.core.config.rules import Fact, Rule
from routine.core.config.settings import Settings
from routine.core.errors import NothingToDoError, RefusedError, UsageError
from routine.core.preset.model import Safety
from routine.core.requests.commands import Done, Press, SessionAct, SessionStart
from routine.core.requests.queries import SessionQuery
from routine.core.requests.reports import Outputs, Reload, Woke
from routine.core.session.outcomes import OutputsMissing
from routine.core.session.said_on_the_way import where_it_stands
from routine.core.state.session import Part
from routine.core.when.part_of_day import WINDOWS
from tests.builders import World, a_preset, a_schedule, minutes
from tests.core.session.friday import STEPS, a_mask, an_evening, asked, asking, lying, phase, spoken


def test_a_timed_routine_offers_start_later_and_skip() -> None:
    assert [button.id for button in an_evening().notice("mask").buttons] == ["start", "later", "skip"]


def test_start_asks_for_a_sound_check_and_then_begins_the_first_step() -> None:
    world = an_evening()
    world.press("start", "Mask")
    assert (phase(world), len(spoken(world))) == ("cleanse/sound-check", 1)
    world.press("ready", "Mask")
    assert (phase(world), len(spoken(world))) == ("cleanse/waiting", 1)


def test_while_it_runs_its_reminder_does_not_show_beside_it() -> None:
    world = an_evening()
    world.press("start", "Mask")
    assert [notice.id for notice in world.notices] == ["session"]


def test_other_notices_are_held_while_lying_flat_and_their_lateness_waits() -> None:
    """The pills are missed after two minutes; they came due five minutes into the ten."""
    world = lying()
    world.to("20:39")
    assert world.showing == ["session"]
    assert world.routine("pills").raised is None
    world.to("20:40")
    assert "pills" in world.showing


def test_while_it_is_paused_other_notices_are_not_held() -> None:
    """Who pauses is at the keys; and a pause may last."""
    world = lying()
    world.to("20:34")
    world.press("pause", "Mask")
    world.to("20:36")
    assert "pills" in world.showing


def test_the_words_at_its_end_show_in_quiet_hours_too() -> None:
    world = lying()
    world.change(settings=Settings(quiet=(WINDOWS["night"],)))
    world.ask(Reload())
    world.ask(SessionAct("stinging"))
    assert [(notice.id, notice.urgency) for notice in world.notices] == [("session:mask", "critical")]
    assert world.card("session").kind == "session"


def test_quiet_hours_never_hold_a_session() -> None:
    world = an_evening()
    world.press("start", "Mask")
    world.press("ready", "Mask")
    world.press("ready", "Mask")
    world.change(settings=Settings(quiet=(WINDOWS["night"],)))
    world.ask(Reload())
    world.to("20:35")
    assert [notice.id for notice in world.notices] == ["session"]
    world.to("20:40")
    assert world.ask(SessionQuery())["session"]["step"]["id"] == "remove"


def test_a_newer_time_of_the_same_routine_waits_for_the_end() -> None:
    mask = a_mask(schedule=a_schedule("20:30", "20:40"), safety=Safety(), steps=STEPS[:1])
    world = World(mask, now="2026-11-27 19:00")
    world.to("20:30")
    world.ask(SessionStart("mask"))
    world.to("20:45")
    assert world.answers == {}
    world.press("ready", "Mask")
    world.press("ready", "Mask")
    assert world.answers == {"mask@2026-11-27T20:30": "done"}
    world.to("20:46")
    assert world.routine("mask").raised is not None


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


def test_without_a_session_its_verbs_find_nothing_and_status_is_null() -> None:
    world = an_evening()
    with pytest.raises(NothingToDoError):
        world.ask(SessionAct("next"))
    assert world.ask(SessionQuery())["session"] is None


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


@pytest.mark.parametrize(("level", "ends"), [("final", True), ("block", False)])
def test_of_what_is_learnt_while_it_runs_only_what_is_final_ends_it(
    level: Literal["final", "block"], ends: bool
) -> None:
    """Whatever else is against it now, a session finishes on the steps it began with."""
    rule = Rule(name="egg", fact="egg", level=level, why="It contains egg.", fix="Leave it.", source="label")
    warn = Rule(name="warm", fact="egg", level="warn", why="It is warm.", fix="Cool it.", source="label")
    mask = a_mask(safety=Safety(never_if=("warm", "egg")))
    world = World(
        mask,
        now="2026-11-27 19:00",
        rules={"egg": rule, "warm": warn},
        facts={"egg": Fact("egg", "Egg?")},
        profile={"egg": False},
    )
    world.to("20:30")
    world.ask(SessionStart("mask"))
    world.ask(SessionAct("ready"))
    world.change(profile={"egg": True})
    world.ask(Reload())
    assert (world.routine("mask").held is not None, world.state.session is None) == (ends, ends)
    said = " ".join(spoken(world))
    assert ("It contains egg." in said, "It is warm." in said) == (ends, False)


def test_a_session_survives_a_crash_at_the_right_second() -> None:
    world = lying()
    world.to("20:34")
    world.restart()
    assert world.ask(SessionQuery())["session"]["left_s"] == 360


def test_after_a_reboot_it_goes_on_and_its_times_are_uncertain() -> None:
    world = lying()
    world.to("20:34")
    world.restart(boot="boot-2")
    view = world.ask(SessionQuery())["session"]
    assert view["uncertain"] is True
    assert view["left_s"] == 360


def test_a_clock_set_back_in_the_middle_changes_nothing() -> None:
    world = lying()
    world.to("20:34")
    world.set_clock("2026-11-27 12:00")
    assert world.ask(SessionQuery())["session"]["left_s"] == 360


def test_after_a_suspend_it_says_where_it_stands_also_where_nothing_came_due() -> None:
    world = lying()
    world.to("20:31")
    spoken(world)
    world.simulation.clock.advance(minutes(2))
    world.ask(Woke())
    session = world.state.session
    assert session is not None
    assert spoken(world) == [where_it_stands(session, world.now)]


def test_after_a_suspend_past_the_limit_it_says_first_to_take_it_off() -> None:
    world = lying()
    spoken(world)
    world.simulation.clock.advance(minutes(20))
    world.ask(Woke())
    session = world.state.session
    assert session is not None
    told = where_it_stands(session, world.now)
    said = spoken(world)
    assert (said[0], said.count(told)) == (told, 1)
    assert world.ask(SessionQuery())["session"]["overrun"] is True


def test_without_a_session_waking_says_nothing() -> None:
    world = an_evening()
    world.ask(Woke())
    assert spoken(world) == []


def test_an_edited_preset_does_not_change_the_running_session() -> None:
    world = lying()
    world.change(a_mask(steps=STEPS[:1]))
    world.ask(Reload())
    assert world.ask(SessionQuery())["session"]["step"]["of"] == 3


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


def test_next_past_the_end_finds_no_session() -> None:
    world = lying()
    for _ in range(2):
        world.ask(SessionAct("next"))
    with pytest.raises(NothingToDoError):
        world.ask(SessionAct("next"))
    assert list(world.answers.values()) == ["skipped"]


def test_a_press_on_an_earlier_form_of_its_notice_changes_nothing() -> None:
    world = lying()
    world.ask(Press("session", "ready"))
    assert world.ask(SessionQuery())["session"]["step"]["id"] == "lie-flat"


def test_a_rehearsal_hides_no_reminder_and_ends_none() -> None:
    world = an_evening()
    world.ask(SessionStart("mask", speed=20.0))
    assert sorted(notice.id for notice in world.notices if notice.id != "session")
    world.ask(SessionAct("stinging"))
    assert world.state.irritations == ()
    assert world.raised == ["mask@2026-11-27T20:30"]
    assert world.routine("mask").last_done is None


@pytest.mark.parametrize("speed", [0.0, 1e-300, 0.5, 1001.0, -1.0])
def test_a_speed_that_cannot_be_is_refused(speed: float) -> None:
    with pytest.raises(UsageError):
        an_evening().ask(SessionStart("mask", speed=speed))


def test_what_cannot_be_heard_is_noted_also_where_no_session_runs() -> None:
    world = World(a_preset())
    assert world.did(Outputs(("voice",))) == OutputsMissing(("voice",))
