"""Later, undo and answers for other times: which occurrence is meant, and what becomes of the others."""

from __future__ import annotations

import pytest

from routine.core.errors import AmbiguousError, NothingToDoError, UsageError
from routine.core.preset.model import Nag, Remind
from routine.core.requests.commands import Disable, Done, PauseCommand, Skip, Snooze, Told, Undo
from routine.core.requests.queries import Pending
from routine.core.schedule.types import AfterRoutine, Schedule
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule, lasting, weekly

TWICE = a_schedule("08:00", "14:00")
MASK = weekly(4, "20:30")


def after(routine: str, wait: str, at: int | None = None) -> Schedule:
    return Schedule(AfterRoutine(routine, lasting(wait), at))


# --- later -----------------------------------------------------------------------------------------------------------


def test_a_snooze_hides_the_reminder_and_brings_it_back_under_its_own_name() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.press("later")
    world.to("08:19")
    assert "Spf" not in world.titles
    world.to("08:20")
    assert world.titles == ["Spf"]
    world.press("done")
    assert world.answers == {"spf@2026-11-23T08:00": "done"}


def test_the_later_button_says_until_when_and_can_be_taken_back() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.press("later")
    notice = world.notice("Later: Spf")
    assert (notice.body, [b.id for b in notice.buttons]) == ("Again today 08:20.", ["undo"])
    world.press("undo")
    assert world.titles == ["Spf"]
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_all_of_a_shared_notice_put_off_can_be_taken_back() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.press("all-later")
    world.press("undo", "Later")
    assert world.titles == ["2 routines are due"]


def test_a_reminder_that_is_back_sooner_says_no_longer_that_it_comes_later() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.press("later")
    world.ask(Snooze("spf", "1m"))
    world.to("08:01")
    assert world.notice("Spf").body == "Do it."


def test_a_time_that_it_has_already_is_no_move() -> None:
    world = World(a_preset(schedule=MASK))
    with pytest.raises(NothingToDoError, match="comes Fri 27 Nov 20:30 already"):
        world.ask(Snooze("spf", None, "fri 20:30"))


def test_a_snooze_until_a_time_today_does_not_move_the_occurrence() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Snooze("spf", None, "today 20:00"))
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_a_snooze_until_another_day_moves_that_one_only() -> None:
    world = World(a_preset(schedule=MASK), now="2026-11-27 20:00")
    world.to("20:30")
    world.ask(Snooze("spf", None, "tomorrow 20:30"))
    assert world.raised == []
    world.to("2026-11-28 20:30")
    assert world.raised == ["spf@2026-11-27T20:30"]
    world.press("done")
    world.to("2026-12-04 20:30")
    assert world.raised == ["spf@2026-12-04T20:30"]


def test_a_snooze_with_nothing_raised_moves_the_next_one_if_a_time_is_named() -> None:
    world = World(a_preset(schedule=MASK))
    world.ask(Snooze("spf", None, "sat 19:00"))
    world.to("2026-11-27 20:31")
    assert world.raised == []
    world.to("2026-11-28 19:00")
    assert world.raised == ["spf@2026-11-27T20:30"]


def test_one_moved_ahead_of_its_time_is_not_asked_again_at_its_time() -> None:
    world = World(a_preset(schedule=MASK))
    world.ask(Snooze("spf", None, "wed 18:00"))
    world.to("2026-11-25 18:00")
    world.press("done")
    world.to("2026-11-28 12:00")
    assert world.answers == {"spf@2026-11-27T20:30": "done"}
    assert world.raised == []


def test_several_moved_ahead_stay_answered_however_long_ago() -> None:
    world = World(a_preset(schedule=MASK))
    for day in ("24", "26", "28", "30"):
        world.ask(Snooze("spf", None, f"2026-11-{day} 07:30"))
        world.to(f"2026-11-{day} 07:30")
        world.press("done")
    world.to("2026-12-18 20:29")
    assert list(world.answers.values()) == ["done"] * 4
    world.to("2026-12-25 20:30")
    assert len(world.raised) == 1


def test_nothing_is_moved_past_the_one_after_it() -> None:
    world = World(a_preset())
    world.to("08:00")
    with pytest.raises(UsageError):
        world.ask(Snooze("spf", None, "tomorrow 09:00"))


def test_a_moved_one_that_falls_in_a_pause_is_excused() -> None:
    world = World(a_preset(schedule=MASK))
    world.ask(Snooze("spf", None, "sat 19:00"))
    world.ask(PauseCommand(None, "2026-11-28", "2026-11-29"))
    world.to("2026-11-30 12:00")
    assert world.answers == {"spf@2026-11-27T20:30": "excused"}


