"""Every limit of time in a reminder's life, to the second: a moment before it, at it, and a moment after."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest

from routine.core.config.settings import Settings
from routine.core.errors import NothingToDoError, UsageError
from routine.core.preset.amount import Amount
from routine.core.preset.model import DayLimit, Dose, Nag, Remind, Safety
from routine.core.reminders.outcomes import Answered
from routine.core.reminders.silence import is_silent
from routine.core.reminders.too_late import OFF
from routine.core.requests.commands import Done, Irritated, PauseCommand, Snooze, Undo
from routine.core.schedule.types import EveryNDays, Schedule, WhenNeeded
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule, lasting
from tests.rows import each

TWICE = a_schedule("08:00", "14:00")
LONG = Remind(late=lasting("2h"), expires=lasting("3 days"))


@each("at, raised", [("08:00", True), ("09:59:59", True), ("10:00", True), ("10:00:01", False)])
def test_found_as_late_as_its_preset_allows_it_is_shown_and_later_it_is_missed(at: str, raised: bool) -> None:
    world = World(a_preset(remind=Remind(late=lasting("2h"))))
    world.off_until(at)
    assert bool(world.raised) is raised
    assert world.answers == ({} if raised else {"spf@2026-11-23T08:00": "missed"})


@each("at, raised", [("20:50", True), ("20:50:01", False)])
def test_what_waited_behind_a_reminder_that_was_put_off_may_be_late_from_the_end_of_that(at: str, raised: bool) -> None:
    world = World(a_preset(schedule=TWICE, remind=LONG))
    world.to("13:50")
    world.ask(Snooze("spf", "5h"))
    world.off_until(at)
    assert bool(world.raised) is raised


@each("at, reason", [("08:01:01", "found too late"), ("08:02", "found too late"), ("08:02:01", OFF)])
def test_what_nobody_could_see_is_what_came_more_than_five_minutes_after_the_last_look(at: str, reason: str) -> None:
    world = World(a_preset(remind=Remind(late=lasting("1m"))))
    world.to("07:57")
    world.off_until(at)
    assert [entry.reason for entry in world.log] == [reason]


@each("at, raised", [("16:59:59", False), ("17:00", True), ("22:59:59", True), ("23:00", False)])
def test_a_part_of_the_day_begins_and_ends_on_its_minute(at: str, raised: bool) -> None:
    """What was put off comes back at its end, wherever that lies; the time itself is in the window."""
    evening = Remind(window=Window("evening", 17 * 60, 23 * 60), late=lasting("23h"))
    world = World(a_preset(schedule=a_schedule("17:00" if at > "17" else "22:00"), remind=evening))
    world.off_until(at if at > "17" else f"2026-11-24 {at}")
    assert bool(world.raised) is raised


@each("at, nags", [("08:09:59", 0), ("08:10", 1), ("08:19:59", 1), ("08:20", 2), ("08:30", 2)])
def test_it_is_shown_again_on_the_second_and_no_more_often_than_its_preset_says(at: str, nags: int) -> None:
    world = World(a_preset(remind=Remind(nag=Nag(lasting("10m"), 2))))
    world.to(at)
    raised = world.routine("spf").raised
    assert raised is not None
    assert (raised.nags, len(world.simulation.shown)) == (nags, nags + 1)


@each("at, raised", [("11:59:59", True), ("12:00", False)])
def test_it_closes_by_itself_on_the_second(at: str, raised: bool) -> None:
    world = World(a_preset(remind=Remind(expires=lasting("4h"))))
    world.to(at)
    assert bool(world.raised) is raised


@each("at, shows", [("08:19:59", False), ("08:20", True)])
def test_later_is_over_on_the_second(at: str, shows: bool) -> None:
    world = World(a_preset(remind=Remind(later=lasting("20m"))))
    world.to("08:00")
    world.press("later")
    world.to(at)
    assert ("spf" in world.showing) is shows


@each(
    "length, schedule, hides", [("1 day", 1, True), ("24h1m", 1, False), ("30 days", 60, True), ("31 days", 60, False)]
)
def test_it_can_be_put_off_for_a_day_past_its_next_time_and_else_for_thirty(
    length: str, schedule: int, hides: bool
) -> None:
    world = World(a_preset(schedule=a_schedule("08:00", days=EveryNDays(schedule)), remind=Remind(late=lasting("9h"))))
    world.to("08:00")
    with suppress(UsageError):
        world.ask(Snooze("spf", length))
    assert ("spf" not in world.showing) is hides


@each("until, moved", [("tomorrow 07:59", True), ("tomorrow 08:00", False)])
def test_it_can_be_moved_up_to_the_time_after_it(until: str, moved: bool) -> None:
    world = World(a_preset())
    world.to("08:00")
    with suppress(UsageError):
        world.ask(Snooze("spf", until=until))
    assert bool(world.routine("spf").armed) is moved


@each("until, later", [("08:00", False), ("08:01", True)])
def test_it_is_put_off_to_what_is_still_to_come(until: str, later: bool) -> None:
    world = World(a_preset())
    world.to("08:00")
    with suppress(UsageError):
        world.ask(Snooze("spf", until=f"today {until}"))
    assert ("spf" not in world.showing) is later


@each("until, same", [("tomorrow 03:59", True), ("tomorrow 04:00", False)])
def test_until_the_day_ends_for_people_it_is_put_off_and_then_moved(until: str, same: bool) -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Snooze("spf", until=until))
    assert (world.raised == ["spf@2026-11-23T08:00"]) is same


@each("at, silent", [("08:04:59", False), ("08:05", True)])
def test_three_days_without_an_answer_are_three_days(at: str, silent: bool) -> None:
    world = World(a_preset(), a_preset("egg", a_schedule("08:05", count=1), remind=Remind(expires=lasting("9 days"))))
    world.to("08:05")
    world.ask(Done(("spf",)))
    world.to(f"2026-11-26 {at}")
    assert is_silent(world.draft) is silent


@each("at, waits", [("10:00", True), ("10:00:01", False)])
def test_a_fresh_start_leaves_waiting_what_is_no_later_than_its_preset_allows(at: str, waits: bool) -> None:
    world = World(a_preset(remind=LONG))
    world.to("2026-11-26 08:00")
    world.to(at)
    world.press("fresh")
    assert bool(world.raised) is waits


# --- answers ------------------------------------------------------------------------------------------------------


def means(world: World, command: Done) -> str:
    """The key of the time that an answer records; "" where it is refused."""
    try:
        outcome = world.did(command)
    except NothingToDoError:
        return ""
    assert isinstance(outcome, Answered)
    return outcome.entries[-1].key


@each("at, key", [("14:59:59", ""), ("15:00", "2026-11-23T16:00")])
def test_an_hour_before_its_time_an_answer_means_it(at: str, key: str) -> None:
    world = World(a_preset(schedule=a_schedule("16:00")), now="2026-11-23 12:00")
    world.to(at)
    assert means(world, Done(("spf",))) == key


@each("at, key", [("10:59:59", ""), ("11:00", "2026-11-23T12:00"), ("11:00:01", "2026-11-23T12:00")])
def test_from_the_middle_between_two_times_on_the_next_one_is_meant(at: str, key: str) -> None:
    world = World(a_preset(schedule=a_schedule("10:00", "12:00")))
    world.to("10:00")
    world.press("done")
    world.to(at)
    assert means(world, Done(("spf",))) == key


@each("at, key", [("08:00:59", ""), ("08:01", "2026-11-23T08:01")])
def test_the_same_answer_within_a_minute_changes_nothing(at: str, key: str) -> None:
    world = World(a_preset(schedule=Schedule(WhenNeeded())), now="2026-11-23 07:59")
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.to(at)
    assert means(world, Done(("spf",))).removeprefix("extra:") == key


@each("at, key", [("10:00", ""), ("10:01", "extra:2026-11-23T10:01"), ("09:59", "extra:2026-11-23T09:59")])
def test_once_more_a_minute_apart_is_once_more(at: str, key: str) -> None:
    """Entered one after the other, within seconds."""
    world = World(a_preset(), now="2026-11-23 11:00")
    world.ask(Done(("spf",), extra=True, at="10:00"))
    assert means(world, Done(("spf",), extra=True, at=at)) == key


@each("at, key", [("10:59", "extra:2026-11-23T10:59"), ("11:00", "")])
def test_what_is_said_at_once_to_have_been_done_a_minute_before_is_once_more(at: str, key: str) -> None:
    world = World(a_preset(), now="2026-11-23 11:00")
    world.ask(Done(("spf",), extra=True))
    assert means(world, Done(("spf",), extra=True, at=at)) == key


@each("at, key", [("11:30", "10:00"), ("11:30", "10:01"), ("12:00", "10:00")])
def test_the_same_minute_said_again_later_is_still_the_same(at: str, key: str) -> None:
    world = World(a_preset(), now="2026-11-23 11:00")
    world.ask(Done(("spf",), extra=True, at="10:00"))
    world.to(at)
    assert bool(means(world, Done(("spf",), extra=True, at=key))) is (key != "10:00")


@each("at, again", [("10:01:49", False), ("10:01:50", True)])
def test_said_twice_within_a_minute_is_once_also_where_the_clock_goes_on_to_the_next(at: str, again: bool) -> None:
    world = World(a_preset(), now="2026-11-23 10:00")
    world.to("10:00:50")
    world.ask(Done(("spf",), extra=True))
    world.to(at)
    assert bool(means(world, Done(("spf",), extra=True))) is again


@each("at, key", [("08:00", ""), ("07:59", "2026-11-23T08:00")])
def test_what_a_pause_excused_is_not_meant_where_it_was_done_at_that_time_or_after(at: str, key: str) -> None:
    world = World(a_preset(), now="2026-11-23 06:00")
    world.ask(PauseCommand("spf", length="3h"))
    world.to("11:00")
    world.ask(Done(("spf",), extra=True, at=at))
    world.to("11:30")
    assert means(world, Done(("spf",))) == key


@each("at, refused", [("08:14:59", "you have just answered"), ("08:15", "No reminder is waiting for your answer")])
def test_for_a_quarter_of_an_hour_an_answer_without_a_name_means_the_same_again(at: str, refused: str) -> None:
    world = World(a_preset())
    world.to("08:00")
    world.ask(Done())
    world.to(at)
    with pytest.raises(NothingToDoError, match=refused):
        world.ask(Done())


NEEDED = Schedule(WhenNeeded())


@each(
    "preset, at, told",
    [
        (a_preset("balm", NEEDED, safety=Safety(min_gap=lasting("5h"))), "12:59:59", "gap"),
        (a_preset("balm", NEEDED, safety=Safety(min_gap=lasting("5h"))), "13:00", ""),
        (a_preset("balm", NEEDED, safety=Safety(min_gap=lasting("2 days"))), "2026-11-24 23:59:59", "gap"),
        (a_preset("balm", NEEDED, safety=Safety(min_gap=lasting("2 days"))), "2026-11-25 00:00", ""),
        (a_preset("balm", NEEDED, limit=DayLimit(times=1)), "2026-11-24 07:59:59", "times"),
        (a_preset("balm", NEEDED, limit=DayLimit(times=1)), "2026-11-24 08:00", ""),
        (
            a_preset("balm", NEEDED, dose=Dose(5, "g"), limit=DayLimit(amount=Amount(9, "g"))),
            "2026-11-24 07:59",
            "amount",
        ),
        (a_preset("balm", NEEDED, dose=Dose(5, "g"), limit=DayLimit(amount=Amount(9, "g"))), "2026-11-24 08:00", ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_gap_and_a_days_limit_end_on_the_second(preset: object, at: str, told: str) -> None:
    world = World(preset, now="2026-11-23 08:00")  # type: ignore[arg-type] # a preset
    world.ask(Done(("balm",)))
    world.to(at)
    outcome = world.did(Done(("balm",)))
    assert isinstance(outcome, Answered)
    assert [one.why for one in outcome.against] == ([told] if told else [])


# --- what is not counted ------------------------------------------------------------------------------------------


@each("start, counts", [("08:01", True), ("08:00", False), ("07:59", False)])
def test_what_comes_when_a_pause_begins_is_in_it(start: str, counts: bool) -> None:
    world = World(a_preset(remind=Remind(expires=lasting("30s"))))
    world.ask(PauseCommand(None, f"today {start}", "today 09:00"))
    world.to("08:05")
    assert world.answers == {"spf@2026-11-23T08:00": "missed" if counts else "excused"}


@each("until, raised", [("08:00", True), ("08:01", False)])
def test_what_comes_when_a_pause_ends_is_not_in_it(until: str, raised: bool) -> None:
    world = World(a_preset())
    world.ask(PauseCommand(None, "today 07:30", f"today {until}"))
    world.to("08:05")
    assert bool(world.raised) is raised


@each("quiet, at", [((22 * 60, 8 * 60), "08:00"), ((8 * 60, 9 * 60), "09:00"), ((7 * 60 + 30, 8 * 60 + 1), "08:01")])
def test_quiet_hours_hold_what_comes_in_them_until_their_end(quiet: tuple[int, int], at: str) -> None:
    world = World(a_preset(), settings=Settings(quiet=(Window("quiet", *quiet),)), now="2026-11-23 06:00")
    moment = world._instant(at)
    world.simulation.run_to(moment - timedelta(seconds=1))
    assert world.showing == []
    world.simulation.run_to(moment)
    assert world.showing == ["spf"]


@each("at, undone", [("08:59:59", True), ("09:00", False)])
def test_a_report_of_irritated_skin_can_be_taken_back_for_an_hour(at: str, undone: bool) -> None:
    world = World(a_preset("acid", a_schedule("20:00"), contains=("aha",)))
    world.to("08:00")
    world.ask(Irritated())
    world.to(at)
    assert ("undo" in world.offers("irritation")) is undone
    with suppress(NothingToDoError):
        world.ask(Undo())
    assert bool(world.state.irritations) is not undone


@each("at, undone", [("2026-11-24 06:59:59", True), ("2026-11-24 07:00", False)])
def test_a_pause_that_was_a_slip_is_taken_back_within_a_day(at: str, undone: bool) -> None:
    world = World(a_preset())
    world.ask(PauseCommand("spf"))
    world.off_until(at)
    with suppress(NothingToDoError):
        world.ask(Undo("spf"))
    assert bool(world.state.pauses) is not undone


@each("at, waits", [("10:00", True), ("10:00:01", False)])
def test_a_pause_that_is_taken_back_opens_what_is_no_later_than_its_preset_allows(at: str, waits: bool) -> None:
    world = World(a_preset(remind=LONG))
    world.to("08:00")
    world.ask(PauseCommand("spf"))
    world.to(at)
    world.ask(Undo("spf"))
    assert bool(world.raised) is waits
    assert world.answers == ({} if waits else {"spf@2026-11-23T08:00": "excused"})


@each("at, waits", [("22:00", True), ("22:00:01", False)])
def test_a_report_that_is_taken_back_opens_what_is_no_later_than_its_preset_allows(at: str, waits: bool) -> None:
    acid = a_preset("acid", a_schedule("20:00"), contains=("aha",), remind=LONG)
    world = World(acid)
    world.to("21:30")
    world.ask(Irritated())
    world.to(at)
    world.ask(Undo())
    assert bool(world.raised) is waits
