"""Every row of the table of reminders: what closes one, what waits, what is told."""

from __future__ import annotations

import pytest

from routine.core.config.settings import Settings
from routine.core.errors import AmbiguousError, NothingToDoError, UsageError
from routine.core.preset.model import Nag, Remind
from routine.core.requests.commands import (
    Disable,
    Done,
    Enable,
    PauseCommand,
    Press,
    Reload,
    Resume,
    Skip,
    Snooze,
    Told,
)
from routine.core.requests.queries import Overview
from routine.core.schedule.types import AfterDone, Schedule
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule, lasting

TWICE = a_schedule("08:00", "14:00")
NIGHT = Settings(quiet=(Window("quiet", 22 * 60, 7 * 60),))
LONG = Remind(late=lasting("2h"), expires=lasting("3 days"))


def test_a_newer_time_closes_the_older_as_missed() -> None:
    world = World(a_preset(schedule=TWICE, remind=LONG))
    world.to("14:00")
    assert world.answers == {"spf@2026-11-23T08:00": "missed"}
    assert world.raised == ["spf@2026-11-23T14:00"]


def test_a_newer_time_waits_while_the_older_is_snoozed() -> None:
    world = World(a_preset(schedule=TWICE, remind=LONG))
    world.to("13:50")
    world.ask(Snooze("spf", "20m"))
    world.to("14:05")
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert world.answers == {}


def test_a_newer_time_that_waited_closes_the_older_when_its_snooze_ends() -> None:
    world = World(a_preset(schedule=TWICE, remind=LONG))
    world.to("13:50")
    world.ask(Snooze("spf", "5h"))
    world.to("18:50")
    assert world.answers == {"spf@2026-11-23T08:00": "missed"}
    assert world.raised == ["spf@2026-11-23T14:00"]


def test_a_newer_time_that_waited_is_shown_once_the_snoozed_one_is_answered() -> None:
    world = World(a_preset(schedule=TWICE, remind=LONG))
    world.to("13:50")
    world.ask(Snooze("spf", "1h"))
    world.to("14:20")
    world.ask(Done(("spf",)))
    world.to("14:21")
    assert world.raised == ["spf@2026-11-23T14:00"]


@pytest.mark.parametrize("snoozed", [False, True])
def test_a_pause_excuses_what_waits(snoozed: bool) -> None:
    world = World(a_preset())
    world.to("08:00")
    if snoozed:
        world.ask(Snooze("spf", "20m"))
    world.ask(PauseCommand("spf"))
    assert world.answers == {"spf@2026-11-23T08:00": "excused"}


def test_a_pause_that_begins_by_itself_excuses_what_waits_then() -> None:
    world = World(a_preset(remind=LONG))
    world.ask(PauseCommand(None, "today 09:00", "tomorrow 12:00"))
    world.to("09:00")
    assert world.answers == {"spf@2026-11-23T08:00": "excused"}
    world.to("2026-11-25 08:00")
    assert world.answers == {"spf@2026-11-23T08:00": "excused", "spf@2026-11-24T08:00": "excused"}
    assert world.raised == ["spf@2026-11-25T08:00"]


def test_a_pause_of_one_routine_leaves_the_others_alone() -> None:
    world = World(a_preset(), a_preset("egg"))
    world.ask(PauseCommand("spf"))
    world.to("08:00")
    assert world.raised == ["egg@2026-11-23T08:00"]


def test_a_pause_of_one_routine_leaves_what_waits_of_the_others() -> None:
    world = World(a_preset(), a_preset("egg"))
    world.to("08:00")
    world.ask(PauseCommand("spf"))
    assert world.answers == {"spf@2026-11-23T08:00": "excused"}
    assert world.raised == ["egg@2026-11-23T08:00"]


def test_a_pause_that_is_still_to_come_leaves_what_waits_now() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(PauseCommand(None, "24 Dec", "2 Jan"))
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert world.answers == {}


