"""A clock that was ahead and is right again: nothing is silent until the day that it had shown."""

from __future__ import annotations

from typing import Any

import pytest

from routine.core.preset.model import Course, Remind, Sign
from routine.core.requests.commands import Done, Enable, Irritated, PauseCommand, Rate, Resume, Snooze, VisitAct
from routine.core.requests.queries import Today
from routine.core.requests.reports import Reload
from routine.core.schedule.types import AfterDone, AfterRoutine, Clock, NightsAWeek, Ramp, Schedule
from routine.core.state.model import State
from routine.core.state.turn_back import RULES, noted, noted_day
from routine.core.sun.place import Place
from routine.core.when.part_of_day import WINDOWS
from tests.builders import BERLIN, World, a_preset, a_schedule, a_series, lasting, minutes, weekly
from tests.core.sunscreens import HERE, TROMSO, at

LONG = Remind(late=lasting("12h"), expires=lasting("3 days"))
RAMP = Schedule(Ramp(at=21 * 60, weeks=(NightsAWeek(2), NightsAWeek(3))))
HOUSE = (
    a_preset(),
    a_preset("egg", weekly(4, "20:30")),
    a_preset("every-third", Schedule(Clock(times=(9 * 60,), count=10))),
    a_preset("collagen", a_schedule("10:00"), course=Course(length=lasting("8 weeks"))),
    a_preset("nails", Schedule(AfterDone(lasting("3 days"), 20 * 60))),
    a_preset("oil", Schedule(AfterRoutine("spf", lasting("2h")))),
    a_preset("retinoid", RAMP),
    a_series(),
)
AHEAD = ("2026-11-26 07:00", "2027-12-28 07:00")


def enabled_ahead(wrong: str, *, daemon: bool) -> World:
    """A household that was enabled while the clock was ahead; since then it is right."""
    world = World(*HOUSE, enabled=False)
    if daemon:
        world.tick()
        world.set_clock(wrong)
    else:
        world.simulation.clock.set(type(world.now)(world._instant(wrong), 1000.0, "boot-1", world.now.zone))
    world.ask(Enable(tuple(one.id for one in HOUSE)))
    world.ask(Done(("spf",)))
    if daemon:
        world.tick()
    world.simulation.clock.set(type(world.now)(world._instant("2026-11-23 07:05"), 1300.0, "boot-1", world.now.zone))
    return world


def noted_ahead(state: State, now: Any) -> list[str]:
    """What the state holds, of what was noted as the present, that lies ahead of now."""
    found: list[str] = []

    def look(value: Any) -> None:
        if isinstance(value, tuple):
            for one in value:
                look(one)
        elif isinstance(value, dict):
            look(tuple(value.values()))
        elif hasattr(value, "__struct_fields__"):
            for name in value.__struct_fields__:
                inner, key = getattr(value, name), f"{type(value).__name__}.{name}"
                rule = RULES.get(key)
                if inner is not None and rule in (noted, noted_day):
                    limit = now.instant if rule is noted else now.wall().date()
                    found.extend([key] if inner > limit else [])
                else:
                    look(inner)

    look(state)
    return found


@pytest.mark.parametrize("wrong", AHEAD)
@pytest.mark.parametrize("daemon", [True, False])
def test_what_was_enabled_by_a_clock_ahead_comes_as_if_it_had_been_right(wrong: str, *, daemon: bool) -> None:
    world = enabled_ahead(wrong, daemon=daemon)
    world.tick()
    assert noted_ahead(world.state, world.now) == []
    assert world.next("spf") == "2026-11-23 08:00"
    assert world.next("egg") == "2026-11-27 20:30"
    assert world.next("every-third") == "2026-11-23 09:00"
    assert world.next("collagen") == "2026-11-23 10:00"
    assert world.next("nails") == "2026-11-23 20:00"
    assert world.next("retinoid") == "2026-11-23 21:00"
    assert world.routine("collagen").anchor.isoformat() == "2026-11-23"
    assert world.showing.count("clock") == 1


def test_what_comes_at_once_still_waits_for_its_part_of_the_day() -> None:
    cream = a_preset("cream", Schedule(AfterDone(lasting("3 days"))), remind=Remind(window=WINDOWS["daytime"]))
    world = World(cream, enabled=False, now="2026-11-23 23:00")
    right = world.now
    world.tick()
    world.set_clock("2027-12-28 12:00")
    world.ask(Enable(("cream",)))
    world.simulation.clock.set(type(right)(right.instant + minutes(5), 1300.0, "boot-1", right.zone))
    world.tick()
    assert world.next("cream") == "2026-11-24 06:00"


