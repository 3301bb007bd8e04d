"""Ramps and cycles of nights: which evenings they come on, and what a night that was not done does to the rest."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routine.core.occurrences.ramp_nights import fresh, shape, tonight, walk
from routine.core.preset.model import Preset, Remind, Step
from routine.core.requests.commands import Disable, Done, Enable, PauseCommand, SessionStart, Skip, Snooze, Undo
from routine.core.requests.queries import PlanQuery
from routine.core.requests.reports import Reload
from routine.core.safety.upper_limits import times_a_day
from routine.core.schedule.types import EveryNights, NightCycle, NightsAWeek, Ramp, Schedule
from routine.simulate import simulate
from tests.builders import World, a_preset, lasting
from tests.core.occurrences.evenings import MONDAY, NINE, RAMP_A, a_ramp, live, nights_done, planned, weeks_next

RAMP_B = (EveryNights(3), EveryNights(3), EveryNights(2), EveryNights(2), EveryNights(1))
CYCLE = ("exfoliant", "retinoid", "recovery", "recovery")


def a_cycle() -> Preset:
    """Skin cycling at 21:00, with a step for each kind of night."""
    steps = tuple(Step(id=kind, say=f"It is {kind}.", nights=(kind,)) for kind in dict.fromkeys(CYCLE))
    wash = Step(id="wash", say="Wash.")
    return a_preset("cycling", Schedule(NightCycle(NINE, CYCLE)), kind="treatment", steps=(wash, *steps))


def days_of(base: Ramp | NightCycle, count: int, lost: tuple[int, ...] = ()) -> list[int]:
    """The first nights, as days after the first; those in `lost` are not done."""
    nights = walk(base, fresh(base, MONDAY), lambda day: (day - MONDAY).days not in lost)
    return [(next(nights).day - MONDAY).days for _ in range(count)]


# --- which nights -------------------------------------------------------------------------------------------------


def test_ramp_a_has_one_night_more_each_week() -> None:
    days = days_of(Ramp(NINE, RAMP_A), 41)
    assert [sum(1 for day in days if day // 7 == week) for week in range(7)] == [2, 3, 4, 5, 6, 7, 7]


@pytest.mark.parametrize(
    ("nights", "days"), [(2, [0, 3]), (3, [0, 2, 4]), (4, [0, 1, 3, 5]), (7, [0, 1, 2, 3, 4, 5, 6])]
)
def test_the_nights_of_a_week_are_spread_evenly(nights: int, days: list[int]) -> None:
    assert days_of(Ramp(NINE, (NightsAWeek(nights),)), nights) == days


def test_ramp_b_is_every_third_night_then_every_other_then_every() -> None:
    assert days_of(Ramp(NINE, RAMP_B), 15) == [0, 3, 6, 9, 12, 14, 16, 18, 20, 22, 24, 26, 28, 29, 30]


def test_a_night_that_was_not_done_begins_its_week_again_the_next_evening() -> None:
    assert days_of(Ramp(NINE, RAMP_A), 6, lost=(3,)) == [0, 3, 4, 7, 11, 13]


def test_every_third_night_stays_three_nights_from_the_one_that_was_done() -> None:
    assert days_of(Ramp(NINE, RAMP_B), 5, lost=(6,)) == [0, 3, 6, 7, 10]


def test_a_cycle_goes_round_night_by_night() -> None:
    base = NightCycle(NINE, CYCLE)
    nights = walk(base, fresh(base, MONDAY), lambda day: True)
    assert [base.kinds[next(nights).index] for _ in range(5)] == [*CYCLE, "exfoliant"]


def test_a_night_of_a_cycle_that_was_not_done_comes_again_but_recovery_passes() -> None:
    base = NightCycle(NINE, CYCLE)
    lost = {MONDAY + timedelta(days=n) for n in (1, 3)}
    nights = walk(base, fresh(base, MONDAY), lambda day: day not in lost)
    kinds = [base.kinds[next(nights).index] for _ in range(6)]
    assert kinds == ["exfoliant", "retinoid", "retinoid", "recovery", "recovery", "exfoliant"]


WEEKS = st.lists(st.integers(1, 7), min_size=1, max_size=6).map(sorted)


@given(WEEKS, st.sets(st.integers(0, 80)))
def test_nothing_ever_bunches_whatever_was_missed(nights: list[int], lost: set[int]) -> None:
    """In any seven days there are no more nights done than the ramp's week has; law of the ramp."""
    base = Ramp(NINE, tuple(NightsAWeek(n) for n in nights))
    walked = walk(base, fresh(base, MONDAY), lambda day: (day - MONDAY).days not in lost)
    found = [night for night in (next(walked) for _ in range(60)) if (night.day - MONDAY).days not in lost]
    for night in found:
        before = [one for one in found if timedelta() <= night.day - one.day < timedelta(days=7)]
        assert len(before) <= nights[night.index]


