"""The score of a habit, against the formula of Loop Habit Tracker."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from routine.core.insight.answered_days import Days, answered_days
from routine.core.insight.strength import strength
from tests.core.insight.entries import FIRST, answers


def days(letters: str, every: int = 1) -> Days:
    return answered_days(answers(letters, every=every), {}, time(4))["spf"]


def after(letters: str, every: int = 1) -> float:
    """The score at the end of the last letter's day."""
    found = strength(days(letters, every), FIRST + timedelta(days=(len(letters) - 1) * every))
    assert found is not None
    return found


def test_a_daily_routine_is_half_way_after_13_days_and_loses_half_in_13() -> None:
    assert after("d" * 13) == pytest.approx(0.5)
    assert after("d" * 26) == pytest.approx(0.75)
    assert after("d" * 26 + "m" * 13) == pytest.approx(0.375)


def test_loops_own_scores_of_a_daily_habit() -> None:
    """ScoreListTest of Loop Habit Tracker, test_getValue: a daily habit done each day for the first twenty days."""
    assert after("d") == pytest.approx(0.051922, abs=1e-5)
    assert after("d" * 7) == pytest.approx(0.311495, abs=1e-5)
    assert after("d" * 20) == pytest.approx(0.655747, abs=1e-5)


def test_a_weekly_routine_needs_34_days() -> None:
    """0.5 ^ (sqrt(1/7) / 13) a day: half after 34.4 days."""
    last = FIRST + timedelta(days=33)
    assert strength(days("ddddd", every=7), last) == pytest.approx(0.5, abs=0.01)


def test_a_day_that_is_not_counted_leaves_it_as_it_was() -> None:
    assert after("d" * 13 + "x" * 30) == pytest.approx(after("d" * 13))
    assert after("d" * 6 + "xxx" + "d" * 7) == pytest.approx(after("d" * 13))


def test_days_after_it_was_disabled_do_not_wear_it_down_or_build_it_up() -> None:
    assert after("d" * 13 + "." * 60) == pytest.approx(after("d" * 13))


def test_what_came_after_a_day_does_not_change_its_score() -> None:
    assert strength(days("dddmmd"), FIRST + timedelta(days=2)) == after("ddd")


def test_half_of_a_days_times_is_half_a_day() -> None:
    both = [*answers("dddd"), *answers("mmmm", hour=20)]
    mixed = strength(answered_days(both, {}, time(4))["spf"], FIRST + timedelta(days=3))
    assert mixed is not None
    assert mixed == pytest.approx((1 - 0.5 ** (2**0.5 / 13 * 4)) / 2)


def test_nothing_due_has_no_score() -> None:
    assert strength(days("xx"), FIRST + timedelta(days=1)) is None
    assert strength({}, FIRST) is None