@pytest.mark.parametrize("wrong", AHEAD)
def test_one_notice_says_so_and_no_second_one_at_the_next_tick(wrong: str) -> None:
    world = enabled_ahead(wrong, daemon=True)
    world.tick()
    revision = world.card("clock").revision
    world.to("07:30")
    assert world.card("clock").revision == revision
    world.press("ok", "clock")
    world.to("07:45")
    assert "clock" not in world.showing


@pytest.mark.parametrize("wrong", AHEAD)
def test_without_a_daemon_the_next_look_shows_what_comes(wrong: str) -> None:
    world = enabled_ahead(wrong, daemon=False)
    today = {one["routine"]: one["status"] for one in world.ask(Today())["occurrences"]}
    assert today["spf"] == "planned"
    assert world.state.routines["spf"].since > world.now.instant  # a look changes nothing


def test_a_command_without_a_daemon_puts_it_right() -> None:
    world = enabled_ahead(AHEAD[1], daemon=False)
    world.ask(PauseCommand("egg"))
    assert world.routine("spf").since <= world.now.instant
    assert world.state.clocks is None


def test_a_schedule_edited_by_a_clock_ahead_goes_on_now() -> None:
    world = World(a_preset())
    right = world.now
    world.simulation.clock.set(type(right)(world._instant("2027-12-28 07:00"), right.elapsed, "boot-1", right.zone))
    world.change(a_preset(schedule=a_schedule("09:00")))
    world.ask(Reload())
    world.simulation.clock.set(right)
    world.tick()
    assert world.next("spf") == "2026-11-23 09:00"


def test_routines_that_run_are_not_asked_anew_for_what_lies_behind() -> None:
    """Enabling another by a wrong clock, with no daemon, moved no watermark of theirs."""
    world = World(a_preset(), a_preset("egg", weekly(4, "20:30")), enabled=False)
    world.ask(Enable(("spf",)))
    world.to("2026-11-25 12:00")
    answers, right = dict(world.answers), world.now
    world.simulation.clock.set(type(right)(world._instant("2027-12-28 07:00"), right.elapsed, "boot-1", right.zone))
    world.ask(Enable(("egg",)))
    world.simulation.clock.set(right)
    world.tick()
    assert world.answers == answers
    assert world.next("spf") == "2026-11-26 08:00"
    assert world.next("egg") == "2026-11-27 20:30"


@pytest.mark.parametrize("wrong", ["2026-11-23 22:00", "2026-11-24 09:00", "2026-12-03 09:00", "2027-12-28 09:00"])
def test_a_reminder_that_waited_when_the_clock_ran_ahead_waits_again(wrong: str) -> None:
    world = World(a_preset(remind=Remind(late=lasting("2h"), expires=lasting("6h"))))
    world.to("12:00")
    assert world.raised == ["spf@2026-11-23T08:00"]
    world.set_clock(wrong)
    assert world.raised != ["spf@2026-11-23T08:00"]
    world.set_clock("2026-11-23 12:01")
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert world.answers == {}
    world.press("done", "spf")
    assert world.next("spf") == "2026-11-24 08:00"


def test_what_a_wrong_clock_found_late_is_judged_by_the_right_one() -> None:
    """The computer starts at 08:05 with a clock three days ahead."""
    world = World(a_preset())
    world.off_until("2026-11-26 12:00")
    world.set_clock("2026-11-23 08:05")
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_the_question_after_a_silence_goes_when_the_silence_was_the_clocks() -> None:
    world = World(a_preset(remind=LONG))
    world.to("08:30")
    world.set_clock("2026-12-03 08:30")
    assert "silent" in world.showing
    world.set_clock("2026-11-23 08:31")
    assert "silent" not in world.showing
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_a_silence_of_ones_own_is_still_one_when_the_clock_is_set_back_an_hour() -> None:
    world = World(a_preset(remind=LONG))
    world.to("2026-11-28 09:30")
    assert "silent" in world.showing
    world.set_clock("2026-11-28 09:10")
    assert "silent" in world.showing


