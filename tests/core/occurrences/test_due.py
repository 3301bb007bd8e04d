"""The watermark: what exists at all, and that neither edits, travel, restarts nor clocks repeat or lose a time."""

from __future__ import annotations

import pytest

from routine.core.preset.model import Remind
from routine.core.requests.commands import Disable, Done, Enable, Snooze
from routine.core.requests.reports import Reload, Tick
from tests.builders import BERLIN, World, a_preset, a_schedule, lasting, utc, weekly

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


def test_an_edit_forgets_what_was_moved_by_the_schedule_before() -> None:
    world = World(a_preset(schedule=weekly(4, "20:30")))
    world.ask(Snooze("spf", None, "sat 19:00"))
    world.change(a_preset(schedule=weekly(0, "20:30")))
    world.ask(Reload())
    assert world.routine("spf").armed == ()
    assert world.next("spf") == "2026-11-23 20:30"


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
    world.ask(Enable(("spf",)))
    upcoming = world.draft.upcoming("spf")
    assert upcoming is not None
    assert upcoming.instant == utc("2026-10-26 01:30")
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
    assert world.showing == ["spf"]


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
    world.ask(Done(("spf",), next=True))
    assert world.answers == {"spf@2026-11-23T22:00": "missed", "spf@2026-11-24T22:00": "done"}


def test_a_tick_with_nothing_to_decide_writes_nothing() -> None:
    world = World(a_preset())
    before = world.store.load()
    world.simulation.clock.advance(lasting("5m").delta())
    world.simulation.service.handle(Tick())
    assert world.store.load() == before


def test_a_journey_east_right_after_the_enabling_makes_nothing_of_the_hours_before_it() -> None:
    """12:00 in Tokyo was four in the morning in Berlin, four hours before the routine was there."""
    world = World(a_preset(schedule=a_schedule("12:00", "17:00"), remind=LONG), now="2026-11-23 08:00")
    world.travel("Asia/Tokyo")
    assert f"{world.now.wall():%H:%M}" == "16:00"
    world.to("17:00")
    assert (world.raised, world.answers) == (["spf@2026-11-23T17:00"], {})