def test_a_pause_of_one_routine_in_the_past_leaves_what_others_missed() -> None:
    world = World(a_preset(), a_preset("egg"))
    world.to("2026-11-24 07:00")
    world.ask(PauseCommand("spf", "2026-11-23", "2026-11-24"))
    assert world.answers == {"spf@2026-11-23T08:00": "excused", "egg@2026-11-23T08:00": "missed"}


def test_a_pause_in_the_past_turns_missed_into_excused_and_nothing_else() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.press("done")
    world.to("2026-11-26 07:00")
    world.ask(PauseCommand("spf", "24 Nov", "26 Nov"))
    world.to("08:00")
    assert world.raised == ["spf@2026-11-26T08:00"]
    assert world.answers == {
        "spf@2026-11-23T08:00": "done",
        "spf@2026-11-24T08:00": "excused",
        "spf@2026-11-25T08:00": "excused",
    }


def test_a_pause_in_the_past_excuses_what_waits_of_it_although_it_is_over() -> None:
    world = World(a_preset(remind=LONG))
    world.to("15:00")
    world.ask(PauseCommand("spf", "today 07:00", "today 10:00"))
    assert (world.raised, world.answers) == ([], {"spf@2026-11-23T08:00": "excused"})


def test_a_pause_in_the_past_leaves_waiting_what_came_after_it() -> None:
    world = World(a_preset(remind=LONG))
    world.to("15:00")
    world.ask(PauseCommand("spf", "yesterday 07:00", "today 07:30"))
    assert (world.raised, world.answers) == (["spf@2026-11-23T08:00"], {})


def test_a_pause_from_a_day_named_without_a_year_lies_in_the_nearer_direction() -> None:
    world = World(a_preset())
    world.ask(PauseCommand(None, "24 Dec", "2 Jan"))
    [pause] = world.state.pauses
    assert (f"{pause.start:%Y-%m-%d}", f"{pause.end:%Y-%m-%d}") == ("2026-12-23", "2027-01-01")  # midnight in Berlin


def test_what_comes_next_says_when_it_is_paused_then() -> None:
    world = World(a_preset())
    world.ask(PauseCommand("spf", "2026-11-24", "2026-11-25"))
    world.to("08:00")
    assert world.ask(Done())["said"][0].endswith("Next: tomorrow 08:00. It is paused then.")


def test_resuming_ends_the_pause() -> None:
    world = World(a_preset())
    world.ask(PauseCommand(None))
    world.ask(Resume())
    world.to("08:00")
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_resuming_takes_away_a_pause_that_is_still_to_come() -> None:
    world = World(a_preset())
    world.ask(PauseCommand(None, "24 Dec", "2 Jan"))
    world.ask(Resume())
    assert world.state.pauses == ()


def test_disabling_excuses_what_waits_with_the_reason() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Disable(("spf",)))
    assert [(entry.answer, entry.reason) for entry in world.log] == [("excused", "disabled")]
    assert world.notices == []


def test_disabling_excuses_what_is_snoozed() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Snooze("spf"))
    world.ask(Disable(("spf",)))
    assert world.answers == {"spf@2026-11-23T08:00": "excused"}
    assert world.simulation.service.wakes() == {}


def test_a_preset_that_is_gone_for_good_excuses_what_waits() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.change(presets={})
    world.ask(Reload())
    assert [(entry.answer, entry.reason) for entry in world.log] == [("excused", "its preset is gone")]


def test_disabling_excuses_what_waits_behind_a_snoozed_one_too() -> None:
    world = World(a_preset(schedule=TWICE, remind=LONG))
    world.to("13:50")
    world.ask(Snooze("spf", "5h"))
    world.to("15:00")
    world.ask(Disable(("spf",)))
    assert world.answers == {"spf@2026-11-23T08:00": "excused", "spf@2026-11-23T14:00": "excused"}


def test_disabling_excuses_what_nothing_looked_at_yet() -> None:
    """In quiet hours, or where no daemon runs."""
    world = World(a_preset(schedule=a_schedule("06:00")), settings=NIGHT, now="2026-11-23 05:00")
    world.to("06:30")
    world.ask(Disable(("spf",)))
    assert world.answers == {"spf@2026-11-23T06:00": "excused"}


