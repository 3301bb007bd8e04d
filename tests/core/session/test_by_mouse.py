"""A session by its notice's buttons alone: what each press does, from the question before the start to the end."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from routine.core.config.settings import Settings
from routine.core.decide.outcomes import NothingDone, Pressed
from routine.core.preset.model import Safety, Step
from routine.core.requests.commands import Press, SessionAct, SessionStart
from routine.core.requests.queries import SessionQuery
from routine.core.requests.reports import Outputs, Reload
from routine.core.session.outcomes import CannotStart
from routine.core.state.irritation import Irritation
from routine.core.state.session import Part
from tests.builders import World, a_preset, lasting
from tests.core.session.mask_evening import PATCH, STEPS, a_mask, an_evening, asked, asking, lying, phase


def buttons(world: World) -> list[str]:
    """What the session's notice offers."""
    return [button.id for button in world.notice("session").buttons]


def through(world: World, *presses: str) -> list[list[str]]:
    """Press one after the other; what was offered each time."""
    offered = []
    for button in presses:
        offered.append(buttons(world))
        world.press(button, "session")
    return offered


def test_a_whole_session_needs_the_mouse_alone() -> None:
    world = asking()
    offered = through(world, "yes", "no", "ready", "ready")
    world.to("20:41")
    offered += through(world, "ready")
    assert offered == [
        ["yes", "no", "stop"],
        ["yes", "no", "stop"],
        ["ready", "next", "stop"],
        ["ready", "ask-stop"],
        ["ready", "back", "ask-stop"],
    ]
    assert world.answers == {"mask@2026-11-27T20:30": "done"}
    assert world.notice("session").buttons[0].id == "undo"


def test_every_form_of_the_notice_has_a_text_and_at_most_three_buttons() -> None:
    world = asking()
    forms = []
    for button in ("yes", "no", "next", "ready", "pause", "resume", "ask-stop", "keep-on", "ask-stop", "stop"):
        forms.append(world.notice("session"))
        world.press(button, "session")
    forms.append(world.notice("session"))
    assert [(bool(form.body), 1 <= len(form.buttons) <= 3) for form in forms] == [(True, True)] * 11


def test_the_step_is_the_first_line_of_the_text() -> None:
    world = asking()
    through(world, "yes", "no", "ready")
    for step in STEPS:
        assert world.notice("session").body.splitlines()[0] == step.say
        world.ask(SessionAct("next"))


# --- before the first step ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("presses", [("stop",), ("yes", "stop"), ("yes", "no", "stop")])
def test_stopped_before_the_first_step_nothing_is_recorded_and_its_reminder_is_back(
    presses: tuple[str, ...],
) -> None:
    world = asking()
    through(world, *presses)
    assert (world.state.session, world.answers) == (None, {})
    assert "mask" in world.showing


def test_a_yes_to_open_skin_ends_it_with_the_reason_and_can_be_undone() -> None:
    world = asking()
    through(world, "yes", "yes")
    assert world.answers == {"mask@2026-11-27T20:30": "skipped"}
    world.press("undo", "session")
    assert world.routine("mask").raised is not None


def test_who_hears_nothing_can_begin_all_the_same() -> None:
    world = an_evening()
    world.press("start", "Mask")
    world.press("next", "session")
    assert phase(world) == "cleanse/waiting"


@pytest.mark.parametrize("missing", [("voice",), ("voice", "sound"), ("voice", "sound", "staying awake")])
def test_where_no_voice_can_be_had_there_is_no_sound_check(missing: tuple[Part, ...]) -> None:
    world = an_evening()
    world.press("start", "Mask")
    world.ask(Outputs(missing))
    assert phase(world) == "cleanse/waiting"


def test_nor_after_the_questions() -> None:
    world = asking()
    world.ask(Outputs(("voice", "sound")))
    through(world, "yes", "no")
    assert phase(world) == "cleanse/waiting"


def test_a_voice_that_is_switched_off_is_not_asked_whether_it_is_heard() -> None:
    world = an_evening()
    world.change(settings=Settings(voice="off"))
    world.ask(Reload())
    world.press("start", "Mask")
    assert phase(world) == "cleanse/waiting"


def test_what_is_missing_is_told_late_without_touching_a_step_that_has_begun() -> None:
    world = lying()
    before = world.notice("session")
    world.ask(Outputs(("voice", "sound", "staying awake")))
    assert phase(world) == "lie-flat/running"
    assert world.notice("session").revision == before.revision


