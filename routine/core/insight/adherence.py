"""How much of what was planned was done: of a span, and week by week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from routine.core.insight.answered_days import Days, Tally, total, within

_WEEK = timedelta(days=7)


class Week(Struct, frozen=True):
    """A week, from its Monday on."""

    monday: date
    tally: Tally


def adherence(tally: Tally) -> float | None:
    """The share of the times due that were done, however late: done / (done + skipped + missed); None of none.

    The proportion of days covered and the like count days with a medicine at hand (Pharmacy Quality Alliance); here a
    person says what was done, so that times count. What is not counted is in neither number.
    """
    return tally.done / tally.due if tally.due else None


def in_time(tally: Tally) -> float | None:
    """The share of the times due that were done within the routine's `late`; None of none."""
    return tally.in_time / tally.due if tally.due else None


def by_week(days: Days, first: date, last: date) -> tuple[Week, ...]:
    """Every week from the one of `first` to the one of `last`, the days outside them left out."""
    return tuple(
        Week(monday, total(within(days, max(monday, first), min(monday + _WEEK - _DAY, last)).values()))
        for monday in _mondays(first, last)
    )


_DAY = timedelta(days=1)


def _mondays(first: date, last: date) -> Iterator[date]:
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        yield monday
        monday += _WEEK
