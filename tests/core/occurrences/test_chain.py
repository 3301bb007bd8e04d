"""Chains: what hangs on an answer comes so long after it, survives lost links, and moves when the answer does."""

from __future__ import annotations

from datetime import date

import pytest

from routine.core.preset.model import Preset, Remind
from routine.core.requests.commands import Disable, Done, PauseCommand, Skip, Undo
from routine.core.requests.reports import Reload
from routine.core.schedule.types import AfterDone, AfterRoutine, Again, Clock, Schedule
from tests.builders import World, a_preset, a_schedule, lasting

CALM = Remind(expires=lasting("30 days"), late=lasting("30 days"))


def after_done(wait: str, at: int | None = None, **more: object) -> Schedule:
    return Schedule(AfterDone(lasting(wait), at, **more))  # type: ignore[arg-type] # fields by name


def after(routine: str, wait: str, at: int | None = None) -> Schedule:
    return Schedule(AfterRoutine(routine, lasting(wait), at))


def sunscreen(**fields: object) -> Preset:
    """Every day at 08:00, and again every two hours until 18:00."""
    schedule = Schedule(Clock(times=(480,)), again=Again(lasting("2h"), 480, 1080))
    return a_preset("spf", schedule, **fields)


# --- so long after it was done ---------------------------------------------------------------------------------------


def test_the_first_time_is_at_its_clock_time() -> None:
    world = World(a_preset("nails", after_done("3 days", 1230)))
    assert world.next("nails") == "2026-11-23 20:30"


def test_the_first_time_without_one_is_at_once() -> None:
    world = World(a_preset("nails", after_done("3 days")))
    world.tick()
    assert world.raised == ["nails@2026-11-23T07:00"]


def test_done_late_the_next_counts_from_the_day_it_was_done() -> None:
    world = World(a_preset("nails", after_done("3 days", 1230), remind=CALM))
    world.to("2026-11-25 21:00")
    world.ask(Done(("nails",)))
    assert world.next("nails") == "2026-11-28 20:30"


def test_hours_elapse_from_the_minute_it_was_done() -> None:
    world = World(a_preset("drops", after_done("6h")))
    world.to("07:10")
    world.ask(Done(("drops",)))
    assert world.next("drops") == "2026-11-23 13:10"


def test_a_skipped_link_goes_on_from_its_own_time() -> None:
    world = World(a_preset("nails", after_done("3 days", 1230), remind=CALM))
    world.to("2026-11-24 20:00")
    world.ask(Skip(("nails",)))
    assert world.next("nails") == "2026-11-26 20:30"


def test_a_missed_link_goes_on_from_its_own_time() -> None:
    world = World(a_preset("nails", after_done("3 days", 1230)))
    world.off_until("2026-11-25 12:00")
    assert world.answers == {"nails@2026-11-23T20:30": "missed"}
    assert world.next("nails") == "2026-11-26 20:30"


def test_paused_links_are_excused_and_the_chain_goes_on() -> None:
    world = World(a_preset("nails", after_done("1 day", 1230)))
    world.ask(PauseCommand("nails", None, "2026-11-27"))
    world.to("2026-11-27 20:30")
    assert set(world.answers.values()) == {"excused"}
    assert len(world.answers) == 4
    assert len(world.raised) == 1


def test_a_count_ends_the_chain() -> None:
    world = World(a_preset("nails", after_done("1 day", 1230, count=2), remind=CALM))
    for day in ("23", "24"):
        world.to(f"2026-11-{day} 20:30")
        world.ask(Done(("nails",)))
    assert world.next("nails") == ""


def test_an_end_date_ends_the_chain() -> None:
    world = World(a_preset("nails", after_done("1 day", 1230, until=date(2026, 11, 24)), remind=CALM))
    for day in ("23", "24"):
        world.to(f"2026-11-{day} 20:30")
        world.ask(Done(("nails",)))
    assert world.next("nails") == ""


def test_correcting_when_it_was_done_moves_the_next() -> None:
    world = World(a_preset("drops", after_done("6h")))
    world.to("07:30")
    world.ask(Done(("drops",)))
    world.to("08:00")
    world.ask(Done(("drops",), "07:00"))
    assert world.next("drops") == "2026-11-23 13:00"
    assert len(world.routine("drops").armed) == 1