def test_a_snooze_stays_inside_the_part_of_day() -> None:
    evening = Remind(window=Window("evening", 17 * 60, 24 * 60))
    world = World(a_preset(schedule=a_schedule("20:30"), remind=evening), now="2026-11-23 20:00")
    world.to("20:30")
    with pytest.raises(UsageError):
        world.ask(Snooze("spf", "4h"))
    world.to("23:50")
    world.press("later")
    world.to("23:59")
    assert world.titles == ["Spf"]


def test_all_later_brings_all_of_them_back_together() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.press("all-later")
    world.to("08:20")
    assert world.titles == ["2 routines are due"]


# --- answers for other times -----------------------------------------------------------------------------------------


def test_done_with_nothing_raised_answers_the_nearest_open_time_of_today_and_says_which() -> None:
    world = World(a_preset(schedule=TWICE))
    assert "today 08:00: done" in world.ask(Done(("spf",)))["said"][0]
    world.to("2026-11-23 13:59")
    assert world.raised == []
    assert world.answers == {"spf@2026-11-23T08:00": "done"}


def test_an_answer_in_advance_is_not_asked_for_when_its_time_comes() -> None:
    world = World(a_preset(schedule=TWICE))
    world.ask(Done(("spf",)))
    world.ask(Done(("spf",)))
    world.to("2026-11-24 07:59")
    assert list(world.answers.values()) == ["done", "done"]


def test_a_person_who_always_answers_early_is_never_asked_twice() -> None:
    world = World(a_preset(schedule=MASK))
    for day in ("2026-11-27", "2026-12-04", "2026-12-11", "2026-12-18", "2026-12-25"):
        world.off_until(f"{day} 10:00")
        world.ask(Done(("spf",)))
    world.to("2026-12-31 10:00")
    assert list(world.answers.values()) == ["done"] * 5
    assert world.raised == []


def test_an_answer_in_advance_holds_after_more_answers_than_are_kept_at_hand() -> None:
    every_hour = a_schedule(*(f"{hour:02}:00" for hour in range(8, 20)))
    world = World(a_preset(schedule=every_hour))
    world.off_until("2026-12-01 18:30")
    world.ask(Done(("spf",)))
    world.ask(Done(("spf",)))
    world.ask(Done(("spf",), None, "2026-11-23"))
    world.to("2026-12-02 07:00")
    assert "missed" not in world.answers.values()
    assert world.raised == []


def test_an_answer_in_advance_can_be_taken_back_before_its_time() -> None:
    world = World(a_preset())
    world.ask(Done(("spf",)))
    world.ask(Undo("spf"))
    assert world.answers == {}
    world.to("08:00")
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_an_answer_in_advance_can_be_taken_back_after_its_time() -> None:
    world = World(a_preset())
    world.ask(Done(("spf",)))
    world.to("09:00")
    world.ask(Undo("spf"))
    assert world.raised == ["spf@2026-11-23T08:00"]
    world.to("09:05")
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_taking_back_an_answer_in_advance_leaves_what_waits_alone() -> None:
    world = World(a_preset(schedule=TWICE))
    world.to("07:20")
    world.ask(Done(("spf",)))
    world.ask(Done(("spf",)))
    world.ask(Done(("spf",), "07:12"))  # corrects the first
    world.to("09:00")
    world.ask(Undo("spf"))
    assert world.raised == ["spf@2026-11-23T08:00"]
    world.ask(Undo("spf"))
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert world.answers == {}
    assert world.next("spf") == "2026-11-23 14:00"


def test_missed_is_not_final() -> None:
    world = World(a_preset())
    world.off_until("2026-11-24 07:00")
    world.ask(Done(("spf",), "yesterday 08:10"))
    assert world.answers == {"spf@2026-11-23T08:00": "done"}
    assert f"{world.routine('spf').last_done:%H:%M}" == "07:10"


def test_every_missed_time_since_a_date_can_be_answered_at_once() -> None:
    world = World(a_preset())
    world.off_until("2026-11-28 07:00")
    world.ask(Done(("spf",), None, "2026-11-25"))
    assert list(world.answers.values()) == ["missed", "missed", "done", "done", "done"]


def test_an_answer_for_yesterday_evening_after_midnight_means_the_one_that_waits() -> None:
    world = World(a_preset(schedule=a_schedule("20:30"), remind=Remind(expires=lasting("12h"))))
    world.to("2026-11-24 00:30")
    world.ask(Done(("spf",), "23:50"))
    assert world.answers == {"spf@2026-11-23T20:30": "done"}


def test_naming_the_time_of_an_answer_again_corrects_it() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.press("done")
    world.to("09:00")
    world.ask(Done(("spf",), "08:30"))
    assert world.answers == {"spf@2026-11-23T08:00": "done"}
    assert f"{world.routine('spf').last_done:%H:%M}" == "07:30"
    assert world.routine("spf").course.done_count == 1