def test_disabling_excuses_what_came_due_and_was_moved_to_another_day() -> None:
    world = World(a_preset(remind=LONG))
    world.to("08:00")
    world.ask(Snooze("spf", None, "tomorrow 07:00"))
    world.ask(Disable(("spf",)))
    assert world.answers == {"spf@2026-11-23T08:00": "excused"}


def test_disabling_says_nothing_of_what_is_still_to_come() -> None:
    world = World(a_preset())
    world.ask(Snooze("spf", None, "tomorrow 07:00"))
    world.ask(Disable(("spf",)))
    assert world.answers == {}


def test_a_routine_whose_preset_is_gone_can_still_be_disabled() -> None:
    world = World(a_preset())
    world.change(presets={})
    world.ask(Reload())
    world.ask(Disable(("spf",)))
    assert not world.routine("spf").enabled


def test_quiet_hours_count_as_machine_off_and_late_applies_at_their_end() -> None:
    world = World(
        a_preset("early", a_schedule("06:30")), a_preset("night", a_schedule("23:00")), now="2026-11-23 21:00",
        settings=NIGHT,
    )  # fmt: skip
    world.to("2026-11-24 06:59")
    assert (world.raised, world.notices) == ([], [])
    world.to("2026-11-24 07:00")
    assert world.raised == ["early@2026-11-24T06:30"]
    assert world.answers == {"night@2026-11-23T23:00": "missed"}


def test_quiet_hours_take_what_shows_off_the_screen_and_bring_it_back() -> None:
    world = World(a_preset(schedule=a_schedule("21:30"), remind=LONG), now="2026-11-23 21:00", settings=NIGHT)
    world.to("21:30")
    assert world.titles == ["Spf"]
    world.to("22:00")
    assert world.notices == []
    world.to("2026-11-24 07:00")
    assert world.titles == ["Spf"]


def test_nothing_asks_for_a_tick_within_quiet_hours_but_their_end() -> None:
    world = World(a_preset(schedule=a_schedule("23:00")), now="2026-11-23 22:30", settings=NIGHT)
    world.off_until("2026-11-23 23:30")
    assert min(world.simulation.service.wakes().values()).isoformat() == "2026-11-24T06:00:00+00:00"


def test_enabling_a_routine_with_times_in_the_quiet_hours_warns() -> None:
    world = World(a_preset(schedule=a_schedule("23:00")), settings=NIGHT, enabled=False)
    assert any("quiet hours" in line for line in world.ask(Enable(("spf",)))["said"])


def test_what_is_found_late_within_its_time_is_raised() -> None:
    world = World(a_preset())
    world.off_until("09:59")
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_what_is_found_later_than_that_is_missed_in_one_digest() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(30)))
    world.off_until("2026-11-25 07:00")
    assert set(world.answers.values()) == {"missed"}
    assert len(world.answers) == 60
    assert world.titles == ["60 times were missed"]


def test_of_many_found_late_only_the_newest_within_its_time_is_raised() -> None:
    world = World(a_preset())
    world.off_until("2026-11-25 08:30")
    assert world.raised == ["spf@2026-11-25T08:00"]
    assert sorted(world.answers.values()) == ["missed", "missed"]


def test_what_is_found_outside_its_part_of_day_is_missed() -> None:
    evening = Remind(window=Window("evening", 17 * 60, 24 * 60), late=lasting("12h"))
    world = World(a_preset(schedule=a_schedule("20:30"), remind=evening))
    world.off_until("2026-11-24 01:00")
    assert [(e.answer, e.reason) for e in world.log] == [("missed", "outside the evening, which it belongs to")]


def test_a_time_that_the_schedule_itself_sets_outside_the_part_of_day_is_shown_on_time() -> None:
    evening = Remind(window=Window("evening", 17 * 60, 24 * 60))
    world = World(a_preset(schedule=a_schedule("08:00"), remind=evening))
    world.to("08:00")
    assert world.raised == ["spf@2026-11-23T08:00"]
    world.press("later")
    assert world.routine("spf").raised.snoozed_until is not None  # type: ignore[union-attr] # it is raised
    world.to("08:20")
    assert world.titles == ["Spf"]


