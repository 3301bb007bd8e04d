"""A clock set back and a changed zone: what is asked again, what is not, and what people are told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from routine.core.preset.model import Remind
from routine.core.reminders.zone_change import ZoneChanged, zone_changed_notice
from routine.core.requests.commands import Done, PauseCommand, Resume, Snooze
from routine.core.schedule.types import AfterDone, Schedule
from routine.core.state.clocks import set_back_by
from tests.builders import BERLIN, World, a_preset, a_schedule, lasting, weekly
from tests.core.reminders.test_next_time import next_at

LONG = Remind(late=lasting("12h"), expires=lasting("3 days"))


def test_a_zone_change_is_told_in_one_notice() -> None:
    world = World(a_preset(), a_preset("egg", weekly(4, "20:30")))
    world.travel("America/New_York")
    assert world.showing == ["zone"]
    before = world.card("zone").id
    world.travel("Asia/Tokyo")
    assert world.showing.count("zone") == 1
    assert world.card("zone").id == before


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
    assert world.showing == ["silent"]


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


def test_a_zone_change_names_old_new_and_what_comes_next() -> None:
    world = World(a_preset(), a_preset("egg", weekly(4, "20:30")))
    world.travel("America/New_York")
    told = zone_changed_notice(world.draft, ZoneChanged("Europe/Berlin"))
    assert told.title == "Your time zone changed"
    assert told.body.splitlines() == [
        "It was Europe/Berlin, and it is America/New_York now.",
        f"Spf. {next_at('tomorrow 08:00')}",
        f"Egg. {next_at('Fri 27 Nov 20:30')}",
    ]