def test_a_time_of_weeks_ago_is_found_in_the_log() -> None:
    world = World(a_preset())
    for day in range(24, 31):
        world.off_until(f"2026-11-{day} 07:30")
        world.ask(Done(("spf",)))
    world.ask(Done((), "2026-11-23 08:10"))
    assert set(world.answers.values()) == {"done"}


def test_a_digest_told_before_the_clock_was_set_back_knows_what_was_answered_since() -> None:
    world = World(a_preset())
    world.off_until("2026-11-26 07:00")
    world.set_clock("2026-11-25 07:00")
    world.ask(Done(("spf",), "2026-11-23 08:10"))
    world.press("did-them")
    assert set(world.answers.values()) == {"done"}


def test_an_answer_for_yesterday_without_a_name_means_the_nearest_open_time_of_yesterday() -> None:
    world = World(a_preset("a", a_schedule("08:00")), a_preset("b", a_schedule("20:30")))
    world.off_until("2026-11-24 07:00")
    world.ask(Done((), "yesterday 20:40"))
    assert world.answers == {"a@2026-11-23T08:00": "missed", "b@2026-11-23T20:30": "done"}


def test_an_answer_cannot_lie_in_the_future() -> None:
    world = World(a_preset())
    world.to("08:00")
    with pytest.raises(UsageError):
        world.ask(Done(("spf",), "08:30"))


# --- undo ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [Done(("spf",)), Skip(("spf",))])
def test_undo_has_the_reminder_wait_again(answer: Done | Skip) -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(answer)
    world.ask(Undo())
    assert world.answers == {}
    assert world.titles == ["Spf"]
    world.press("skip")
    assert world.answers == {"spf@2026-11-23T08:00": "skipped"}


def test_undo_by_the_button_does_the_same() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.press("done")
    world.press("undo")
    assert world.titles == ["Spf"]


def test_undo_after_a_newer_one_was_raised_makes_it_missed() -> None:
    world = World(a_preset(schedule=TWICE))
    world.to("08:00")
    world.press("done")
    world.to("14:00")
    world.ask(Undo("spf"))
    assert world.answers == {"spf@2026-11-23T08:00": "missed"}
    assert world.raised == ["spf@2026-11-23T14:00"]


def test_undo_says_that_it_waits_again_only_of_what_does() -> None:
    world = World(a_preset(schedule=TWICE))
    world.to("08:00")
    world.press("done")
    assert "It waits again." in world.ask(Undo("spf"))["said"][0]
    world.ask(Done(("spf",)))
    world.to("14:00")
    assert world.ask(Undo("spf"))["said"] == ["Spf, today 08:00: missed. Next: tomorrow 08:00."]


def test_undo_after_a_newer_one_was_raised_and_missed_makes_it_missed_too() -> None:
    """It does not come back in the evening, behind the one that nobody answered at noon."""
    world = World(a_preset(schedule=TWICE))
    world.to("08:00")
    world.press("done")
    world.to("22:00")
    world.ask(Undo("spf"))
    assert world.answers == {"spf@2026-11-23T08:00": "missed", "spf@2026-11-23T14:00": "missed"}
    assert world.raised == []


def test_undo_of_an_answer_to_a_time_behind_a_snoozed_one_has_it_come_after_that() -> None:
    """The older one still waits; the undone is no older than it, so nothing newer has closed it."""
    world = World(a_preset(schedule=TWICE, remind=Remind(expires=lasting("3 days"))))
    world.to("14:00")
    world.ask(Snooze("spf", "20h"))
    world.to("2026-11-24 09:00")
    world.ask(Done(("spf",), "08:20"))
    world.ask(Undo("spf"))
    assert world.raised == ["spf@2026-11-23T14:00"]
    world.to("10:00")
    assert world.raised == ["spf@2026-11-24T08:00"]
    assert world.answers == {"spf@2026-11-23T08:00": "missed", "spf@2026-11-23T14:00": "missed"}


def test_undo_of_an_answer_to_a_missed_time_has_it_missed_again() -> None:
    world = World(a_preset())
    world.off_until("2026-11-24 07:00")
    world.ask(Done(("spf",), "yesterday 08:10"))
    world.ask(Undo("spf"))
    assert world.answers == {"spf@2026-11-23T08:00": "missed"}
    assert world.routine("spf").course.done_count == 0


def test_undo_withdraws_what_comes_after_it_in_another_routine() -> None:
    world = World(a_preset("wash"), a_preset("cream", after("wash", "30m")))
    world.to("08:00")
    world.ask(Done(("wash",)))
    assert world.next("cream") == "2026-11-23 08:30"
    world.ask(Undo("wash"))
    world.to("08:45")
    assert world.raised == ["wash@2026-11-23T08:00"]


