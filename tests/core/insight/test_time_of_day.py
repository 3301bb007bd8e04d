"""When it was done, against when it was planned."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.insight.time_of_day import Punctuality, done_entries, hours, punctuality
from tests.core.insight.entries import FIRST, an_answer, answers


def test_only_what_a_person_did_at_a_time_of_the_schedule_is_compared() -> None:
    by_time = replace(an_answer(5, "spf", FIRST, "done"), by="time")
    own = replace(an_answer(6, "spf", FIRST, "done"), key="run:2026-03-02T08:00")
    assert [one.seq for one in done_entries([*answers("dms"), by_time, own])] == [1]


def test_the_middle_half_in_minutes() -> None:
    late = [an_answer(n, "spf", FIRST, "done", minutes) for n, minutes in enumerate((-10, 0, 10, 20, 30))]
    assert punctuality(late) == Punctuality(times=5, quarter=0, median=10, three_quarters=20)
    assert punctuality(late[:1]) == Punctuality(times=1, quarter=-10, median=-10, three_quarters=-10)
    assert punctuality([]) is None


def test_hours_of_the_wall_clock_also_past_midnight() -> None:
    found = hours([an_answer(0, "spf", FIRST, "done", 90, hour=23), an_answer(1, "spf", FIRST, "done", 5)])
    assert [hour for hour, n in enumerate(found.planned) if n] == [8, 23]
    assert [hour for hour, n in enumerate(found.done) if n] == [0, 8]
