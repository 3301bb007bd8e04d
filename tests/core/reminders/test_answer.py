"""Done and skip: for now, in advance, for another time, and corrected."""

from __future__ import annotations

import pytest

from routine.core.preset.model import Remind
from routine.core.reminders.outcomes import Answered
from routine.core.requests.commands import Done, Skip
from tests.builders import World, a_preset, a_schedule, lasting, weekly

TWICE = a_schedule("08:00", "14:00")

MASK = weekly(4, "20:30")


def test_an_answer_in_advance_is_not_asked_for_when_its_time_comes() -> None:
    world = World(a_preset(schedule=TWICE))
    world.ask(Done(("spf",)))
    world.to("07:30")
    world.ask(Done(("spf",), next=True))
    world.to("2026-11-24 07:59")
    assert list(world.answers.values()) == ["done", "done"]


def test_a_person_who_always_answers_early_is_never_asked_twice() -> None:
    world = World(a_preset(schedule=MASK))
    for day in ("2026-11-27", "2026-12-04", "2026-12-11", "2026-12-18", "2026-12-25"):
        world.off_until(f"{day} 10:00")
        world.ask(Done(("spf",), next=True))
    world.to("2026-12-31 10:00")
    assert list(world.answers.values()) == ["done"] * 5
    assert world.raised == []


def test_an_answer_in_advance_holds_after_more_answers_than_are_kept_at_hand() -> None:
    every_hour = a_schedule(*(f"{hour:02}:00" for hour in range(8, 20)))
    world = World(a_preset(schedule=every_hour))
    world.off_until("2026-12-01 18:30")
    world.ask(Done(("spf",)))
    world.to("18:32")
    world.ask(Done(("spf",), next=True))
    world.ask(Done(("spf",), None, "2026-11-23"))
    world.to("2026-12-02 07:00")
    assert "missed" not in world.answers.values()
    assert world.raised == []


def test_missed_is_not_final() -> None:
    world = World(a_preset())
    world.off_until("2026-11-24 07:00")
    world.ask(Done(("spf",), "yesterday 08:10"))
    assert world.answers == {"spf@2026-11-23T08:00": "done"}
    assert f"{world.routine('spf').last_done:%H:%M}" == "07:10"


def test_an_answer_for_yesterday_evening_after_midnight_means_the_one_that_waits() -> None:
    world = World(a_preset(schedule=a_schedule("20:30"), remind=Remind(expires=lasting("12h"))))
    world.to("2026-11-24 00:30")
    world.ask(Done(("spf",), "23:50"))
    assert world.answers == {"spf@2026-11-23T20:30": "done"}


def test_naming_the_planned_time_of_an_answer_again_corrects_it() -> None:
    world = World(a_preset())
    world.to("08:30")
    world.press("done")
    world.to("09:00")
    world.ask(Done(("spf",), "08:00"))
    assert world.answers == {"spf@2026-11-23T08:00": "done"}
    assert f"{world.routine('spf').last_done:%H:%M}" == "07:00"
    assert world.routine("spf").course.done_count == 1


def test_a_time_of_another_day_is_meant_although_todays_waits() -> None:
    world = World(a_preset())
    world.to("2026-11-24 08:00")
    world.ask(Done(("spf",), at="yesterday 08:10"))
    assert world.answers == {"spf@2026-11-23T08:00": "done"}
    assert world.raised == ["spf@2026-11-24T08:00"]


@pytest.mark.parametrize(
    "command",
    [Done(("spf",)), Skip(("spf",)), Done()],
)
def test_an_answer_tells_what_was_recorded_and_the_next_time_comes_after_it(command: Done | Skip) -> None:
    world = World(a_preset())
    world.to("08:00")
    assert world.did(command) == Answered((world.log[0],))
    assert world.log[0].id == "spf@2026-11-23T08:00"
    assert world.next("spf") == "2026-11-24 08:00"


def test_a_note_belongs_to_the_last_answer_of_its_kind_and_changes_no_other() -> None:
    """The later time was skipped: with a word about what was done, it stays so."""
    world = World(a_preset(schedule=a_schedule("08:00", "14:00")))
    world.to("08:00")
    world.press("done")
    world.to("14:00")
    world.ask(Skip(("spf",)))
    world.to("14:05")
    world.ask(Done(("spf",), note="with hat"))
    assert world.answers == {"spf@2026-11-23T08:00": "done", "spf@2026-11-23T14:00": "skipped"}
    assert (world.log[-1].key, world.log[-1].details["note"]) == ("2026-11-23T08:00", "with hat")