@given(
    st.lists(st.integers(1, 7), min_size=1, max_size=5).map(lambda every: sorted(every, reverse=True)),
    st.sets(st.integers(0, 60)),
)
def test_nights_stay_as_far_apart_as_their_stage_says(every: list[int], lost: set[int]) -> None:
    base = Ramp(NINE, tuple(EveryNights(n) for n in every))
    walked = walk(base, fresh(base, MONDAY), lambda day: (day - MONDAY).days not in lost)
    found = [night for night in (next(walked) for _ in range(60)) if (night.day - MONDAY).days not in lost]
    for one, other in pairwise(found):
        assert (other.day - one.day).days >= every[other.index]


@given(WEEKS, st.sets(st.integers(0, 80)))
def test_a_week_counts_only_if_each_of_its_nights_was_done(nights: list[int], lost: set[int]) -> None:
    base = Ramp(NINE, tuple(NightsAWeek(n) for n in nights))
    walked = walk(base, fresh(base, MONDAY), lambda day: (day - MONDAY).days not in lost)
    weeks: dict[date, list[tuple[int, bool]]] = {}
    for night in (next(walked) for _ in range(60)):
        weeks.setdefault(night.begins, []).append((night.index, (night.day - MONDAY).days not in lost))
    rows = list(weeks.values())
    for week, after in pairwise(rows):
        counted = all(done for _, done in week)
        assert after[0][0] == (min(week[0][0] + 1, len(nights) - 1) if counted else week[0][0])


# --- in the household ---------------------------------------------------------------------------------------------


def test_the_plan_shows_the_nights_if_answers_come_on_time() -> None:
    world = World(a_ramp())
    assert planned(world, 21) == [0, 3, 7, 9, 11, 14, 15, 17, 19]
    assert weeks_next(world, 21) == [1, 1, 2, 2, 2, 3, 3, 3, 3]
    assert world.ask(PlanQuery(21))["occurrences"][0]["id"] == "ramp@2026-11-23T21:00"


def test_a_ramp_that_is_done_on_time_goes_as_planned() -> None:
    world = World(a_ramp())
    before = planned(world, 40)
    live(world, range(40), done=set(range(40)))
    assert nights_done(world) == before


def test_enabled_late_in_the_evening_it_begins_the_next_one() -> None:
    world = World(a_ramp(), now="2026-11-23 22:00")
    assert planned(world)[:2] == [1, 4]


def test_a_missed_night_is_planned_again_and_the_plan_says_so() -> None:
    world = World(a_ramp())
    live(world, range(4), done={0})
    assert planned(world)[:3] == [4, 7, 11]
    assert world.answers["ramp@2026-11-26T21:00"] == "missed"


def test_a_skipped_night_is_planned_again_too() -> None:
    world = World(a_ramp())
    world.to("21:01")
    world.ask(Skip())
    assert world.next("ramp") == "2026-11-24 21:00"
    assert planned(world)[:2] == [1, 4]


def test_ten_ignored_days_repeat_the_week_and_bunch_nothing() -> None:
    world = World(a_ramp())
    live(world, range(7), done=set(range(7)))  # week 1 is done
    live(world, range(7, 17), done=set())
    assert list(world.answers.values()).count("missed") == 9
    assert world.raised == ["ramp@2026-12-09T21:00"]  # the tenth, of a silence that still lasts
    world.ask(Done())
    assert planned(world, 9) == [18, 20, 23, 24]
    assert weeks_next(world, 3)[0] == 2