# --- lying flat ---------------------------------------------------------------------------------------------------


def test_nothing_pops_up_while_somebody_lies_flat_but_the_next_step() -> None:
    flat = replace(STEPS[1], lead_in=lasting("20s"))
    world = an_evening()
    world.change(a_mask(steps=(STEPS[0], flat, STEPS[2]), safety=Safety(longest_on_skin=lasting("15m"))))
    world.ask(Reload())
    world.press("start", "Mask")
    through(world, "ready", "ready")
    seen = set()
    for minute in range(31, 41):
        seen.add(world.notice("session").revision)
        world.to(f"20:{minute}")
    assert len(seen) == 1
    world.to("20:41")
    assert world.notice("session").revision not in seen


def test_the_time_left_counts_from_the_lead_in_and_the_end_is_said_in_clock_time() -> None:
    flat = replace(STEPS[1], lead_in=lasting("1m"))
    world = an_evening()
    world.change(a_mask(steps=(flat, STEPS[2]), safety=Safety(longest_on_skin=lasting("15m"))))
    world.ask(Reload())
    world.press("start", "Mask")
    world.press("ready", "session")
    ends = []
    for minute in (31, 33, 35):
        world.to(f"20:{minute}")
        ends.append(world.notice("session").body.splitlines()[1])
    assert ends == ["10 minutes, until 20:41."] * 3
    assert world.notice("session").steady_title == "Mask, 1 of 2"


def test_one_that_waits_for_a_person_is_shown_again_now_and_then_for_it_may_have_been_closed() -> None:
    world = an_evening()
    world.press("start", "Mask")
    world.press("ready", "session")
    seen = [world.notice("session").revision]
    for minute in range(31, 60):
        world.to(f"20:{minute}")
        if world.notice("session").revision not in seen:
            seen.append(world.notice("session").revision)
    assert len(seen) == 6


# --- stopping -----------------------------------------------------------------------------------------------------


def test_stop_asks_once_and_the_step_goes_on_meanwhile() -> None:
    world = lying()
    world.press("ask-stop", "session")
    assert (world.answers, phase(world)) == ({}, "lie-flat/running")
    assert buttons(world) == ["stinging", "stop", "keep-on"]
    world.press("keep-on", "session")
    assert buttons(world) == ["pause", "next", "ask-stop"]
    assert world.ask(SessionQuery())["session"]["left_s"] == 600


def test_a_press_that_comes_twice_does_not_answer_the_question_it_asked() -> None:
    world = lying()
    world.press("ask-stop", "session")
    assert world.did(Press("session", "ask-stop")) == NothingDone()
    assert world.state.session is not None


def test_a_double_click_on_stop_lands_on_continue() -> None:
    world = lying()
    place = buttons(world).index("ask-stop")
    world.press("ask-stop", "session")
    assert buttons(world)[place] == "keep-on"


def test_an_unanswered_question_gives_way_to_the_next_step() -> None:
    world = lying()
    world.press("ask-stop", "session")
    world.to("20:40")
    assert buttons(world) == ["ready", "back", "ask-stop"]


def test_at_a_terminal_the_question_shows_and_a_key_that_goes_on_answers_it() -> None:
    world = lying()
    world.press("ask-stop", "session")
    assert world.ask(SessionQuery())["session"]["stopping"] is True
    world.ask(SessionAct("pause", keys=True))
    assert world.ask(SessionQuery())["session"]["stopping"] is False
    assert buttons(world) == ["resume", "next", "ask-stop"]


def test_over_time_while_it_asks_whether_to_stop_the_alarm_wins_the_notice_back_by_the_next_press() -> None:
    world = lying()
    through(world, "pause", "ask-stop")
    world.to("20:46")
    assert world.notice("session").urgency == "critical"
    world.press("keep-on", "session")
    assert buttons(world) == ["yes", "stinging", "ask-stop"]


# --- skin that stings ---------------------------------------------------------------------------------------------


def test_it_stings_is_two_clicks_away_wherever_something_is_on_the_skin() -> None:
    world = lying()
    through(world, "ask-stop", "stinging")
    assert world.state.session is None
    assert [one.routine for one in world.state.irritations] == ["mask"]
    assert world.card("session").critical


def test_it_stings_is_offered_after_it_was_taken_off_too_but_not_before_it_went_on() -> None:
    world = an_evening()
    world.press("start", "Mask")
    through(world, "ready", "ask-stop")
    assert buttons(world) == ["stop", "keep-on"]
    world = lying()
    world.change(a_mask(steps=(*STEPS, Step(id="cream", say="Cream."))))
    world.to("20:40")
    world.press("ask-stop", "session")
    assert "stinging" in buttons(world)