def test_a_pause_ended_by_a_clock_ahead_has_ended() -> None:
    world = World(a_preset())
    world.ask(PauseCommand("spf"))
    world.set_clock("2027-12-28 07:00")
    world.ask(Resume("spf"))
    world.set_clock("2026-11-23 07:10")
    assert world.next("spf") == "2026-11-23 08:00"


def test_a_pause_of_two_days_by_a_clock_ahead_is_two_days_from_now() -> None:
    world = World(a_preset())
    world.set_clock("2027-12-28 07:00")
    world.ask(PauseCommand("spf", length="2 days"))
    world.set_clock("2026-11-23 07:00")
    assert world.next("spf") == "2026-11-25 08:00"


def test_skin_that_was_calm_again_by_a_clock_ahead_is_calm() -> None:
    world = World(a_preset(kind="treatment", contains=("retinoid",)))
    world.ask(Irritated("mild"))
    world.set_clock("2027-12-28 07:00")
    world.ask(Irritated(over=True))
    world.set_clock("2026-11-23 07:10")
    over = world.state.irritations[0].over
    assert over is not None and over <= world.now.instant


def test_a_course_that_only_a_clock_ahead_had_ended_goes_on() -> None:
    course = Course(length=lasting("8 weeks"), rest=lasting("4 weeks"))
    world = World(a_preset("collagen", a_schedule("10:00"), course=course))
    world.set_clock("2027-12-28 07:00")
    world.to("2027-12-29 12:00")
    assert world.routine("collagen").course.ended
    world.set_clock("2026-11-23 07:10")
    assert not world.routine("collagen").course.ended
    assert "course" not in world.showing
    assert world.next("collagen") == "2026-11-23 10:00"


def test_a_ramp_stands_where_it_stood() -> None:
    world = World(a_preset("retinoid", RAMP))
    world.set_clock("2027-12-28 07:00")
    world.to("2027-12-29 12:00")
    world.set_clock("2026-11-23 07:10")
    assert world.next("retinoid") == "2026-11-23 21:00"


def test_a_visit_booked_by_a_clock_ahead_is_prepared_for_in_time() -> None:
    """Booked three days too late for the word a week before: by the right clock it is still to come."""
    world = World(a_series())
    world.set_clock("2026-11-29 07:00")
    world.ask(VisitAct("book", "sculptra", when="2026-12-05 10:00"))
    world.set_clock("2026-11-23 07:10")
    world.to("2026-11-28 10:01")
    assert world.raised == ["sculptra@visit:1:peels:2026-11-28T09:00"]


def test_a_snooze_set_by_a_clock_ahead_ends() -> None:
    world = World(a_preset(remind=LONG))
    world.to("08:30")
    world.set_clock("2026-11-23 09:30")
    world.ask(Snooze("spf", "20m"))
    world.set_clock("2026-11-23 08:31")
    world.to("08:55")
    assert world.state.routines["spf"].raised.snoozed_until is None  # type: ignore[union-attr]  # raised above


def test_times_that_only_a_clock_ahead_had_missed_are_told_of_no_more() -> None:
    """What was missed before it went wrong is still told of, alone."""
    world = World(a_preset())
    world.off_until("2026-11-24 07:00")
    assert world.titles == ["1 time was missed"]
    world.set_clock("2026-12-24 07:10")
    assert "30 times were missed" in world.titles or "31 times were missed" in world.titles
    world.set_clock("2026-11-24 07:20")
    missed = world.notice("missed")
    assert (missed.title, missed.body.splitlines()[0]) == ("1 time was missed", "Spf: yesterday 08:00")


def test_what_a_clock_ahead_had_missed_and_waits_again_is_told_of_no_more() -> None:
    """Its time has come by the right clock too: it waits, and no digest calls it missed beside that."""
    world = World(a_preset())
    world.set_clock("2026-12-24 07:10")
    assert "missed" in world.showing
    world.set_clock("2026-11-23 08:30")
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert "missed" not in world.showing


def test_a_note_to_an_answer_of_a_clock_ahead_says_nothing_that_is_still_to_come() -> None:
    world = World(a_preset(remind=LONG))
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.set_clock("2026-11-23 07:30")
    world.ask(Done(("spf",), note="with hat"))
    noted = world.log[-1]
    assert (noted.answer, noted.details["note"], noted.at) == ("done", "with hat", world.now.instant)