def test_undo_withdraws_it_when_it_is_raised_already() -> None:
    world = World(a_preset("wash"), a_preset("cream", after("wash", "30m")))
    world.to("08:00")
    world.ask(Done(("wash",)))
    world.to("08:30")
    assert world.raised == ["cream@after:1"]
    world.ask(Undo("wash"))
    assert world.raised == ["wash@2026-11-23T08:00"]


def test_a_pause_until_noon_ends_at_noon() -> None:
    world = World(a_preset(schedule=TWICE))
    assert world.ask(PauseCommand(until="noon"))["said"][0] == "Everything is paused until today 12:00."
    world.to("14:00")
    assert world.raised == ["spf@2026-11-23T14:00"]


def test_undo_after_a_pause_takes_back_an_answer_not_the_pause() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.ask(Done(("a",)))
    world.ask(PauseCommand("b"))
    world.ask(Undo())
    assert world.raised == ["a@2026-11-23T08:00"]
    assert world.answers == {"b@2026-11-23T08:00": "excused"}


def test_undo_of_an_answer_of_what_was_disabled_since_does_not_ask_again() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.ask(Disable(("spf",)))
    world.ask(Undo())
    assert world.answers == {"spf@2026-11-23T08:00": "excused"}
    assert world.raised == []


def test_undo_with_nothing_to_take_back_says_so() -> None:
    world = World(a_preset())
    with pytest.raises(NothingToDoError):
        world.ask(Undo())


def test_undo_twice_takes_back_the_two_last_answers_in_turn() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.ask(Done(("a",)))
    world.ask(Skip(("b",)))
    world.ask(Undo())
    world.ask(Undo())
    assert world.raised == ["a@2026-11-23T08:00", "b@2026-11-23T08:00"]


# --- delivery --------------------------------------------------------------------------------------------------------


def test_a_report_on_a_notice_that_changed_meanwhile_delivers_nothing_that_was_not_on_the_screen() -> None:
    world = World(a_preset("a", a_schedule("08:00")), a_preset("b", a_schedule("08:02")))
    world.simulation.delivers = False
    world.to("08:00")
    alone = world.notice()
    world.to("08:02")
    world.simulation.service.handle(Told(alone.id, alone.revision, "x", "1", "7", confirmed=True))
    assert world.routine("b").raised.delivered_at is None  # type: ignore[union-attr] # it is raised


def test_a_notice_that_could_not_be_sent_is_neither_delivered_nor_sent() -> None:
    """So it neither expires nor nags: nobody can have seen it."""
    world = World(a_preset())
    world.simulation.delivers = False
    world.to("08:00")
    raised = world.routine("spf").raised
    assert raised is not None
    assert (raised.delivered_at, raised.sent_at) == (None, None)


def test_which_of_several_to_snooze_must_be_said() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    with pytest.raises(AmbiguousError):
        world.ask(Snooze())


def test_a_time_of_another_day_is_meant_although_todays_waits() -> None:
    world = World(a_preset())
    world.to("2026-11-24 08:00")
    world.ask(Done(("spf",), at="yesterday 08:10"))
    assert world.answers == {"spf@2026-11-23T08:00": "done"}
    assert world.raised == ["spf@2026-11-24T08:00"]


def test_without_a_name_a_time_means_what_lies_nearest_to_it() -> None:
    world = World(a_preset(), a_preset("egg", a_schedule("12:00")))
    world.to("17:00")
    world.ask(Done(at="12:20"))
    assert world.answers == {"spf@2026-11-23T08:00": "missed", "egg@2026-11-23T12:00": "done"}


def test_after_a_snooze_it_reminds_again_as_long_after_as_after_the_first_time() -> None:
    world = World(a_preset(remind=Remind(nag=Nag(lasting("10m"), 3))))
    world.to("08:05")
    world.ask(Snooze("spf", "20m"))
    world.to("08:34")
    assert world.ask(Pending())["reminders"][0]["nags"] == 0
    world.to("08:35")
    assert world.ask(Pending())["reminders"][0]["nags"] == 1


def test_a_time_is_not_moved_to_the_very_moment_of_the_next() -> None:
    world = World(a_preset())
    world.to("08:00")
    with pytest.raises(UsageError, match=r"comes tomorrow 08:00 already"):
        world.ask(Snooze("spf", until="tomorrow 08:00"))


def test_a_time_is_not_moved_out_of_its_part_of_the_day() -> None:
    world = World(a_preset(schedule=a_schedule("20:30"), remind=Remind(window=Window("evening", 17 * 60, 24 * 60))))
    with pytest.raises(UsageError, match="belongs to the evening"):
        world.ask(Snooze("spf", until="tomorrow 10:00"))