def test_by_mouse_and_by_key_it_stings_has_the_same_consequences() -> None:
    def consequences(world: World) -> tuple[tuple[Irritation, ...], str, str | None, str]:
        [entry] = world.log
        return world.state.irritations, entry.answer, entry.reason, world.notice("session").body

    by_mouse, by_key = lying(), lying()
    through(by_mouse, "ask-stop", "stinging")
    by_key.ask(SessionAct("stinging"))
    assert consequences(by_mouse) == consequences(by_key)


# --- over time ----------------------------------------------------------------------------------------------------


def test_removing_it_leads_to_the_step_that_says_how() -> None:
    world = lying()
    world.press("pause", "session")
    world.to("20:46")
    world.press("yes", "session")
    assert phase(world) == "remove/waiting"
    assert buttons(world) == ["ready", "stinging", "ask-stop"]
    world.press("ready", "session")
    assert world.answers == {"mask@2026-11-27T20:30": "done"}


def test_without_a_step_that_takes_it_off_removing_it_is_heard_and_next_goes_on() -> None:
    world = an_evening()
    world.change(a_mask(steps=STEPS[:2], safety=Safety(longest_on_skin=lasting("5m"))))
    world.ask(Reload())
    world.press("start", "Mask")
    through(world, "ready", "ready")
    world.to("20:36")
    assert buttons(world) == ["yes", "next", "ask-stop"]
    world.press("yes", "session")
    world.press("next", "session")
    assert world.state.session is None


# --- on both sides ------------------------------------------------------------------------------------------------


def test_begun_on_the_notice_it_is_gone_on_with_at_a_terminal_and_back() -> None:
    world = asking()
    world.press("yes", "session")
    assert world.ask(SessionStart("mask", keys=True))["attached"] is True
    world.ask(SessionAct("no", keys=True))
    world.press("ready", "session")
    world.ask(SessionAct("ready", keys=True))
    world.press("pause", "session")
    assert world.ask(SessionQuery())["session"]["paused"] is True
    assert asked(world) == []
    world.ask(SessionAct("toggle", keys=True))
    assert buttons(world) == ["pause", "next", "ask-stop"]


def test_what_stands_against_a_start_is_said_in_the_notice_and_its_reminder_stays() -> None:
    world = an_evening(a_preset("pills", steps=(Step(id="wait", say="Wait.", timer=lasting("1m")),)))
    world.ask(SessionStart("pills"))
    mask = world.notice("mask")
    outcome = world.did(Press(mask.id, "start"))
    assert isinstance(outcome, Pressed)
    assert isinstance(outcome.outcome, CannotStart)
    assert outcome.outcome.why in world.notice("mask").body
    assert world.routine("mask").raised is not None


def test_a_yes_late_from_the_question_before_does_not_begin_a_step() -> None:
    world = asking()
    through(world, "yes", "no")
    assert world.did(Press("session", "yes")) == NothingDone()
    assert phase(world) == "cleanse/sound-check"


def test_undo_at_the_end_can_be_pressed_while_another_session_runs() -> None:
    """The words at the end are a notice of their own: a press on them never reaches the session that runs."""
    world = an_evening(a_preset("pills", steps=(Step(id="wait", say="Wait.", timer=lasting("1m")),)))
    world.press("start", "Mask")
    through(world, "ready", "ready")
    world.to("20:41")
    world.press("ready", "session")
    ended = world.notice("session")
    world.ask(SessionStart("pills"))
    assert world.notice("session").id != ended.id
    world.ask(Press(ended.id, "undo"))
    assert world.answers == {}
    assert phase(world) == "wait/sound-check"


def test_how_the_last_one_ended_goes_once_another_of_the_same_begins() -> None:
    world = lying()
    through(world, "ask-stop", "stop")
    ended = world.notice("session").id
    world.ask(SessionStart("mask"))
    assert ended not in [notice.id for notice in world.notices]


def test_the_patch_test_is_asked_for_and_planned_by_mouse() -> None:
    world = World(a_mask(), now="2026-11-27 19:00", questions={"patch-test": PATCH})
    world.change(a_preset("patch-test", schedule=a_mask().schedule))
    world.ask(Reload())
    world.to("20:30")
    world.press("start", "mask")
    world.press("no", "session")
    assert world.routine("patch-test").enabled