def test_undoing_takes_the_next_away() -> None:
    world = World(a_preset("drops", after_done("6h")))
    world.to("07:30")
    world.ask(Done(("drops",)))
    world.ask(Undo("drops"))
    assert world.raised == ["drops@2026-11-23T07:00"]
    assert world.routine("drops").armed == ()


def test_a_correction_to_before_the_answer_that_it_hung_on_does_not_end_the_chain() -> None:
    world = World(a_preset("nails", after_done("6h", 1230)))
    world.to("20:00")
    world.ask(Done(("nails",)))
    world.to("2026-11-24 01:00")
    assert world.answers["nails@after:1"] == "missed"
    world.ask(Done(("nails",), "2026-11-23 12:00"))
    assert world.next("nails")


def test_correcting_an_old_link_leaves_the_one_ahead_alone() -> None:
    world = World(a_preset("nails", after_done("1 day", 1230)))
    world.off_until("2026-11-24 12:00")
    world.to("2026-11-24 20:30")
    world.ask(Done(("nails",)))
    world.ask(Done(("nails",), "2026-11-23 20:30"))
    assert world.next("nails") == "2026-11-25 20:30"
    assert set(world.answers.values()) == {"done"}


def test_an_answer_entered_days_late_makes_no_link_that_is_missed_at_once() -> None:
    world = World(a_preset("drops", after_done("6h"), remind=Remind(expires=lasting("30 days"))))
    world.to("07:05")
    world.off_until("2026-11-26 12:00")
    world.ask(Done(("drops",), "2026-11-23 07:10"))
    world.tick()
    assert world.answers == {"drops@2026-11-23T07:00": "done"}
    assert world.next("drops") == "2026-11-26 13:10"


def test_an_edit_has_the_chain_go_on_from_the_last_answer() -> None:
    world = World(a_preset("drops", after_done("6h")))
    world.to("07:30")
    world.ask(Done(("drops",)))
    world.change(a_preset("drops", after_done("8h")))
    world.ask(Reload())
    assert world.next("drops") == "2026-11-23 15:30"


def test_an_edit_after_a_skip_asks_nothing_again() -> None:
    world = World(a_preset("drops", after_done("6h")))
    world.to("07:30")
    world.ask(Done(("drops",)))
    world.to("13:30")
    world.ask(Skip(("drops",)))
    world.change(a_preset("drops", after_done("8h")))
    world.ask(Reload())
    world.to("13:40")
    assert world.raised == []
    assert world.next("drops") == "2026-11-23 21:30"


def test_an_edit_of_one_routine_asks_nothing_again_of_another_that_follows_it() -> None:
    world = World(a_preset("wash"), a_preset("cream", after("wash", "30m")))
    world.to("08:00")
    world.ask(Done(("wash",)))
    world.to("08:30")
    world.ask(Done(("cream",)))
    world.change(a_preset("wash", a_schedule("09:00")))
    world.ask(Reload())
    world.to("09:00")
    assert world.raised == ["wash@2026-11-23T09:00"]


# --- so long after another routine -----------------------------------------------------------------------------------


def test_it_comes_so_long_after_the_other_was_done() -> None:
    world = World(a_preset("wash"), a_preset("cream", after("wash", "30m")))
    assert world.next("cream") == "2026-11-23 08:30"
    world.to("08:10")
    world.ask(Done(("wash",)))
    world.to("08:40")
    assert world.raised == ["cream@after:1"]


def test_it_does_not_come_when_the_other_was_skipped() -> None:
    world = World(a_preset("wash"), a_preset("cream", after("wash", "30m")))
    world.to("08:10")
    world.ask(Skip(("wash",)))
    world.to("12:00")
    assert world.raised == []


def test_it_comes_at_its_clock_time_of_the_day_reached() -> None:
    world = World(a_preset("wash"), a_preset("cream", after("wash", "2 days", 1230)))
    world.to("08:10")
    world.ask(Done(("wash",)))
    world.to("2026-11-24 07:00")
    assert world.routine("cream").armed[0].nominal.isoformat() == "2026-11-25T20:30:00"