def test_a_new_digest_takes_over_the_one_that_still_shows() -> None:
    world = World(a_preset())
    world.off_until("2026-11-24 07:00")
    world.off_until("2026-11-25 07:00")
    assert world.titles == ["2 times were missed"]


def test_what_a_digest_took_over_can_be_done_after_all_too() -> None:
    world = World(a_preset())
    world.off_until("2026-11-24 07:00")
    world.off_until("2026-11-27 07:00")
    world.press("did-them")
    assert list(world.answers.values()) == ["done"] * 4


def test_what_the_digest_tells_can_be_done_after_all() -> None:
    world = World(a_preset())
    world.off_until("2026-11-25 07:00")
    world.press("did-them")
    assert set(world.answers.values()) == {"done"}
    assert len(world.answers) == 2


def test_a_digest_of_hundreds_can_be_done_and_all_of_it_undone() -> None:
    world = World(a_preset(schedule=a_schedule(*(f"{h:02}:{m:02}" for h in range(7, 19) for m in range(0, 60, 5)))))
    world.off_until("2026-11-25 06:00")
    count = len(world.answers)
    assert count > 250
    world.press("did-them")
    assert list(world.answers.values()).count("done") == count
    assert world.routine("spf").course.done_count == count
    world.press("undo")
    assert list(world.answers.values()).count("missed") == count
    assert world.routine("spf").course.done_count == 0


def test_more_than_five_raised_at_once_are_one_notice() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(8)))
    world.to("08:00")
    assert world.titles == ["8 routines are due"]
    assert "and 3 more" in world.notice().body


def test_each_of_many_in_one_notice_is_answerable_alone() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(8)))
    world.to("08:00")
    world.ask(Skip(("r3",)))
    assert world.titles == ["7 routines are due"]
    assert world.answers == {"r3@2026-11-23T08:00": "skipped"}


def test_one_by_one_shows_each_of_them_in_turn() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(3)))
    world.to("08:00")
    world.press("one-by-one")
    seen = []
    for button in ("done", "skip", "done"):
        seen.append(world.notice().title)
        world.press(button)
    assert seen == ["R0 (1 of 3)", "R1 (1 of 2)", "R2"]
    assert list(world.answers.values()) == ["done", "skipped", "done"]


def test_one_by_one_says_first_what_became_of_the_one_before() -> None:
    world = World(a_preset("r0"), a_preset("r1"))
    world.to("08:00")
    world.press("one-by-one")
    world.press("done")
    assert world.notice("R1").body.startswith("Done: R0. Next: tomorrow 08:00.")


def test_one_by_one_says_which_one_comes_later() -> None:
    world = World(a_preset("r0"), a_preset("r1"))
    world.to("08:00")
    world.press("one-by-one")
    world.press("later")
    assert world.notice("R1").body.startswith("Later: R0. Again today 08:20.")


def test_reminders_within_five_minutes_share_a_notice_and_later_ones_do_not() -> None:
    world = World(
        a_preset("a", a_schedule("08:00")), a_preset("b", a_schedule("08:05")), a_preset("c", a_schedule("08:11"))
    )
    world.to("08:05")
    assert world.titles == ["2 routines are due"]
    world.to("08:11")
    assert world.titles == ["2 routines are due", "C"]


def test_a_member_snoozed_by_command_leaves_the_shared_notice_and_comes_back_to_it() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.ask(Snooze("a", "20m"))
    assert world.titles == ["B"]
    world.to("08:20")
    assert world.titles == ["2 routines are due"]


def test_a_member_that_is_disabled_leaves_the_shared_notice() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    world.ask(Disable(("a",)))
    assert world.titles == ["B"]


def test_done_pressed_on_a_notice_that_more_joined_meanwhile_answers_none_of_them() -> None:
    world = World(a_preset("a", a_schedule("08:00")), a_preset("b", a_schedule("08:02")))
    world.to("08:00")
    old = world.notice()
    world.to("08:02")
    world.ask(Press(old.id, "done"))
    assert world.answers == {}