def test_ratings_added_to_an_answer_of_a_clock_ahead_were_given_now() -> None:
    world = World(a_preset("check", signs=(Sign("red", "Redness"),), remind=LONG))
    world.to("08:00")
    world.ask(Done(("check",)))
    world.set_clock("2026-11-23 07:30")
    world.ask(Rate("check", ("red=1",)))
    assert world.log[-1].at == world.now.instant


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Tokyo", "America/New_York"])
@pytest.mark.parametrize("wrong", ["2026-11-26 08:05", "2027-12-28 08:05"])
def test_how_far_it_was_ahead_does_not_hang_on_the_zone(zone: str, wrong: str) -> None:
    """What the clock had shown is said as it was, and what was reported then lies as long behind as it does."""
    world = World(a_preset(), now="2026-11-23 07:00", zone=zone)
    world.to("08:05")
    world.set_clock(wrong)
    world.ask(Irritated())
    world.set_clock("2026-11-23 08:05")
    assert f"{wrong[-5:]}. Your reminders follow the present time again." in world.notice("clock").body
    assert [one.at for one in world.state.irritations] == [world.now.instant]


# --- sunscreen ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ("2026-06-21 19:00", HERE),  # after the last renewal of a day
        ("2026-06-21 16:30", HERE),  # the UV index is too low by the time of the next
        ("2026-06-21 13:00", HERE),
        ("2026-06-21 19:00", None),
        ("2026-12-21 12:00", HERE),
    ],
)
def test_sunscreen_put_on_by_a_clock_ahead_is_renewed_two_hours_after_it_is_right(
    wrong: str, place: Place | None
) -> None:
    world = at(place, "2026-06-21")
    world.to("08:00")
    world.set_clock(wrong)
    world.ask(Done(("spf",)))
    world.set_clock("2026-06-21 08:05")
    if world.raised:  # the time of another day was answered
        world.ask(Done(("spf",)))
    assert world.next("spf") == "2026-06-21 10:05"
    world.to("10:05")
    assert len(world.raised) == 1


def test_an_earlier_time_that_was_named_stays_where_the_renewal_counts_from() -> None:
    world = at(HERE, "2026-06-21")
    world.to("08:10")
    world.set_clock("2026-06-21 19:00")
    world.ask(Done(("spf",), at="08:05"))
    world.set_clock("2026-06-21 08:20")
    assert world.next("spf") == "2026-06-21 10:05"


def test_who_stays_in_by_a_clock_ahead_is_asked_tomorrow() -> None:
    world = at(HERE, "2026-06-21")
    world.to("08:00")
    world.set_clock("2026-06-21 11:00")
    world.press("staying-in")
    world.set_clock("2026-06-21 08:05")
    assert world.next("spf") == "2026-06-22 08:00"


def test_a_place_set_while_the_clock_was_ahead_counts_once_it_is_right() -> None:
    world = at(TROMSO, "2026-11-23", zone=BERLIN)
    world.to("08:00")
    world.ask(Done(("spf",)))
    assert world.next("spf") == "2026-11-24 08:00"
    world.set_clock("2026-12-03 07:00")
    world.change(place=None)
    world.ask(Reload())
    world.set_clock("2026-11-23 08:05")
    assert world.next("spf") == "2026-11-23 10:00"


def test_a_chain_goes_on_from_what_is_done_now_whatever_a_clock_ahead_had_recorded() -> None:
    world = World(a_preset("nails", Schedule(AfterDone(lasting("3 days")))))
    world.ask(Done(("nails",)))
    world.set_clock("2026-11-25 07:00")
    world.ask(Done(("nails",), extra=True))
    world.set_clock("2026-11-23 07:30")
    world.ask(Done(("nails",), extra=True))
    assert world.next("nails") == "2026-11-26 07:30"


def test_a_fresh_start_by_a_clock_ahead_leaves_no_time_missed_that_is_still_to_come() -> None:
    world = World(a_preset())
    for day in range(23, 27):
        world.to(f"2026-11-{day} 08:00")
    world.to("2026-11-26 20:00")
    world.press("fresh")
    assert world.answers["spf@2026-11-26T08:00"] == "missed"
    world.set_clock("2026-11-25 19:00")
    assert "spf@2026-11-26T08:00" not in world.answers
    assert world.answers["spf@2026-11-24T08:00"] == "missed"
    world.to("2026-11-26 08:00")
    assert world.raised == ["spf@2026-11-26T08:00"]
