"""Guided sessions in the household: from the notice's Start button to the log, with everything else held meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from routine.core.config.rules import Fact, Rule, SafetyQuestion
from routine.core.config.settings import Settings
from routine.core.errors import NothingToDoError, RefusedError, UsageError
from routine.core.preset.model import Preset, Remind, Safety, Step
from routine.core.requests.commands import Done, Outputs, Press, Reload, SessionAct, SessionStart, Undo, Woke
from routine.core.requests.queries import SessionQuery
from routine.core.state.session import Say
from routine.core.when.part_of_day import WINDOWS
from tests.builders import World, a_preset, a_schedule, lasting, minutes, weekly

STEPS = (
    Step(id="cleanse", say="Wash."),
    Step(id="lie-flat", say="Lie flat.", posture="lie-flat", timer=lasting("10m"), on_skin="start"),
    Step(id="remove", say="Rinse.", on_skin="end"),
)
PATCH = SafetyQuestion(name="patch-test", text="Tested?", stops_on="no", why="Test it first.", once=True)
SORE = SafetyQuestion(name="sore", text="Sore today?", stops_on="yes", why="Not on sore skin.")


def a_mask(**fields: Any) -> Preset:
    """A mask on Fridays at 20:30, ten minutes lying flat, at most fifteen on the skin."""
    safety = Safety(longest_on_skin=lasting("15m"), min_gap=lasting("5 days"), ask=("patch-test", "sore"))
    given = {"schedule": weekly(4, "20:30"), "steps": STEPS, "safety": safety, **fields}
    return a_preset("mask", **given)


def an_evening(*others: Preset) -> World:
    """Friday, 20:30: the mask is due, its questions are answered already."""
    mask = a_mask(safety=Safety(longest_on_skin=lasting("15m"), min_gap=lasting("5 days")))
    world = World(mask, *others, now="2026-11-27 19:00")
    world.to("20:30")
    return world


def lying() -> World:
    """The ten minutes have begun at 20:30."""
    world = an_evening(a_preset("pills", a_schedule("20:35"), remind=Remind(late=lasting("2m"))))
    world.press("start", "Mask")
    world.press("ready", "Mask")
    world.press("ready", "Mask")
    return world


def spoken(world: World) -> list[str]:
    """What was said since the last look."""
    return [effect.text for effect in world.simulation.service.take_performance().effects if isinstance(effect, Say)]


def test_a_timed_routine_offers_start_later_and_skip() -> None:
    assert [button.label for button in an_evening().notice("Mask").buttons] == ["Start", "Later", "Skip"]


def test_start_asks_for_a_sound_check_and_then_says_the_first_step() -> None:
    world = an_evening()
    world.press("start", "Mask")
    assert spoken(world) == ["Sound check. If you hear me, press any key."]
    world.press("ready", "Mask")
    assert spoken(world) == ["Wash. Press any key when you are ready."]


def test_while_it_runs_its_reminder_does_not_show_beside_it() -> None:
    world = an_evening()
    world.press("start", "Mask")
    assert [notice.id for notice in world.notices] == ["session"]


def test_its_end_is_logged_with_the_real_times() -> None:
    world = lying()
    world.to("20:41")
    world.press("ready", "Mask")
    assert world.answers == {"mask@2026-11-27T20:30": "done"}
    entry = world.log[-1]
    assert entry.reason == "11 minutes on skin"
    assert entry.details["on_skin_s"] == "660"


def test_the_log_tells_when_it_began_and_when_it_was_done() -> None:
    world = lying()
    world.to("20:41")
    world.press("ready", "Mask")
    entry = world.log[-1]
    assert entry.details["began"] == "2026-11-27T19:30:00Z"
    assert entry.at.isoformat() == "2026-11-27T19:41:00+00:00"


def test_its_end_says_what_comes_next() -> None:
    world = lying()
    world.to("20:41")
    world.press("ready", "Mask")
    ending = world.notice("finished")
    assert ending.body == "11 min on skin, nothing exceeded.\nNext: Fri 4 Dec 20:30."
    assert [button.label for button in ending.buttons] == ["Undo"]


def test_other_notices_are_held_while_lying_flat_and_their_lateness_waits() -> None:
    """The pills are missed after two minutes; they came due five minutes into the ten."""
    world = lying()
    world.to("20:39")
    assert [notice.id for notice in world.notices] == ["session"]
    assert world.routine("pills").raised is None
    world.to("20:40")
    assert "Pills" in world.titles


def test_while_it_is_paused_other_notices_are_not_held() -> None:
    """Who pauses is at the keys; and a pause may last."""
    world = lying()
    world.to("20:34")
    world.press("pause", "Mask")
    world.to("20:36")
    assert "Pills" in world.titles


def test_the_words_at_its_end_show_in_quiet_hours_too() -> None:
    world = lying()
    world.change(settings=Settings(quiet=(WINDOWS["night"],)))
    world.ask(Reload())
    world.ask(SessionAct("stinging"))
    assert [(notice.id, notice.urgency) for notice in world.notices] == [("session", "critical")]
    assert "Rinse it off now" in world.notice().body


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


def test_stopping_is_logged_as_skipped_with_the_step_reached() -> None:
    world = lying()
    world.to("20:35")
    world.press("stop", "Mask")
    assert world.log[-1].answer == "skipped"
    assert world.log[-1].reason == "stopped at lie-flat (2 of 3)"
    assert "Take it off now" in world.notice("stopped").body


def test_stinging_stays_on_the_screen_and_is_recorded() -> None:
    world = lying()
    world.ask(SessionAct("stinging"))
    assert world.notice("stopped").urgency == "critical"
    assert [(i.routine, i.at) for i in world.state.irritations] == [("mask", world.now.instant)]


def test_stinging_says_what_to_do_and_when_to_call_for_help_on_the_screen_and_by_voice() -> None:
    world = lying()
    spoken(world)
    said = world.ask(SessionAct("stinging"))["said"]
    for text in (world.notice("stopped").body, " ".join(said), " ".join(spoken(world))):
        assert "Rinse it off now" in text
        assert "Trouble breathing" in text
        assert "call the emergency services" in text


def test_over_time_and_unanswered_leaves_one_critical_notice() -> None:
    world = lying()
    world.to("21:30")
    assert world.state.session is None
    assert world.notice("over time").urgency == "critical"
    assert world.log[-1].reason is not None
    assert world.log[-1].reason.startswith("over time")
    world.to("23:00")
    assert "Mask: over time" in world.titles


def asking() -> World:
    """The mask with its two questions."""
    world = World(a_mask(), now="2026-11-27 19:00", questions={"patch-test": PATCH, "sore": SORE})
    world.to("20:30")
    world.press("start", "Mask")
    return world


def test_the_start_button_asks_the_safety_questions_too() -> None:
    world = asking()
    assert world.notice().body == "Tested?"
    world.press("yes")
    assert world.notice().body == "Sore today?"
    world.press("no")
    assert "Sound check" in world.notice().body


def test_what_is_missing_is_said_with_the_first_question() -> None:
    world = asking()
    world.ask(Outputs(("No voice program.",)))
    assert world.notice().body == "No voice program.\nTested?"


@pytest.mark.parametrize("speed", [1.0, 20.0])
def test_what_is_missing_is_said_before_the_start_without_questions_and_in_a_rehearsal(speed: float) -> None:
    world = an_evening()
    world.ask(SessionStart("mask", speed=speed))
    world.ask(Outputs(("No voice program.", "Sleep cannot be held off.")))
    body = next(notice.body for notice in world.notices if notice.id == "session")
    assert body.startswith("No voice program.\nSleep cannot be held off.\n")
    assert world.ask(SessionQuery())["session"]["missing"] == ["No voice program.", "Sleep cannot be held off."]


def test_the_terminal_is_told_what_is_missing_with_the_question_and_with_the_sound_check() -> None:
    world = asking()
    world.ask(Outputs(("No voice program",)))
    assert world.ask(SessionQuery())["session"]["question"] == "No voice program. Tested?"
    world.press("yes")
    world.press("no")
    heard = "Sound check. If you hear me, press any key."
    assert world.ask(SessionQuery())["session"]["question"] == f"No voice program. {heard}"


def test_what_is_missing_makes_the_notice_new_also_where_it_cannot_change_in_place() -> None:
    world = an_evening()
    world.ask(SessionStart("mask"))
    before = world.notice("Mask").revision
    world.ask(Outputs(("No voice program.",)))
    assert world.notice("Mask").revision != before


def test_with_the_second_step_what_is_missing_is_not_said_any_more() -> None:
    world = an_evening()
    world.ask(SessionStart("mask"))
    world.ask(Outputs(("No voice program.",)))
    world.press("ready", "Mask")
    world.press("ready", "Mask")
    assert "No voice" not in world.notice("Mask").body


def test_the_sound_check_tells_what_to_do_when_nothing_is_heard() -> None:
    world = an_evening()
    world.press("start", "Mask")
    assert "muted?" in world.notice("Mask").body


def test_a_question_whose_answer_stops_it_skips_this_time_with_the_reason() -> None:
    world = asking()
    world.press("yes")
    world.press("yes")
    assert world.answers == {"mask@2026-11-27T20:30": "skipped"}
    assert world.log[-1].reason == "sore: yes"
    assert world.notice("not today").body.startswith("Not on sore skin.")


def test_a_good_answer_to_the_patch_test_is_not_asked_for_again() -> None:
    world = asking()
    world.press("yes")
    world.press("no")
    world.press("stop", "Mask")
    world.to("2026-12-04 20:30")
    world.ask(SessionStart("mask"))
    assert world.notice().body == "Sore today?"


def test_a_gap_that_is_not_kept_is_asked_about() -> None:
    world = an_evening()
    world.ask(Done())
    world.to("2026-11-29 12:00")
    world.ask(SessionStart("mask"))
    assert "5 days between two are advised" in world.notice().body
    world.press("no")
    assert world.state.session is None


def test_a_gap_in_days_is_kept_on_the_day_it_ends_at_any_hour() -> None:
    world = an_evening()
    world.ask(Done())
    world.to("2026-12-02 08:00")
    world.ask(SessionStart("mask"))
    assert "Sound check" in world.notice().body


def test_not_yet_to_the_patch_test_plans_the_test_and_its_check() -> None:
    test = a_preset("patch-test", schedule=a_mask().schedule)
    world = World(a_mask(), now="2026-11-27 19:00", questions={"patch-test": PATCH})
    world.change(test)
    world.ask(Reload())
    world.to("20:30")
    world.press("start", "Mask")
    world.press("no")
    assert world.routine("patch-test").enabled
    assert "The test is planned" in world.notice("not today").body


def test_a_rehearsal_is_logged_as_one_and_touches_nothing_else() -> None:
    world = an_evening()
    before = world.routine("mask")
    world.ask(SessionStart("mask", speed=20.0))
    world.ask(SessionAct("ready"))
    world.to("20:31")
    world.ask(SessionAct("ready"))
    assert world.log[-1].answer == "rehearsal"
    assert world.routine("mask") == before
    assert world.answers == {}


def test_one_session_at_a_time_and_a_second_run_attaches() -> None:
    world = an_evening(a_preset("pills"))
    world.ask(SessionStart("mask"))
    assert world.ask(SessionStart("mask"))["attached"] is True
    with pytest.raises(UsageError, match="one at a time"):
        world.ask(SessionStart("pills"))


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
    with pytest.raises(RefusedError, match="contains egg"):
        world.ask(SessionStart("mask"))


def test_a_session_survives_a_crash_at_the_right_second() -> None:
    world = lying()
    world.to("20:34")
    world.restart()
    assert world.ask(SessionQuery())["session"]["left_s"] == 360


def test_after_a_reboot_it_goes_on_and_says_that_times_may_be_off() -> None:
    world = lying()
    world.to("20:34")
    spoken(world)
    world.restart(boot="boot-2")
    assert "times may be off" in spoken(world)[0]
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
    assert spoken(world) == ["Lie flat. 7 minutes left."]


def test_after_a_suspend_past_the_limit_it_says_first_to_take_it_off() -> None:
    world = lying()
    spoken(world)
    world.simulation.clock.advance(minutes(20))
    world.ask(Woke())
    words = spoken(world)
    assert words[0] == "Over time: 20 minutes on your skin. Take it off now."
    assert len([one for one in words if one.startswith("Over time")]) == 1
    assert "take it off now" in world.notice("Mask").title


def test_without_a_session_waking_says_nothing() -> None:
    world = an_evening()
    world.ask(Woke())
    assert spoken(world) == []


def test_over_time_the_notice_tells_how_to_take_it_off_and_takes_an_answer() -> None:
    world = lying()
    world.press("pause", "Mask")
    world.to("20:46")
    notice = world.notice("take it off now")
    assert notice.urgency == "critical"
    assert "Rinse." in notice.body
    spoken(world)
    world.press("yes", "Mask")
    world.to("20:47")
    assert spoken(world) == []
    world.to("20:49")
    assert any("Time is up" in words for words in spoken(world))


def test_the_time_left_changes_the_notice_in_place_only() -> None:
    world = lying()
    world.to("20:31")
    before = world.notice("Mask")
    world.to("20:35")
    after = world.notice("Mask")
    assert (before.revision, before.progress, after.progress) == (after.revision, 10, 50)
    assert before.refresh != after.refresh


def test_a_fast_rehearsal_does_not_change_its_notice_more_often_than_every_other_second() -> None:
    world = an_evening()
    world.ask(SessionStart("mask", speed=200.0))
    world.ask(SessionAct("ready"))
    seen = set()
    for _ in range(20):
        world.simulation.clock.advance(timedelta(milliseconds=100))
        world.tick()
        seen.add(next(notice.refresh for notice in world.notices if notice.id == "session"))
    assert len(seen) in (2, 3)


def test_an_edited_preset_does_not_change_the_running_session() -> None:
    world = lying()
    world.change(a_mask(steps=STEPS[:1]))
    world.ask(Reload())
    assert world.ask(SessionQuery())["session"]["step"]["of"] == 3


def test_a_session_without_an_open_time_is_logged_as_one_of_its_own() -> None:
    world = an_evening()
    world.ask(Done())
    world.to("2026-12-03 15:00")
    world.ask(SessionStart("mask"))
    world.press("ready", "Mask")
    for _ in range(3):
        world.ask(SessionAct("next"))
    assert world.answers["mask@run:2026-12-03T15:00"] == "done"


def test_undo_of_a_session_of_its_own_leaves_nothing_waiting() -> None:
    world = an_evening()
    world.ask(Done())
    world.to("2026-12-03 15:00")
    world.ask(SessionStart("mask"))
    world.press("ready", "Mask")
    for _ in range(3):
        world.ask(SessionAct("next"))
    world.ask(Undo("mask"))
    assert world.routine("mask").raised is None
    assert "mask@run:2026-12-03T15:00" not in world.answers


def test_undo_of_a_finished_session_has_its_reminder_wait_again() -> None:
    world = lying()
    world.to("20:41")
    world.press("ready", "Mask")
    world.press("undo", "finished")
    assert world.routine("mask").raised is not None


def test_a_routine_without_steps_has_no_session() -> None:
    world = World(a_preset("pills", steps=()))
    with pytest.raises(UsageError, match="no steps"):
        world.ask(SessionStart("pills"))


def test_next_past_the_end_finds_no_session() -> None:
    world = lying()
    for _ in range(2):
        world.ask(SessionAct("next"))
    with pytest.raises(NothingToDoError):
        world.ask(SessionAct("next"))
    assert list(world.answers.values()) == ["done"]


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


def test_a_speed_that_cannot_be_is_refused() -> None:
    with pytest.raises(UsageError):
        an_evening().ask(SessionStart("mask", speed=0.0))


def test_the_view_tells_the_contract_of_session_status() -> None:
    world = lying()
    world.to("20:35")
    view = world.ask(SessionQuery())["session"]
    assert view["step"] == {"id": "lie-flat", "index": 2, "of": 3, "say": "Lie flat.", "posture": "lie-flat"}
    assert (view["left_s"], view["on_skin_s"], view["paused"], view["overrun"]) == (300, 300, False, False)
