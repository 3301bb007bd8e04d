"""How many days a month has, as the standard library says it."""

from __future__ import annotations

import calendar

from routine.core.when.month import length


def test_every_month_of_every_year_is_as_long_as_the_calendar_has_it() -> None:
    months = [(year, month) for year in range(1, 10000) for month in range(1, 13)]
    assert [length(*one) for one in months] == [calendar.monthrange(*one)[1] for one in months]
