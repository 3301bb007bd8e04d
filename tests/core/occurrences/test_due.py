"""The watermark: what exists at all, and that neither edits, travel, restarts nor clocks repeat or lose a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from routine.core.config.settings import Settings
from routine.core.errors import RoutineError
from routine.core.preset.model import Remind
from routine.core.reminders.clock_change import set_back_by
from routine.core.requests import Disable, Done, Enable, PauseCommand, Reload, Resume, Snooze, Tick
from routine.core.schedule.types import AfterDone, Schedule
from routine.core.when.part_of_day import Window
from tests.builders import BERLIN, World, a_preset, a_schedule, lasting, weekly

LONG = Remind(late=lasting("12h"), expires=lasting("3 days"))


def test_nothing_from_before_the_enabling_exists() -> None:
    world = World(a_preset(), now="2026-11-23 09:00")
    assert (world.raised, world.answers) == ([], {})
    assert world.next("spf") == "2026-11-24 08:00"


def test_a_time_at_the_very_moment_of_enabling_is_over() -> None:
    world = World(a_preset(), now="2026-11-23 08:00")
    assert world.raised == []


def test_enabled_anew_nothing_from_between_exists() -> None:
    world = World(a_preset())
    world.ask(Disable(("spf",)))
    world.to("2026-11-26 09:00")
    world.ask(Enable(("spf",)))
    world.tick()
    assert world.answers == {}


def test_an_edited_schedule_begins_now() -> None:
    world = World(a_preset())
    world.to("10:00")
    world.press("done")
    world.change(a_preset(schedule=a_schedule("09:00", "11:00")))
    world.ask(Reload())
    world.tick()
    assert world.raised == []
    world.to("11:00")
    assert world.raised == ["spf@2026-11-23T11:00"]


def test_an_edit_leaves_what_waits_waiting() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.change(a_preset(schedule=a_schedule("11:00")))
    world.ask(Reload())
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_an_edit_leaves_waiting_what_came_due_and_was_moved_to_another_day() -> None:
    world = World(a_preset(remind=LONG))
    world.to("08:00")
    world.ask(Snooze("spf", None, "tomorrow 07:00"))
    world.change(a_preset(schedule=a_schedule("10:00"), remind=LONG))
    world.ask(Reload())
    world.to("2026-11-24 07:00")
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_an_edit_drops_what_was_moved_before_it_came_due() -> None:
    """It is a time of the schedule that is no more."""
    world = World(a_preset(schedule=weekly(4, "20:30")))
    world.ask(Snooze("spf", None, "tomorrow 20:30"))
    world.change(a_preset(schedule=weekly(5, "20:30")))
    world.ask(Reload())
    assert world.next("spf") == "2026-11-28 20:30"


def test_a_title_that_changed_is_no_new_schedule() -> None:
    world = World(a_preset(), now="2026-11-23 07:59")
    world.change(a_preset(title="Sunscreen"))
    world.simulation.clock.advance(lasting("2m").delta())
    assert world.ask(Reload())["changed"] == []
    world.tick()
    assert world.raised == ["spf@2026-11-23T08:00"]


@pytest.mark.parametrize("away", ["America/New_York", "Asia/Tokyo", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_travel_there_and_back_repeats_nothing(away: str) -> None:
    world = World(a_preset(remind=LONG))
    world.to("08:00")
    world.press("done")
    world.travel(away)
    world.travel(BERLIN)
    assert world.raised == []
    assert world.answers["spf@2026-11-23T08:00"] == "done"


@pytest.mark.parametrize("away", ["America/New_York", "Asia/Tokyo", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_travel_there_and_back_within_the_day_loses_nothing(away: str) -> None:
    world = World(a_preset(schedule=a_schedule("08:00", "20:00"), remind=LONG))
    world.to("09:00")
    world.press("done")
    world.travel(away)
    world.simulation.clock.advance(lasting("2h").delta())
    world.travel(BERLIN)
    world.to("2026-11-24 07:00")
    assert {"spf@2026-11-23T20:00"} <= {*world.answers, *world.raised}


def test_to_the_west_a_time_already_answered_is_not_asked_again() -> None:
    world = World(a_preset(remind=LONG))
    world.to("08:00")
    world.press("done")
    world.travel("America/New_York")
    world.to("23:00")
    assert world.answers == {"spf@2026-11-23T08:00": "done"}
    assert world.raised == []


def test_a_pinned_zone_stays_where_it_is() -> None:
    world = World(a_preset(schedule=a_schedule("08:00", zone="Asia/Tokyo")))
    assert world.next("spf") == "2026-11-24 08:00"
    world.travel("America/New_York")
    assert world.next("spf") == "2026-11-24 08:00"
    world.to("2026-11-23 18:00")
    assert world.raised == ["spf@2026-11-24T08:00"]


def test_one_notice_at_a_zone_change_names_old_new_and_next() -> None:
    world = World(a_preset(), a_preset("egg", weekly(4, "20:30")))
    world.travel("America/New_York")
    notice = world.notice("Your time zone changed")
    assert "From Europe/Berlin to America/New_York." in notice.body
    assert "Spf. Next: today 08:00." in notice.body
    world.travel("Asia/Tokyo")
    assert world.titles.count("Your time zone changed") == 1


def test_a_person_who_always_answers_early_leaves_no_trail_in_state() -> None:
    world = World(a_preset())
    for day in range(1, 25):
        world.off_until(f"2026-12-{day:02} 07:30")
        world.ask(Done(("spf",)))
    assert len(world.routine("spf").recent) < 8


def test_a_journey_east_over_a_time_finds_it_late_and_loses_nothing() -> None:
    world = World(a_preset(schedule=a_schedule("12:00"), remind=LONG), now="2026-11-22 13:00")
    world.to("2026-11-23 08:00")
    world.travel("Asia/Tokyo")
    assert f"{world.now.wall():%H:%M}" == "16:00"
    assert world.raised == ["spf@2026-11-23T12:00"]


# --- clocks that are set ---------------------------------------------------------------------------------------------


def test_a_clock_set_back_asks_nothing_again_that_a_person_answered() -> None:
    world = World(a_preset(remind=LONG))
    world.to("08:00")
    world.press("done")
    world.set_clock("2026-11-23 07:00")
    world.to("12:00")
    assert world.answers == {"spf@2026-11-23T08:00": "done"}
    assert world.raised == []


def test_a_clock_set_back_by_weeks_asks_nothing_again_of_what_the_log_alone_knows() -> None:
    """A computer that ran two weeks ahead: its state keeps the answers of the last days only."""
    world = World(a_preset(), now="2026-12-01 07:00")
    for day in range(1, 15):
        world.to(f"2026-12-{day:02} 08:01")
        world.press("done", "Spf")
    world.set_clock("2026-12-03 12:00")
    world.to("2026-12-15 07:00")
    assert [id for id, answer in world.answers.items() if answer == "done"] == [
        f"spf@2026-12-{day:02}T08:00" for day in range(1, 15)
    ]
    assert world.raised == []
    world.to("2026-12-15 08:00")
    assert world.raised == ["spf@2026-12-15T08:00"]


def test_a_clock_set_back_reopens_what_time_had_closed_ahead_of_now() -> None:
    world = World(a_preset())
    world.set_clock("2026-11-26 07:00")
    assert list(world.answers.values()) == ["missed"] * 3
    world.set_clock("2026-11-23 07:05")
    assert world.answers == {}
    world.to("08:00")
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_a_clock_set_back_opens_nothing_that_a_person_had_paused_away() -> None:
    world = World(a_preset(schedule=a_schedule("14:00")))
    world.to("14:00")
    world.ask(PauseCommand("spf"))
    world.ask(Resume())
    world.set_clock("13:00")
    world.to("14:05")
    assert world.answers == {"spf@2026-11-23T14:00": "excused"}
    assert world.raised == []


def test_a_silence_is_counted_by_the_right_clock_after_a_wrong_one() -> None:
    world = World(a_preset())
    world.set_clock("2026-12-03 08:30")
    world.set_clock("2026-11-23 07:30")
    world.to("2026-11-27 08:00")
    assert world.titles == ["Shall we go on?"]


def test_a_clock_set_a_year_ahead_and_back_leaves_a_life_as_it_was() -> None:
    world = World(a_preset(), a_preset("nails", Schedule(AfterDone(lasting("3 days"), 20 * 60))))
    world.to("21:00")
    world.ask(Done(("spf",)))
    world.ask(Done(("nails",)))
    world.set_clock("2027-11-23 21:00")
    world.set_clock("2026-11-23 21:01")
    assert world.next("spf") == "2026-11-24 08:00"
    assert world.next("nails") == "2026-11-26 20:00"
    world.to("2026-11-26 20:00")
    assert "nails@after:3" in world.raised


def test_what_a_person_did_in_a_wrong_year_is_not_asked_for_when_that_year_comes() -> None:
    world = World(a_preset())
    world.set_clock("2027-11-23 08:30")
    world.ask(Done(("spf",)))
    world.set_clock("2026-11-23 07:05")
    for month in ("2027-03-01 09:00", "2027-07-01 09:00", "2027-11-22 09:00", "2027-11-23 09:30"):
        world.off_until(month)
    assert world.answers["spf@2027-11-23T08:00"] == "done"
    assert "spf@2027-11-23T08:00" not in world.raised


def test_a_chain_link_made_in_a_wrong_year_comes_as_long_after_in_the_right_one() -> None:
    world = World(a_preset("nails", Schedule(AfterDone(lasting("6h"))), remind=LONG))
    world.set_clock("2026-11-24 08:30")
    world.ask(Done(("nails",)))
    world.set_clock("2026-11-23 08:31")
    assert world.next("nails") == "2026-11-23 14:31"


def test_of_a_chain_whose_links_time_had_closed_only_the_first_is_open_again() -> None:
    world = World(a_preset("nails", Schedule(AfterDone(lasting("6h")))))
    world.to("07:10")
    world.press("done")
    world.set_clock("2026-11-24 12:00")
    world.set_clock("2026-11-23 07:15")
    assert [f"{a.nominal:%d %H:%M}" for a in world.routine("nails").armed] == ["23 13:10"]


def test_a_chain_goes_on_although_an_answer_was_given_in_a_wrong_year() -> None:
    world = World(a_preset("nails", Schedule(AfterDone(lasting("6h"))), remind=LONG))
    world.to("07:10")
    world.press("done")
    world.set_clock("2027-11-23 08:30")
    world.ask(Done(("nails",)))
    world.set_clock("2026-11-23 07:15")
    for _ in range(5):
        world.off_until(world.next("nails"))
        world.ask(Done(("nails",)))
    assert world.next("nails") == f"{world.now.wall() + lasting('6h').delta():%Y-%m-%d %H:%M}"


def test_a_snooze_does_not_last_a_year_because_a_clock_was_wrong() -> None:
    once = a_schedule("08:00", count=1)
    world = World(a_preset(schedule=once, remind=Remind(expires=lasting("900 days"))))
    world.to("08:00")
    world.set_clock("2027-11-23 08:00")
    world.ask(Snooze("spf"))
    world.set_clock("2026-11-23 08:05")
    world.to("09:00")
    assert world.titles


def test_a_reminder_moved_to_a_day_and_raised_there_survives_a_clock_set_back() -> None:
    world = World(a_preset(schedule=weekly(4, "20:30"), remind=LONG), now="2026-11-27 20:00")
    world.to("20:30")
    world.ask(Snooze("spf", None, "2026-11-29 10:00"))
    world.to("2026-11-29 10:00")
    assert world.raised == ["spf@2026-11-27T20:30"]
    world.set_clock("2026-11-29 09:00")
    assert world.raised == []
    world.to("10:00")
    assert world.raised == ["spf@2026-11-27T20:30"]


def test_the_first_time_of_a_chain_survives_a_clock_set_back() -> None:
    world = World(a_preset("nails", Schedule(AfterDone(lasting("3 days"), 20 * 60)), remind=LONG))
    world.to("20:00")
    world.set_clock("2026-11-23 19:00")
    world.to("20:00")
    assert world.raised == ["nails@2026-11-23T20:00"]


@pytest.mark.parametrize(
    ("passed", "shown", "back"),
    [(7200, 3600, 3600), (7200, 7200, 0), (7200, 7197, 0), (7200, 9000, 0), (0, -60, 60)],
)
def test_within_one_boot_elapsed_time_tells_by_how_much_a_clock_was_set_back(
    passed: int, shown: int, back: int
) -> None:
    world = World(a_preset())
    instant = world.now.instant + timedelta(seconds=shown)
    later = replace(world.now, instant=instant, elapsed=world.now.elapsed + passed)
    assert set_back_by(world.state, later) == timedelta(seconds=back)


def test_an_edit_forgets_what_was_moved_by_the_schedule_before() -> None:
    world = World(a_preset(schedule=weekly(4, "20:30")))
    world.ask(Snooze("spf", None, "sat 19:00"))
    world.change(a_preset(schedule=weekly(0, "20:30")))
    world.ask(Reload())
    assert world.routine("spf").armed == ()
    assert world.next("spf") == "2026-11-23 20:30"


def test_a_clock_kept_in_time_by_seconds_repeats_nothing() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.simulation.clock.set(world.now.__class__(world.now.instant, world.now.elapsed + 3, "boot-1", BERLIN))
    world.tick()
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_a_clock_that_runs_behind_after_a_reboot_is_a_clock_set_back() -> None:
    world = World(a_preset())
    world.off_until("2026-11-26 07:00")
    assert list(world.answers.values()) == ["missed"] * 3
    world.simulation.clock.set(world.now.__class__(world._instant("2026-11-24 07:00"), 5.0, "boot-2", BERLIN))
    world.tick()
    assert world.answers == {"spf@2026-11-23T08:00": "missed"}


def test_a_clock_that_was_never_set_decides_nothing() -> None:
    world = World(a_preset(), now="1970-01-01 00:05", enabled=False)
    world.tick()
    with pytest.raises(RoutineError, match="clock of this machine is not set"):
        world.ask(Enable(("spf",)))
    assert world.state.routines == {}


def test_a_clock_that_lost_its_time_leaves_everything_until_it_is_right_again() -> None:
    world = World(a_preset())
    world.to("08:00")
    right = world.now
    world.simulation.clock.set(right.__class__(world._instant("1970-01-01 00:05"), 5.0, "boot-2", BERLIN))
    world.restart()
    assert world.raised == ["spf@2026-11-23T08:00"]
    with pytest.raises(RoutineError):
        world.ask(Done(("spf",)))
    world.simulation.clock.set(right.__class__(right.instant + lasting("1h").delta(), 65.0, "boot-2", BERLIN))
    world.tick()
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert world.answers == {}


# --- days on which clocks change, and days that do not exist ---------------------------------------------------------


def test_in_a_gap_a_time_comes_when_the_clocks_have_gone_on() -> None:
    world = World(a_preset(schedule=a_schedule("02:30")), now="2026-03-28 22:00")
    world.to("2026-03-29 03:29")
    assert world.raised == []
    world.to("2026-03-29 03:30")
    assert world.raised == ["spf@2026-03-29T02:30"]


def test_in_a_fold_a_time_comes_once_at_the_first() -> None:
    world = World(a_preset(schedule=a_schedule("02:30")), now="2026-10-24 22:00")
    world.to("2026-10-25 02:30")
    world.press("done")
    world.to("2026-10-25 12:00")
    assert world.answers == {"spf@2026-10-25T02:30": "done"}
    assert world.raised == []


def test_found_in_the_second_of_two_hours_a_time_of_the_first_is_not_waited_for_in_vain() -> None:
    world = World(a_preset(schedule=a_schedule("02:30")), now="2026-10-24 22:00")
    world.simulation.clock.advance(lasting("4h").delta() + lasting("70m").delta())
    assert f"{world.now.wall():%H:%M}" == "02:10"  # for the second time
    world.tick()
    assert world.raised == ["spf@2026-10-25T02:30"]


def test_enabled_in_the_second_of_two_hours_a_time_of_the_first_comes_a_day_later_and_is_waited_for() -> None:
    world = World(a_preset(schedule=a_schedule("02:30")), now="2026-10-24 22:00", enabled=False)
    in_the_second_of_two_hours(world)
    assert world.ask(Enable(("spf",)))["said"] == ["Spf is enabled. Next: tomorrow 02:30."]
    assert world.next("spf") == "2026-10-26 02:30"
    world.to("2026-10-26 02:30")
    assert world.raised == ["spf@2026-10-26T02:30"]


def test_edited_in_the_second_of_two_hours_nothing_of_the_first_comes() -> None:
    world = World(a_preset(schedule=a_schedule("12:00")), now="2026-10-24 22:00")
    in_the_second_of_two_hours(world)
    world.change(a_preset(schedule=a_schedule("02:30", "03:00")))
    world.ask(Reload())
    world.tick()
    assert world.raised == []
    assert world.next("spf") == "2026-10-25 03:00"


def in_the_second_of_two_hours(world: World) -> None:
    """At 22:00 of the evening before: on to 02:10, for the second time."""
    world.simulation.run_to(world.now.instant + lasting("5h10m").delta())
    assert f"{world.now.wall():%H:%M}" == "02:10"


def test_quiet_hours_that_end_in_the_second_of_two_hours_ask_for_no_tick_in_the_past() -> None:
    quiet = Settings(quiet=(Window("quiet", 22 * 60, 150),))
    world = World(a_preset(), a_preset("night", a_schedule("02:05")), now="2026-10-24 21:00", settings=quiet)
    world.simulation.clock.advance(lasting("5h").delta() + lasting("70m").delta())
    assert f"{world.now.wall():%H:%M}" == "02:10"  # for the second time
    world.tick()
    assert all(at > world.now.instant for at in world.simulation.service.wakes().values())
    world.to("2026-10-25 03:00")
    assert world.raised == ["night@2026-10-25T02:05"]


def test_enabled_in_the_second_of_two_hours_a_time_of_the_first_does_not_exist() -> None:
    world = World(a_preset(schedule=a_schedule("02:30")), now="2026-10-24 22:00", enabled=False)
    world.simulation.clock.advance(lasting("4h").delta() + lasting("70m").delta())
    world.ask(Enable(("spf",)))
    world.to("2026-10-25 12:00")
    assert (world.raised, world.answers) == ([], {})


def test_a_day_that_does_not_exist_coalesces_with_the_next() -> None:
    world = World(a_preset(), now="2011-12-29 07:00", zone="Pacific/Apia")
    world.to("08:00")
    world.press("done")
    world.to("2011-12-31 08:00")
    assert world.raised == ["spf@2011-12-31T08:00"]
    assert world.answers["spf@2011-12-30T08:00"] == "excused"
    assert "coalesced" in str(world.log[-1].reason)


def test_after_a_reboot_what_waited_waits_and_nothing_is_repeated() -> None:
    world = World(a_preset())
    world.to("08:00")
    world.restart("boot-2")
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert world.titles == ["Spf"]


def test_after_a_crash_it_is_shown_again_under_its_own_notice() -> None:
    world = World(a_preset())
    world.to("08:00")
    before = world.notice().id
    world.restart()
    assert world.simulation.shown == [before, before]


def test_what_came_due_in_suspend_is_found_on_waking() -> None:
    world = World(a_preset())
    world.off_until("08:40")
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_a_day_ends_at_four() -> None:
    world = World(a_preset(schedule=a_schedule("22:00"), remind=Remind(expires=lasting("4h"))), now="2026-11-23 21:00")
    world.off_until("2026-11-24 02:30")
    assert world.answers == {"spf@2026-11-23T22:00": "missed"}
    world.ask(Done(("spf",)))
    assert world.answers == {"spf@2026-11-23T22:00": "done"}


def test_after_four_it_is_another_day() -> None:
    world = World(a_preset(schedule=a_schedule("22:00")), now="2026-11-23 21:00")
    world.off_until("2026-11-24 04:30")
    world.ask(Done(("spf",)))
    assert world.answers == {"spf@2026-11-23T22:00": "missed", "spf@2026-11-24T22:00": "done"}


def test_a_tick_with_nothing_to_decide_writes_nothing() -> None:
    world = World(a_preset())
    before = world.store.load()
    world.simulation.clock.advance(lasting("5m").delta())
    world.simulation.service.handle(Tick())
    assert world.store.load() == before