def test_all_done_can_be_undone_and_is_one_notice_again() -> None:
    world = World(*(a_preset(f"r{n}") for n in range(7)))
    world.to("08:00")
    world.press("all-done")
    assert world.titles == ["Done: 7 routines"]
    world.press("undo")
    assert world.answers == {}
    assert world.titles == ["7 routines are due"]


def test_a_button_of_a_notice_that_is_answered_by_now_changes_nothing() -> None:
    world = World(a_preset())
    world.to("08:00")
    notice = world.notice()
    world.ask(Done(("spf",)))
    world.ask(Press(notice.id, "skip"))
    assert world.answers == {"spf@2026-11-23T08:00": "done"}


def test_nags_come_as_often_as_the_preset_says_and_no_more() -> None:
    world = World(a_preset(remind=Remind(nag=Nag(lasting("10m"), 3))))
    world.to("08:25")
    assert world.simulation.shown.count(world.notice().id) == 3
    world.to("10:00")
    assert world.simulation.shown.count(world.notice().id) == 4


def test_in_a_silence_a_nag_that_is_due_does_not_ask_for_a_tick_without_end() -> None:
    patient = Remind(nag=Nag(lasting("1 day"), 10), expires=lasting("10 days"))
    world = World(a_preset(schedule=a_schedule("08:00", count=1), remind=patient))
    world.to("2026-11-28 08:00")
    assert world.routine("spf").raised.nags == 2  # type: ignore[union-attr] # it is raised


def test_a_reminder_that_nobody_answers_ends_so_long_after_its_delivery() -> None:
    world = World(a_preset(remind=Remind(expires=lasting("4h"))))
    world.to("11:59")
    assert world.raised
    world.to("12:00")
    assert [(e.answer, e.reason) for e in world.log] == [("missed", "nobody answered in time")]


def test_after_a_snooze_the_time_to_answer_begins_anew() -> None:
    world = World(a_preset(remind=Remind(expires=lasting("4h"))))
    world.to("11:00")
    world.ask(Snooze("spf", "2h"))
    world.to("16:59")
    assert world.raised == ["spf@2026-11-23T08:00"]
    world.to("17:00")
    assert world.answers == {"spf@2026-11-23T08:00": "missed"}


def test_a_reminder_that_was_never_delivered_never_ends_by_itself() -> None:
    world = World(a_preset(remind=Remind(expires=lasting("4h"))))
    world.simulation.delivers = False
    world.to("2026-11-24 07:59")
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_closing_a_notice_is_no_answer() -> None:
    """A notifier reports no closing at all; what shows and waits stays as it is."""
    world = World(a_preset())
    world.to("08:00")
    world.tick()
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert world.answers == {}


def test_a_delivery_that_fails_is_tried_again_and_does_not_count_until_confirmed() -> None:
    world = World(a_preset())
    world.simulation.delivers = False
    world.to("08:00")
    assert world.routine("spf").raised.delivered_at is None  # type: ignore[union-attr] # it is raised
    [delivery] = world.state.notices.deliveries.values()
    assert (delivery.error, delivery.confirmed) == ("no server", False)
    world.simulation.delivers = True
    world.to("08:01")
    assert world.routine("spf").raised.delivered_at is not None  # type: ignore[union-attr] # it is raised


@pytest.mark.parametrize(
    "command",
    [Done(("spf",)), Skip(("spf",)), Done()],
)
def test_every_answer_says_what_comes_next_and_when(command: Done | Skip) -> None:
    world = World(a_preset())
    world.to("08:00")
    assert world.ask(command)["said"][0].endswith("Next: tomorrow 08:00.")


def test_a_button_says_it_too_in_the_same_notice_with_undo() -> None:
    world = World(a_preset())
    world.to("08:00")
    before = world.notice().id
    world.press("done")
    notice = world.notice("Done: Spf")
    assert (notice.id, notice.body, [b.id for b in notice.buttons]) == (before, "Next: tomorrow 08:00.", ["undo"])