def test_ten_days_off_are_the_same_as_ten_days_ignored() -> None:
    """Each evening is decided by itself, as if the machine had been on."""
    world = World(a_ramp())
    live(world, range(7), done=set(range(7)))
    world.off_until("2026-12-10 10:00")
    assert planned(world, 8) == [17, 19, 21, 24]
    assert [id[-16:-6] for id, answer in world.answers.items() if answer == "missed"] == [
        (MONDAY + timedelta(days=n)).isoformat() for n in range(7, 17)
    ]


def test_a_night_that_nobody_could_be_shown_is_closed_the_next_evening() -> None:
    world = World(a_ramp())
    world.simulation.delivers = False
    world.to("2026-11-24 21:01")
    assert world.answers == {"ramp@2026-11-23T21:00": "missed"}
    assert world.raised == ["ramp@2026-11-24T21:00"]


def test_undo_opens_the_night_and_the_plan_again() -> None:
    world = World(a_ramp())
    world.to("21:01")
    world.ask(Skip())
    world.ask(Undo())
    assert world.raised == ["ramp@2026-11-23T21:00"]
    world.ask(Done())
    assert planned(world)[:2] == [3, 7]


def test_a_night_answered_ahead_of_its_time_counts() -> None:
    world = World(a_ramp())
    world.to("19:00")
    world.ask(Done(("ramp",), next=True))
    world.to("23:59")
    assert planned(world)[:2] == [3, 7]
    assert list(world.answers) == ["ramp@2026-11-23T21:00"]


def test_a_pause_lets_the_week_begin_again_after_it() -> None:
    world = World(a_ramp())
    live(world, range(1), done={0})
    world.ask(PauseCommand(until="2026-11-30"))
    assert planned(world)[:2] == [7, 10]
    world.to("2026-11-30 08:00")
    assert planned(world)[:2] == [7, 10]


def test_a_moved_night_keeps_its_place() -> None:
    world = World(a_ramp())
    world.to("21:01")
    world.ask(Snooze(until="tomorrow 20:30"))
    world.to("2026-11-24 20:31")
    assert world.raised == ["ramp@2026-11-23T21:00"]
    world.to("2026-11-24 21:30")
    world.ask(Done())
    assert planned(world)[:2] == [3, 7]


def test_another_time_of_day_keeps_the_week() -> None:
    world = World(a_ramp())
    live(world, range(8), done=set(range(8)))
    world.change(a_preset("ramp", Schedule(Ramp(20 * 60, RAMP_A))))
    world.ask(Reload())
    assert planned(world, 5) == [9, 11]


def test_another_ramp_begins_anew() -> None:
    world = World(a_ramp())
    live(world, range(8), done=set(range(8)))
    world.change(a_ramp(NightsAWeek(1), *RAMP_A))
    world.ask(Reload())
    assert weeks_next(world, 5)[0] == 1
    nights = world.routine("ramp").nights
    assert nights is not None
    assert nights.shape == shape(Ramp(NINE, (NightsAWeek(1), *RAMP_A)))


def test_begun_again_a_ramp_begins_at_its_first_week() -> None:
    world = World(a_ramp())
    live(world, range(8), done=set(range(8)))
    world.ask(Disable(("ramp",)))
    world.ask(Enable(("ramp",)))
    assert weeks_next(world, 5)[0] == 1


def test_a_ramp_survives_a_restart_and_a_year() -> None:
    """Settled weeks are not kept for ever, and change nothing."""
    world = World(a_ramp())
    live(world, range(200), done=set(range(200)) - {90})
    world.restart()
    assert planned(world, 5) == [200, 201, 202, 203]
    nights = world.routine("ramp").nights
    assert nights is not None
    assert nights.index == 5
    assert len(nights.done) < 70


