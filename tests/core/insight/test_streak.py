"""Days in a row."""

from __future__ import annotations

from datetime import time, timedelta

from routine.core.insight.answered_days import answered_days
from routine.core.insight.streak import Streak, streak
from tests.core.insight.entries import FIRST, answers


def run(letters: str, *, last_is_open: bool = False) -> Streak:
    days = answered_days(answers(letters), {}, time(4))["spf"]
    return streak(days, still_open=FIRST + timedelta(days=len(letters) - 1) if last_is_open else None)


def test_skipped_and_missed_break_it() -> None:
    assert run("dddmdd") == Streak(now=2, longest=3)
    assert run("ddds") == Streak(now=0, longest=3)


def test_a_day_that_is_not_counted_neither_breaks_nor_lengthens_it() -> None:
    assert run("ddxxxd") == Streak(now=3, longest=3)


def test_a_day_with_times_still_open_waits() -> None:
    assert run("ddd", last_is_open=True) == Streak(now=2, longest=2)
    assert run("dds", last_is_open=True) == Streak(now=0, longest=2)


def test_half_a_day_done_breaks_it() -> None:
    days = answered_days([*answers("dd"), *answers(".m", hour=20)], {}, time(4))["spf"]
    assert streak(days) == Streak(now=0, longest=1)
