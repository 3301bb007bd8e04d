"""Do-not-disturb and a locked screen: nothing runs out unseen, nothing nags, and the return is calm."""

from __future__ import annotations

from datetime import timedelta

import pytest

from routine.core.config.settings import Settings
from routine.core.preset.model import Nag, Preset, Remind
from routine.core.reminders.silence import is_silent
from routine.core.requests.commands import Done, Snooze
from routine.core.requests.reports import PresenceTold
from routine.core.state.presence import Away
from routine.core.state.session import Chime, Say
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule, lasting, utc
from tests.core.session.mask_evening import lying

NAGGING = Remind(nag=Nag(lasting("30m"), 3), expires=lasting("2h"))


def leave(world: World, *why: Away) -> None:
    world.ask(PresenceTold(why or ("locked",)))


def come_back(world: World) -> None:
    world.ask(PresenceTold())
    world.tick()


def unseen(*presets: Preset, until: str = "11:00") -> World:
    """Away from 07:30 on, so that what is due at 08:00 comes unseen."""
    world = World(*(presets or (a_preset(remind=NAGGING),)))
    world.to("07:30")
    leave(world)
    world.to(until)
    world.simulation.shown.clear()
    return world


@pytest.mark.parametrize("why", [("locked",), ("do-not-disturb",), ("locked", "do-not-disturb")])
def test_what_comes_unseen_waits_undelivered_without_a_nag_and_does_not_run_out(why: tuple[Away, ...]) -> None:
    world = World(a_preset(remind=NAGGING))
    leave(world, *why)
    world.to("2026-11-24 07:59")
    raised = world.routine("spf").raised
    assert raised and raised.delivered_at is None and raised.nags == 0
    assert len(world.simulation.shown) == 1


def test_it_is_shown_again_when_the_person_is_back_and_its_time_to_answer_begins_then() -> None:
    world = unseen()
    come_back(world)
    raised = world.routine("spf").raised
    assert len(world.simulation.shown) == 1 and world.showing == ["spf"]
    assert raised and raised.delivered_at == world.now.instant
    world.to("11:30")
    assert len(world.simulation.shown) == 2  # its first nag
    world.to("12:59")
    assert world.raised == ["spf@2026-11-23T08:00"]
    world.to("13:00")
    assert world.answers == {"spf@2026-11-23T08:00": "missed"}


def test_three_hours_of_do_not_disturb_lose_nothing_and_end_in_one_notice() -> None:
    """As after a suspend: what came due, minutes or hours apart, is one digest."""
    times = ("08:00", "08:10", "08:45", "09:30", "10:20", "10:50", "10:59")
    presets = [a_preset(f"r{n}", a_schedule(at), remind=NAGGING) for n, at in enumerate(times)]
    world = unseen(*presets)
    come_back(world)
    assert len(world.simulation.shown) == 1 and len(world.notices) == 1
    assert len(world.raised) == 7 and world.answers == {}
    world.press("all-done")
    assert len(world.answers) == 7 and set(world.answers.values()) == {"done"}


def test_what_its_part_of_the_day_is_over_for_is_missed_and_told_in_the_digest() -> None:
    morning = a_preset("am", remind=Remind(window=Window("morning", 6 * 60, 10 * 60)))
    world = unseen(morning, a_preset())
    assert world.answers == {}
    come_back(world)
    assert world.answers == {"am@2026-11-23T08:00": "missed"}
    assert sorted(world.showing) == ["missed", "spf"]


def test_what_newer_times_closed_unseen_is_told_in_one_digest() -> None:
    world = unseen(a_preset(schedule=a_schedule("08:00", "09:00", "10:00")))
    come_back(world)
    assert sorted(world.showing) == ["missed", "spf"]
    assert world.raised == ["spf@2026-11-23T10:00"]
    assert len(world.card("missed").about) == 2 and len(world.simulation.shown) == 2


def test_what_newer_times_closed_in_sight_is_not_told() -> None:
    world = World(a_preset(schedule=a_schedule("08:00", "09:00")))
    world.to("09:00")
    assert world.showing == ["spf"]


@pytest.mark.parametrize(("seconds", "times"), [(4, 1), (5, 0), (6, 0)])
def test_what_came_a_moment_before_somebody_left_was_not_read(seconds: int, times: int) -> None:
    world = World(a_preset(remind=NAGGING))
    world.to("08:00")
    world.simulation.clock.advance(timedelta(seconds=seconds))
    leave(world)
    world.to("08:20")
    world.simulation.shown.clear()
    come_back(world)
    assert len(world.simulation.shown) == times


def test_what_was_seen_before_is_not_shown_again_at_each_unlocking() -> None:
    world = World(a_preset(remind=NAGGING))
    world.to("08:01")
    world.simulation.shown.clear()
    for _ in range(5):
        leave(world)
        come_back(world)
    assert world.simulation.shown == []


def test_a_nag_that_fell_due_meanwhile_comes_at_the_return_once() -> None:
    world = World(a_preset(remind=NAGGING))
    world.to("08:01")
    leave(world)
    world.to("09:45")
    world.simulation.shown.clear()
    come_back(world)
    raised = world.routine("spf").raised
    assert len(world.simulation.shown) == 1 and raised and raised.nags == 1