def test_one_missed_time_is_told_as_one_and_says_what_to_type_where_there_are_no_buttons() -> None:
    world = World(a_preset(remind=Remind(late=lasting("2h"))))
    world.off_until("12:00")
    notice = world.notice("1 time was missed")
    assert notice.body.endswith("If you did it after all, say so.")
    assert [button.label for button in notice.buttons] == ["I did it", "OK"]
    assert notice.commands == ("routine done spf --since 2026-11-23",)
    world.ask(Done(("spf",), None, "2026-11-23"))
    assert world.answers == {"spf@2026-11-23T08:00": "done"}


def test_a_wrong_button_can_be_taken_back_for_half_a_minute() -> None:
    """Left to the server, the confirmation would be gone after a few seconds."""
    world = World(a_preset())
    world.to("08:00")
    world.press("done")
    assert world.notice("Done: Spf").timeout_s == 30


def test_a_click_beside_the_buttons_is_no_answer() -> None:
    """Some servers send the button “default” for it, which nobody offered."""
    world = World(a_preset())
    world.to("08:00")
    world.press("done")
    notice = world.notice("Done: Spf")
    world.ask(Press(notice.id, "default"))
    assert world.notice("Done: Spf") == notice


def test_the_confirmation_goes_after_two_minutes() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.press("done")
    world.to("08:02")
    assert world.notices == []


def test_bare_done_with_several_waiting_asks_which() -> None:
    world = World(a_preset("a"), a_preset("b"))
    world.to("08:00")
    with pytest.raises(AmbiguousError):
        world.ask(Done())


def test_bare_done_with_nothing_open_says_so() -> None:
    world = World(a_preset(), now="2026-11-23 09:00")
    with pytest.raises(NothingToDoError):
        world.ask(Done())


def test_the_overview_tells_of_the_silence_and_how_to_end_it() -> None:
    world = World(a_preset())
    world.to("2026-11-27 09:00")
    notes = world.ask(Overview())["notes"]
    assert "routine done ROUTINE --since 2026-11-23" in notes[1]
    assert "routine pause --from 2026-11-23" in notes[2]


def test_an_after_done_routine_that_begins_again_within_the_minute_has_another_first_time() -> None:
    world = World(a_preset("nails", Schedule(AfterDone(lasting("3 days")))))
    world.tick()
    world.press("done")
    world.ask(Disable(("nails",)))
    world.ask(Enable(("nails",)))
    world.to("07:01")
    assert world.raised == ["nails@2026-11-23T07:01"]


def test_a_reminder_that_nobody_confirms_nags_all_the_same_but_never_counts_as_delivered() -> None:
    """As with a notifier that cannot tell whether anything showed."""
    world = World(a_preset("pills", remind=Remind(nag=Nag(lasting("10m"), 2))))
    world.simulation.delivers = False
    world.to("08:00")
    notice = world.notice("Pills")
    world.ask(Told(notice.id, notice.revision, "plyer", "p1"))
    world.to("08:11")
    raised = world.routine("pills").raised
    assert raised is not None
    assert (raised.nags, raised.delivered_at) == (1, None)


def test_part_of_a_name_means_a_routine_that_is_enabled_and_a_whole_id_means_that_preset() -> None:
    world = World(a_preset("egg-mask"))
    world.change(a_preset("clay-mask"), a_preset("mask"))
    world.ask(Reload())
    world.to("08:00")
    assert world.ask(Done(("egg",)))["answers"][0]["id"] == "egg-mask@2026-11-23T08:00"
    with pytest.raises(NothingToDoError, match="Mask is not enabled"):
        world.ask(Done(("mask",)))
    with pytest.raises(NothingToDoError, match="Clay mask is not enabled"):
        world.ask(Done(("clay",)))


def test_a_duration_that_is_none_is_told_even_when_nothing_waits() -> None:
    with pytest.raises(UsageError, match="no time at all"):
        World(a_preset("pills")).ask(Snooze("pills", length="0m"))
