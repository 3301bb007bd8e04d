"""How much of what was planned was done."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from routine.core.insight.adherence import adherence, by_week, in_time
from routine.core.insight.answered_days import Tally, answered_days
from tests.core.insight.entries import FIRST, answers


def test_what_is_not_counted_is_in_neither_number() -> None:
    assert adherence(Tally(done=3, skipped=1, missed=0, not_counted=9, extra=4)) == pytest.approx(0.75)


def test_nothing_due_has_no_share() -> None:
    assert adherence(Tally(not_counted=2)) is None
    assert in_time(Tally(extra=1)) is None


def test_done_late_counts_as_done_and_beside_it_stands_what_was_in_time() -> None:
    assert (adherence(Tally(done=4, in_time=1)), in_time(Tally(done=4, in_time=1))) == (1.0, 0.25)


def test_weeks_begin_on_monday_and_the_days_outside_the_span_are_left_out() -> None:
    days = answered_days(answers("d" * 14), {}, time(4))["spf"]
    weeks = by_week(days, FIRST + timedelta(days=2), FIRST + timedelta(days=8))
    assert [(week.monday, week.tally.done) for week in weeks] == [(date(2026, 3, 2), 5), (date(2026, 3, 9), 2)]