def test_time_unseen_does_not_count_for_what_was_seen_before() -> None:
    """Shown at 08:00 for 2 hours, away from 09:00 to 13:00: an hour is left."""
    world = World(a_preset(remind=Remind(expires=lasting("2h"))))
    world.to("09:00")
    leave(world)
    world.to("13:00")
    come_back(world)
    world.to("13:59")
    assert world.answers == {}
    world.to("14:00")
    assert world.answers == {"spf@2026-11-23T08:00": "missed"}


def test_a_snooze_that_ends_unseen_is_shown_again_at_the_return() -> None:
    world = World(a_preset(remind=NAGGING))
    world.to("08:01")
    world.ask(Snooze("spf", "30m"))
    leave(world)
    world.to("10:00")
    world.simulation.shown.clear()
    come_back(world)
    assert world.showing == ["spf"] and len(world.simulation.shown) >= 1


def test_a_notice_that_asks_and_came_unseen_is_sent_once_more_and_no_third_time() -> None:
    world = World(a_preset())
    leave(world)
    world.off_until("2026-11-23 19:00")
    assert world.showing == ["missed"]
    world.simulation.shown.clear()
    come_back(world)
    assert len(world.simulation.shown) == 1
    world.tick()
    world.ask(PresenceTold())
    assert len(world.simulation.shown) == 1
    leave(world)
    world.restart()
    come_back(world)
    assert len(world.simulation.shown) == 3  # after the restart, unseen, and for that once more


def test_what_followed_a_press_was_seen_by_whoever_pressed() -> None:
    world = unseen()
    world.press("done")
    world.simulation.shown.clear()
    world.ask(PresenceTold())
    assert world.simulation.shown == []


def test_days_behind_a_locked_screen_are_no_silence() -> None:
    world = World(a_preset(schedule=a_schedule("08:00", "18:00"), remind=NAGGING))
    world.to("2026-11-23 08:30")
    leave(world)
    world.to("2026-11-30 09:00")
    assert not is_silent(world.draft)
    come_back(world)
    assert sorted(world.showing) == ["missed", "spf"]
    world.to("2026-12-03 08:00")
    assert "silent" not in world.showing
    world.to("2026-12-03 18:00")
    assert world.showing == ["silent"]


def test_a_routine_wakes_for_nothing_that_waits_for_the_person() -> None:
    world = unseen(until="08:30")
    assert world.simulation.service.wakes()["spf"] == utc("2026-11-24 07:00")


def test_from_one_reason_to_another_it_is_the_same_span() -> None:
    world = unseen(until="08:30")
    since = world.state.presence.since
    leave(world, "do-not-disturb")
    assert world.state.presence.since == since and world.state.presence.away == ("do-not-disturb",)


def test_told_the_same_again_changes_nothing() -> None:
    world = unseen(until="08:30")
    state = world.state
    leave(world)
    assert world.state == state


def test_a_restart_behind_a_locked_screen_keeps_what_was_unseen() -> None:
    world = unseen()
    world.restart(boot="boot-2")
    come_back(world)
    assert world.showing == ["spf"] and world.routine("spf").raised is not None


def test_what_is_off_the_screen_is_not_kept() -> None:
    world = unseen()
    assert len(world.state.presence.unseen) == 1
    world.ask(Done())
    assert not world.state.presence.unseen


def test_quiet_hours_that_begin_meanwhile_end_before_it_is_shown() -> None:
    quiet = Settings(quiet=(Window("quiet", 10 * 60, 12 * 60),))
    world = World(a_preset(remind=NAGGING), settings=quiet)
    leave(world)
    world.to("11:00")
    world.simulation.shown.clear()
    come_back(world)
    assert world.simulation.shown == []
    world.to("12:00")
    assert world.showing == ["spf"] and len(world.simulation.shown) == 1


def test_an_alarm_of_a_mask_breaks_through() -> None:
    """Ten minutes lying flat are over, and nobody rinses it off."""
    world = lying()
    leave(world, "locked", "do-not-disturb")
    world.to("20:46")
    session = world.state.session
    assert session and session.alarms and world.notice("session").urgency == "critical"
    effects = world.simulation.service.take_performance().effects
    assert Chime("alarm") in effects and any(isinstance(effect, Say) for effect in effects)


def test_before_a_clock_is_set_nothing_is_noted() -> None:
    world = World(a_preset(), now="2000-01-01 00:00", enabled=False)
    leave(world)
    assert world.state.presence.away == ()


def test_several_that_are_gone_through_one_by_one_stay_so() -> None:
    """Begun in the server's list, which do-not-disturb leaves open: the return makes no digest of them again."""
    world = World(a_preset("a"), a_preset("b"))
    leave(world, "do-not-disturb")
    world.to("08:00")
    world.press("one-by-one", "a+b")
    [notice] = world.notices
    come_back(world)
    assert [one.id for one in world.notices] == [notice.id]
    world.press("done")
    assert [one.id for one in world.notices if "done" in world.offers(one.id)] == [notice.id.replace(".a", ".b")]
