"""The session that runs in a household: with everything else held meanwhile, through a suspend or a crash."""

from __future__ import annotations

from typing import Literal

import pytest

from routine.core.config.rules import Fact, Rule
from routine.core.config.settings import Settings
from routine.core.errors import NothingToDoError
from routine.core.preset.model import Safety
from routine.core.requests.commands import Press, SessionAct, SessionStart
from routine.core.requests.queries import SessionQuery
from routine.core.requests.reports import Outputs, Reload, Woke
from routine.core.session.outcomes import OutputsMissing
from routine.core.session.voice_lines import where_it_stands
from routine.core.when.part_of_day import WINDOWS
from tests.builders import World, a_preset, a_schedule, minutes
from tests.core.session.mask_evening import STEPS, a_mask, an_evening, lying, spoken


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


def test_without_a_session_its_verbs_find_nothing_and_status_is_null() -> None:
    world = an_evening()
    with pytest.raises(NothingToDoError):
        world.ask(SessionAct("next"))
    assert world.ask(SessionQuery())["session"] is None


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


def test_what_cannot_be_heard_is_noted_also_where_no_session_runs() -> None:
    world = World(a_preset())
    assert world.did(Outputs(("voice",))) == OutputsMissing(("voice",))
