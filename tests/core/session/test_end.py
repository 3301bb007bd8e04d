"""The end of a session in the log: what it answers, its real times, and what undo makes of it."""

from __future__ import annotations

from datetime import date

from routine.core.requests.commands import Done, SessionAct, SessionStart, Undo
from routine.core.requests.reports import Reload
from routine.core.session.outcomes import Acted
from tests.builders import Safety, World, a_preset, a_schedule, lasting
from tests.core.reminders.test_next_time import next_at
from tests.core.session.mask_evening import PATCH, a_mask, an_evening, lying
from tests.core.spacing.household import RULES


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


def test_its_end_is_told_in_its_notice_with_undo() -> None:
    world = lying()
    world.to("20:41")
    world.press("ready", "Mask")
    ending = world.card("session")
    assert ([button.id for button in ending.buttons], ending.about) == (["undo"], (f"mask/{world.log[-1].seq}",))
    assert not ending.critical
    assert world.next("mask") == "2026-12-04 20:30"


def test_its_end_names_the_next_time_where_spacing_moved_it_to() -> None:
    """A serum takes the Friday after: the mask comes on Saturday, and that is what the end says."""
    on_the_fourth = a_schedule("20:00", first=date(2026, 12, 4), until=date(2026, 12, 4))
    serum = a_preset("serum", on_the_fourth, kind="treatment", contains=("retinoid",))
    may_move = Safety(longest_on_skin=lasting("15m"), may_move=lasting("3 days"))
    world = World(a_mask(kind="mask", safety=may_move), serum, now="2026-11-27 19:00", spacing=RULES)
    world.to("20:30")
    world.press("start", "Mask")
    for _ in range(2):
        world.press("ready", "Mask")
    world.to("20:41")
    world.press("ready", "Mask")
    assert world.next("mask") == "2026-12-05 20:30"
    assert next_at("Sat 5 Dec 20:30") in world.card("session").body


def test_stopping_is_logged_as_skipped_with_the_step_reached() -> None:
    world = lying()
    world.to("20:35")
    world.press("ask-stop", "Mask")
    world.press("stop", "Mask")
    assert world.log[-1].answer == "skipped"
    assert world.log[-1].reason == "stopped at lie-flat (2 of 3)"
    assert "session" in world.showing


def test_stinging_stays_on_the_screen_and_is_recorded() -> None:
    world = lying()
    acted = world.did(SessionAct("stinging"))
    assert isinstance(acted, Acted)
    assert acted.ending is not None
    assert acted.ending.stinging
    assert world.card("session").critical
    assert [(i.routine, i.at) for i in world.state.irritations] == [("mask", world.now.instant)]


def test_over_time_and_unanswered_leaves_one_critical_notice() -> None:
    world = lying()
    world.to("21:30")
    assert world.state.session is None
    assert world.card("session").critical
    assert world.log[-1].reason is not None
    assert world.log[-1].reason.startswith("over time")
    world.to("23:00")
    assert "session" in world.showing


def test_not_yet_to_the_patch_test_plans_the_test_and_its_check() -> None:
    test = a_preset("patch-test", schedule=a_mask().schedule)
    world = World(a_mask(), now="2026-11-27 19:00", questions={"patch-test": PATCH})
    world.change(test)
    world.ask(Reload())
    world.to("20:30")
    world.press("start", "Mask")
    world.press("no")
    assert world.routine("patch-test").enabled
    assert world.log[-1].reason == "patch-test: no"


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


def test_pressing_next_through_a_mask_is_no_mask_done() -> None:
    """Law 8: nothing is recorded that a person did not do."""
    world = lying()
    world.to("20:30:04")
    world.ask(SessionAct("next"))
    world.ask(SessionAct("next"))
    entry = world.log[-1]
    assert (entry.answer, entry.reason) == ("skipped", "skipped through, 4 seconds on skin")
    assert [entry.details[name] for name in ("on_skin_s", "timed_s", "ran_s")] == ["4", "600", "4"]
    assert world.routine("mask").last_done is None
    assert [button.id for button in world.card("session").buttons] == ["undo"]
    world.press("undo", "session")
    assert world.raised == ["mask@2026-11-27T20:30"]


def test_more_than_half_of_the_timed_steps_is_done_and_the_log_tells_how_much() -> None:
    world = lying()
    world.to("20:36")
    world.ask(SessionAct("next"))
    world.ask(SessionAct("next"))
    entry = world.log[-1]
    assert entry.answer == "done"
    assert [entry.details[name] for name in ("timed_s", "ran_s")] == ["600", "360"]


def test_a_stop_tells_how_much_of_the_timed_steps_ran() -> None:
    world = lying()
    world.to("20:35")
    world.press("ask-stop", "Mask")
    world.press("stop", "Mask")
    assert [world.log[-1].details[name] for name in ("timed_s", "ran_s")] == ["600", "300"]


def a_session_of_its_own() -> World:
    """The mask of Friday is done; on the Thursday after it, one more was gone through to its end."""
    world = an_evening()
    world.ask(Done())
    world.to("2026-12-03 15:00")
    world.ask(SessionStart("mask"))
    world.press("ready", "Mask")
    world.press("ready", "Mask")
    world.to("2026-12-03 15:11")
    world.press("ready", "Mask")
    return world


def test_a_session_without_an_open_time_is_logged_as_one_of_its_own() -> None:
    world = a_session_of_its_own()
    assert world.answers["mask@run:2026-12-03T15:00"] == "done"


def test_undo_of_a_session_of_its_own_leaves_nothing_waiting() -> None:
    world = a_session_of_its_own()
    world.ask(Undo("mask"))
    assert world.routine("mask").raised is None
    assert "mask@run:2026-12-03T15:00" not in world.answers


def test_undo_of_a_finished_session_has_its_reminder_wait_again() -> None:
    world = lying()
    world.to("20:41")
    world.press("ready", "Mask")
    world.press("undo", "session")
    assert world.routine("mask").raised is not None
