"""The life of a reminder: what closes it, how late it may be, how often it comes again, and when it ends by itself."""

from __future__ import annotations

from routine.core.config.settings import Settings
from routine.core.preset.model import Nag, Remind, Step
from routine.core.reminders.outcomes import PutOff, Snoozed
from routine.core.requests.commands import Done, SessionAct, SessionStart, Snooze
from routine.core.when.part_of_day import Window
from tests.builders import World, a_preset, a_schedule, lasting, utc

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


def test_what_is_found_late_within_its_time_is_raised() -> None:
    world = World(a_preset())
    world.off_until("09:59")
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_of_many_found_late_only_the_newest_within_its_time_is_raised() -> None:
    world = World(a_preset())
    world.off_until("2026-11-25 08:30")
    assert world.raised == ["spf@2026-11-25T08:00"]
    assert sorted(world.answers.values()) == ["missed", "missed"]


def test_what_is_found_outside_its_part_of_day_is_missed() -> None:
    evening = Remind(window=Window("evening", 17 * 60, 24 * 60), late=lasting("12h"))
    world = World(a_preset(schedule=a_schedule("20:30"), remind=evening))
    world.off_until("2026-11-24 01:00")
    assert [e.answer for e in world.log] == ["missed"]


def test_a_time_that_the_schedule_itself_sets_outside_the_part_of_day_is_shown_on_time() -> None:
    evening = Remind(window=Window("evening", 17 * 60, 24 * 60))
    world = World(a_preset(schedule=a_schedule("08:00"), remind=evening))
    world.to("08:00")
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert world.pressed("later") == PutOff((Snoozed("spf", "2026-11-23T08:00", utc("2026-11-23 07:20")),))
    world.to("08:20")
    assert world.showing == ["spf"]


def test_nags_come_as_often_as_the_preset_says_and_no_more() -> None:
    world = World(a_preset(remind=Remind(nag=Nag(lasting("10m"), 3))))
    world.to("08:25")
    assert world.simulation.shown.count(world.notice().id) == 3
    world.to("10:00")
    assert world.simulation.shown.count(world.notice().id) == 4


def test_a_reminder_that_nobody_answers_ends_so_long_after_its_delivery() -> None:
    world = World(a_preset(remind=Remind(expires=lasting("4h"))))
    world.to("11:59")
    assert world.raised
    world.to("12:00")
    assert [e.answer for e in world.log] == ["missed"]


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


def test_while_its_session_runs_a_reminder_neither_nags_nor_closes_and_others_go_on() -> None:
    nagging = Remind(nag=Nag(lasting("10m"), 3), expires=lasting("1h"))
    world = World(a_preset("mask", remind=nagging), a_preset("pill", remind=nagging))
    world.to("08:00")
    world.ask(SessionStart("mask"))
    world.to("09:30")
    mask = world.routine("mask").raised
    assert mask is not None
    assert (mask.nags, world.answers) == (0, {"pill@2026-11-23T08:00": "missed"})
    world.ask(SessionAct("ready"))  # it can hear the voice
    world.ask(SessionAct("stop"))
    assert world.answers["mask@2026-11-23T08:00"] == "skipped"


def test_in_a_rehearsal_its_reminder_goes_on_beside_it() -> None:
    steps = (Step(id="wait", say="Wait.", timer=lasting("9h")),)
    world = World(a_preset("mask", steps=steps, remind=Remind(expires=lasting("1h"))))
    world.to("08:00")
    world.ask(SessionStart("mask", speed=2))
    world.to("09:00")
    assert world.answers == {"mask@2026-11-23T08:00": "missed"}