def test_correcting_the_other_moves_it() -> None:
    world = World(a_preset("wash"), a_preset("cream", after("wash", "3h")))
    world.to("08:30")
    world.ask(Done(("wash",)))
    world.to("09:00")
    world.ask(Done(("wash",), "08:00"))
    assert world.next("cream") == "2026-11-23 11:00"


def test_correcting_the_other_after_it_was_answered_asks_nothing_again() -> None:
    world = World(a_preset("wash"), a_preset("cream", after("wash", "30m")))
    world.to("08:02")
    world.ask(Done(("wash",)))
    world.to("08:32")
    world.ask(Done(("cream",)))
    world.to("08:40")
    world.ask(Done(("wash",), "08:00"))
    world.to("09:30")
    assert world.raised == []


def test_what_was_done_days_ago_sets_nothing_going_that_would_be_missed_at_once() -> None:
    world = World(a_preset(), a_preset("cream", after("spf", "30m")))
    world.to("2026-11-26 07:00")
    world.ask(Done(("spf",), at="2026-11-23 08:10"))
    world.tick()
    assert [id for id in world.answers if id.startswith("cream@")] == []


def test_it_is_not_armed_while_it_is_disabled() -> None:
    world = World(a_preset("wash"), a_preset("cream", after("wash", "30m")))
    world.ask(Disable(("cream",)))
    world.to("08:00")
    world.ask(Done(("wash",)))
    assert world.routine("cream").armed == ()


def test_what_an_earlier_answer_sets_going_does_not_close_what_waits_since() -> None:
    world = World(a_preset("wash", a_schedule("08:00", "08:50")), a_preset("cream", after("wash", "10m")))
    world.to("08:50")
    world.ask(Done(("wash",)))
    world.to("09:00")
    assert world.raised == ["cream@after:2"]
    world.ask(Done(("wash",), "08:05"))
    world.tick()
    assert world.raised == ["cream@after:2"]


# --- again and again within a window ---------------------------------------------------------------------------------


def test_sunscreen_comes_again_two_hours_after_it_was_put_on() -> None:
    world = World(sunscreen())
    world.to("08:15")
    world.ask(Done(("spf",)))
    world.to("10:15")
    assert world.raised == ["spf@after:1"]


def test_a_time_of_the_schedule_in_between_begins_the_chain_anew() -> None:
    """Put on at 08:00 and again at 11:00: four hours count from the later, and nothing comes at noon."""
    schedule = Schedule(Clock(times=(480, 660)), again=Again(lasting("4h"), 480, 1080))
    world = World(a_preset("spf", schedule))
    for time in ("08:00", "11:00"):
        world.to(time)
        world.ask(Done(("spf",)))
    world.to("14:59")
    assert world.raised == []
    world.to("15:00")
    assert len(world.raised) == 1


def test_it_goes_on_until_the_window_ends_and_no_longer() -> None:
    world = World(sunscreen())
    world.to("08:00")
    times = []
    while world.raised:
        times.append(f"{world.now.wall():%H:%M}")
        world.ask(Done(("spf",)))
        world.to(world.next("spf"))
        if f"{world.now.wall():%d}" != "23":
            break
    assert times == ["08:00", "10:00", "12:00", "14:00", "16:00", "18:00"]


def test_a_missed_first_time_begins_no_chain() -> None:
    world = World(sunscreen())
    world.to("13:00")
    assert world.answers == {"spf@2026-11-23T08:00": "missed"}
    assert world.next("spf") == "2026-11-24 08:00"


def test_a_missed_link_comes_again_from_its_own_time() -> None:
    world = World(sunscreen(remind=Remind(expires=lasting("90m"))))
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.to("11:30")
    assert world.answers["spf@after:1"] == "missed"
    assert world.next("spf") == "2026-11-23 12:00"


def test_the_last_missed_link_of_a_day_ends_the_chain() -> None:
    world = World(sunscreen())
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.off_until("2026-11-24 07:30")
    assert [e.answer for e in world.log] == ["done", "missed", "missed", "missed", "missed", "missed"]
    assert world.showing == ["missed"]
    assert len(world.card("missed").about) == 5
    assert world.routine("spf").armed == ()


def test_a_skipped_link_comes_again_from_its_own_time() -> None:
    world = World(sunscreen())
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.to("10:30")
    world.ask(Skip(("spf",)))
    assert world.next("spf") == "2026-11-23 12:00"


