"""A moment: when so many days of a person's calendar are over."""

from __future__ import annotations

from datetime import date, time

import pytest

from routine.core.when.moment import end_of_days, wall


@pytest.mark.parametrize(("first", "days"), [("2027-03-27", 2), ("2026-10-24", 2), ("2026-12-01", 7)])
def test_days_end_at_the_hour_at_which_a_day_ends_also_where_clocks_change(first: str, days: int) -> None:
    """The last moment is just before 04:00 of the day after: 24 hours a day would be an hour off after a change."""
    begin = date.fromisoformat(first)
    end = wall(end_of_days(begin, days, time(4), "Europe/Berlin"), "Europe/Berlin")
    assert (end.date() - begin).days == days
    assert end.time() == time(3, 59, 59, 999999)
