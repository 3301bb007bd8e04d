"""The one notice of a running session, and what a terminal is told: buttons, time left, progress."""

from __future__ import annotations

from datetime import timedelta

from routine.core.requests.commands import SessionAct, SessionStart
from routine.core.requests.queries import SessionQuery
from routine.core.requests.reports import Outputs
from tests.core.session.mask_evening import an_evening, asked, asking, lying, phase, spoken


def test_what_is_missing_makes_the_notice_new_also_where_it_cannot_change_in_place() -> None:
    world = an_evening()
    world.ask(SessionStart("mask", speed=20.0))
    before = world.notice("session").revision
    world.ask(Outputs(("voice",)))
    assert world.notice("session").revision != before


def test_each_question_is_a_notice_of_its_own() -> None:
    """Else a server that shows a notice once would keep the first one up."""
    world = asking()
    before = world.notice("session").revision
    world.press("yes", "session")
    assert len(asked(world)) == 1
    assert world.notice("session").revision != before


def test_over_time_the_notice_takes_an_answer_and_the_alarm_comes_again_while_the_mask_is_on() -> None:
    world = lying()
    world.press("pause", "Mask")
    world.to("20:46")
    notice = world.notice("session")
    assert (notice.urgency, [button.id for button in notice.buttons]) == ("critical", ["yes", "stinging", "ask-stop"])
    spoken(world)
    world.press("yes", "session")
    assert phase(world) == "remove/waiting"
    assert len(spoken(world)) == 1
    world.to("20:47")
    assert spoken(world) == []
    world.to("20:49")
    assert spoken(world) != []


def test_the_time_left_changes_the_notice_in_place_only() -> None:
    world = lying()
    world.to("20:31")
    before = world.notice("Mask")
    world.to("20:35")
    after = world.notice("Mask")
    assert (before.revision, before.progress, after.progress) == (after.revision, 10, 50)
    assert before.refresh != after.refresh
    world.to("20:39")
    assert world.notice("Mask").progress == 90


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


def test_the_view_tells_the_contract_of_session_status() -> None:
    world = lying()
    world.to("20:35")
    view = world.ask(SessionQuery())["session"]
    assert view["step"] == {"id": "lie-flat", "index": 2, "of": 3, "say": "Lie flat.", "posture": "lie-flat"}
    assert (view["left_s"], view["on_skin_s"], view["paused"], view["overrun"]) == (300, 300, False, False)