def test_a_settled_week_repeats_as_before() -> None:
    world = World(a_ramp(NightsAWeek(2), NightsAWeek(3)))
    live(world, range(90), done=set(range(90)))
    before = planned(world, 31)
    fresh_one = World(a_ramp(NightsAWeek(2), NightsAWeek(3)))
    assert before == [day for day in planned(fresh_one, 120) if day >= 90]


def test_a_night_of_a_cycle_has_its_own_steps_alone() -> None:
    world = World(a_cycle(), now="2026-11-23 07:00")
    live(world, range(1), done={0})
    world.to("2026-11-24 21:01")
    preset, routine = world.setup.presets["cycling"], world.routine("cycling")
    fitting = tonight(preset, routine, world.draft.calendar("cycling"), date(2026, 11, 24))
    assert [step.id for step in fitting.steps] == ["wash", "retinoid"]


def test_a_cycle_waits_for_the_night_that_was_missed() -> None:
    world = World(a_cycle())
    live(world, range(3), done={0})
    assert weeks_next(world, 3) == [2, 3]


def test_a_reminder_found_late_within_its_limit_is_raised() -> None:
    world = World(a_ramp(remind=Remind()))
    world.off_until("22:00")
    assert world.raised == ["ramp@2026-11-23T21:00"]


def test_every_third_night_goes_on_so_over_a_year() -> None:
    world = World(a_ramp(EveryNights(3)))
    live(world, range(90), done=set(range(90)))
    assert nights_done(world) == list(range(0, 90, 3))


def test_of_two_evenings_found_late_the_last_one_waits() -> None:
    world = World(a_ramp(remind=Remind(late=lasting("3 days"))))
    world.off_until("2026-11-24 22:00")
    assert world.raised == ["ramp@2026-11-24T21:00"]
    assert world.answers == {"ramp@2026-11-23T21:00": "missed"}


def test_the_next_evening_comes_at_its_time_while_one_still_waits() -> None:
    world = World(a_ramp(remind=Remind(late=lasting("30m"), expires=lasting("3 days"))))
    world.to("2026-11-24 23:00")
    assert world.raised == ["ramp@2026-11-24T21:00"]


def test_done_taken_back_and_skipped_is_not_done() -> None:
    world = World(a_ramp())
    world.to("21:01")
    for command in (Done(), Undo(), Skip()):
        world.ask(command)
    assert planned(world)[:2] == [1, 4]


def test_an_answer_ahead_of_its_time_can_be_taken_back() -> None:
    world = World(a_ramp())
    world.to("19:00")
    world.ask(Done(("ramp",), next=True))
    world.ask(Undo())
    assert weeks_next(world, 1) == [1]
    world.to("21:01")
    assert world.raised == ["ramp@2026-11-23T21:00"]


def test_a_session_has_the_steps_of_its_night() -> None:
    world = World(a_cycle())
    live(world, range(1), done={0})
    world.to("2026-11-24 21:01")
    world.ask(SessionStart("cycling"))
    session = world.state.session
    assert session is not None
    assert [step.id for step in session.steps] == ["wash", "retinoid"]


def test_a_simulation_begins_where_the_ramp_stands() -> None:
    world = World(a_ramp())
    live(world, range(8), done=set(range(8)))
    found = simulate(world.setup, world.state, datetime.fromisoformat("2026-12-01T12:00"), 14, world.now).occurrences
    assert [one.nominal[:10] for one in found] == [
        *("2026-12-01", "2026-12-03", "2026-12-05", "2026-12-08", "2026-12-09", "2026-12-11", "2026-12-13")
    ]


def test_a_night_counts_one_dose_a_day() -> None:
    assert times_a_day(a_ramp(), {}) == 1


def test_what_was_done_in_addition_is_no_night_of_the_plan() -> None:
    """The first night was missed; cream at another hour of that day makes it none that was done."""
    world = World(a_ramp())
    live(world, range(1), done=set())
    before = planned(world)
    world.to("2026-11-24 09:00")
    world.ask(Done(("ramp",), extra=True, at="2026-11-23 22:30"))
    assert planned(world)[:2] == before[:2] == [1, 4]
