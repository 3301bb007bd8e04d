"""Later: a reminder hidden for a while, or an occurrence moved to another day, and what that leaves of the others."""

from __future__ import annotations

import pytest

from routine.core.errors import NothingToDoError, UsageError
from routine.core.preset.model import Nag, Remind
from routine.core.reminders.outcomes import Moved, PutOff, Snoozed, TooLateForLater
from routine.core.requests.commands import PauseCommand, Snooze, Undo
from routine.core.requests.queries import Pending
from routine.core.schedule.types import Schedule, WhenNeeded
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule, lasting, utc, weekly

MASK = weekly(4, "20:30")


def test_a_snooze_hides_the_reminder_and_brings_it_back_under_its_own_name() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.press("later")
    world.to("08:19")
    assert "spf" not in world.showing
    world.to("08:20")
    assert world.showing == ["spf"]
    world.press("done")
    assert world.answers == {"spf@2026-11-23T08:00": "done"}


def test_the_later_button_can_be_taken_back() -> None:
    world = World(a_preset())
    world.to("08:00")
    assert world.pressed("later") == PutOff((Snoozed("spf", "2026-11-23T08:00", utc("2026-11-23 07:20")),))
    assert [b.id for b in world.notice("answered").buttons] == ["undo"]
    world.press("undo")
    assert world.showing == ["spf"]
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_a_reminder_that_is_back_sooner_says_no_longer_that_it_comes_later() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.press("later")
    world.ask(Snooze("spf", "1m"))
    world.to("08:01")
    assert world.showing == ["spf"]
    assert world.state.notices.cards == ()


def test_a_time_that_it_has_already_is_no_move() -> None:
    world = World(a_preset(schedule=MASK))
    with pytest.raises(NothingToDoError):
        world.ask(Snooze("spf", None, "fri 20:30"))
    assert world.routine("spf").armed == ()


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
    assert world.pressed("later") == PutOff((Snoozed("spf", "2026-11-23T20:30", utc("2026-11-23 22:59")),))
    world.to("23:59")
    assert world.showing == ["spf"]


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
    with pytest.raises(UsageError):
        world.ask(Snooze("spf", until="tomorrow 08:00"))
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_a_time_is_not_moved_out_of_its_part_of_the_day() -> None:
    world = World(a_preset(schedule=a_schedule("20:30"), remind=Remind(window=Window("evening", 17 * 60, 24 * 60))))
    with pytest.raises(UsageError):
        world.ask(Snooze("spf", until="tomorrow 10:00"))
    assert world.routine("spf").armed == ()


def test_a_duration_that_is_none_is_refused_even_when_nothing_waits() -> None:
    with pytest.raises(UsageError):
        World(a_preset("pills")).ask(Snooze("pills", length="0m"))


@pytest.mark.parametrize(("at", "again"), [("23:56", "22:59"), ("23:57", "22:59"), ("23:58", None)])
def test_near_the_end_of_its_part_of_the_day_later_is_two_minutes_away_at_least_or_refused(
    at: str, again: str | None
) -> None:
    evening = Remind(window=Window("evening", 17 * 60, 24 * 60))
    world = World(a_preset(schedule=a_schedule("20:30"), remind=evening), now="2026-11-23 20:00")
    world.to(at)
    until = Snoozed("spf", "2026-11-23T20:30", utc(f"2026-11-23 {again}")) if again else TooLateForLater("spf")
    assert world.pressed("later") == PutOff((until,))
    assert world.raised == ["spf@2026-11-23T20:30"]


@pytest.mark.parametrize(("until", "waits"), [("fri 8:00", False), ("fri 4 dec 20:30", False), ("23:59", True)])
def test_a_time_that_cannot_be_moved_there_names_the_command_that_skips_it(until: str, waits: bool) -> None:
    """What waits is skipped; what is ahead is skipped as the next one."""
    mask = a_preset("mask", MASK, remind=Remind(window=Window("evening", 17 * 60, 23 * 60)))
    world = World(mask, now="2026-11-27 20:00" if waits else "2026-11-23 07:00")
    world.to("20:30")
    with pytest.raises(UsageError) as refused:
        world.ask(Snooze("mask", until=until))
    assert (refused.value.hint or "").endswith("routine skip mask" if waits else "routine skip mask --next")


def test_nothing_to_move_is_not_offered_to_be_moved() -> None:
    world = World(a_preset("spray", Schedule(WhenNeeded())))
    with pytest.raises(NothingToDoError) as refused:
        world.ask(Snooze("spray"))
    assert refused.value.hint is None


def test_what_came_behind_a_time_that_was_put_off_does_not_keep_it_from_another_day() -> None:
    """The time of noon waits behind that of the morning, and is over by then."""
    world = World(a_preset(schedule=a_schedule("08:00", "12:00")))
    world.to("08:00")
    world.ask(Snooze("spf", until="11:45"))
    world.to("11:45")
    world.ask(Snooze("spf", "50m"))
    world.to("12:20")
    outcome = world.did(Snooze("spf", until="tomorrow 07:00"))
    assert isinstance(outcome, Moved) and outcome.key == "2026-11-23T08:00"


def test_undo_of_one_that_was_moved_leaves_another_where_it_was_moved_to() -> None:
    world = World(a_preset(schedule=MASK), a_preset("egg", schedule=MASK))
    world.ask(Snooze("spf", until="sat 19:00"))
    world.to("07:01")
    world.ask(Snooze("egg", until="sat 19:30"))
    world.ask(Undo())
    assert (world.next("spf"), world.next("egg")) == ("2026-11-28 19:00", "2026-11-27 20:30")
    world.ask(Undo())
    assert world.next("spf") == "2026-11-27 20:30"