def test_undoing_the_first_takes_the_link_away() -> None:
    world = World(sunscreen())
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.ask(Undo("spf"))
    assert world.raised == ["spf@2026-11-23T08:00"]
    assert world.routine("spf").armed == ()


def test_undoing_the_first_whose_link_waits_already_has_the_first_wait_again() -> None:
    world = World(sunscreen(remind=Remind(expires=lasting("6h"))))
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.to("10:00")
    assert len(world.raised) == 1
    world.ask(Undo("spf"))
    assert world.raised == ["spf@2026-11-23T08:00"]


def test_undoing_a_link_has_it_wait_again_without_another() -> None:
    world = World(sunscreen())
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.to("10:00")
    world.ask(Done(("spf",)))
    world.ask(Undo("spf"))
    assert world.raised == ["spf@after:1"]
    assert world.routine("spf").armed == ()


def test_correcting_the_first_moves_the_link() -> None:
    world = World(sunscreen())
    world.to("08:45")
    world.ask(Done(("spf",)))
    world.to("09:00")
    world.ask(Done(("spf",), "08:00"))
    assert world.next("spf") == "2026-11-23 10:00"


def test_correcting_yesterday_asks_for_nothing_more_of_yesterday() -> None:
    world = World(sunscreen())
    world.off_until("2026-11-24 07:30")
    world.ask(Done(("spf",), "2026-11-23 08:10"))
    world.tick()
    assert world.answers == {"spf@2026-11-23T08:00": "done"}
    assert world.next("spf") == "2026-11-24 08:00"


def test_undoing_an_answer_of_yesterday_leaves_the_reminder_of_today_alone() -> None:
    world = World(sunscreen())
    world.to("08:00")
    world.ask(Done(("spf",)))
    world.to("2026-11-23 17:30")
    world.ask(Done(("spf",)))
    world.to("2026-11-24 08:00")
    before = set(world.answers)
    world.ask(Undo("spf"))
    world.tick()
    assert world.raised == ["spf@2026-11-24T08:00"]
    assert set(world.answers) == before


def test_the_plan_of_a_chain_counts_on_answers_on_time() -> None:
    from routine.core.requests.queries import PlanQuery

    world = World(sunscreen())
    found = world.ask(PlanQuery(1))["occurrences"]
    assert [one["nominal"][11:] for one in found] == ["08:00", "10:00", "12:00", "14:00", "16:00", "18:00"]


def test_the_plan_has_one_chain_only_when_the_first_time_of_the_afternoon_begins_it_anew() -> None:
    from routine.core.requests.queries import PlanQuery

    twice = Schedule(Clock(times=(480, 780)), again=Again(lasting("2h"), 480, 1080))
    world = World(a_preset("spf", twice))
    world.to("08:10")
    world.ask(Done(("spf",)))
    found = world.ask(PlanQuery(1))["occurrences"]
    today = [one["nominal"][11:] for one in found if one["nominal"].startswith("2026-11-23")]
    assert today == ["10:10", "12:10", "13:00", "15:00", "17:00"]


@pytest.mark.parametrize(("now", "comes"), [("11:00", True), ("11:01", False)])
def test_what_another_sets_going_comes_while_it_is_not_too_late(now: str, comes: bool) -> None:
    """An hour after the other, and found up to two hours late."""
    cream = a_preset("cream", Schedule(AfterRoutine("nails", lasting("1h"))), remind=Remind(late=lasting("2h")))
    world = World(a_preset("nails", remind=Remind(late=lasting("1 day"))), cream)
    world.to(now)
    world.ask(Done(("nails",), at="08:00"))
    assert bool(world.routine("cream").armed or world.routine("cream").raised) is comes


def test_each_link_that_was_missed_while_the_machine_was_off_is_in_the_log() -> None:
    """What a person enters late makes one step over them; what time closed, they see."""
    world = World(a_preset("water", after_done("1h"), remind=Remind(late=lasting("10m"))))
    world.ask(Done())
    world.off_until("12:05")
    missed = [id[-5:] for id, answer in world.answers.items() if answer == "missed"]
    assert (len(missed), len(world.raised)) == (4, 1)
