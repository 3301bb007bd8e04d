"""When things are done, against when they were planned."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import quantiles

from msgspec import Struct

from routine.core.state.fold import effective
from routine.core.state.keys import ClockTime, parse_key
from routine.core.state.log import Entry

_MINUTES, _HOURS = 60, 24


class Punctuality(Struct, frozen=True):
    """Minutes from the planned time to when it was done, negative where it was earlier: the middle half of them."""

    times: int
    quarter: float
    median: float
    three_quarters: float


class Hours(Struct, frozen=True):
    """How many times were planned and how many were done in each hour of the day, 0 to 23, wall clock."""

    planned: tuple[int, ...]
    done: tuple[int, ...]


def done_entries(history: Iterable[Entry]) -> list[Entry]:
    """What was done at a time of the schedule and said by a person: only that has a time of day to compare."""
    return [
        entry
        for entry in effective(history)
        if entry.answer == "done" and entry.by == "person" and isinstance(parse_key(entry.key), ClockTime)
    ]


def punctuality(done: Iterable[Entry]) -> Punctuality | None:
    """How far from their planned times these were done; None of none."""
    late = [(entry.at - entry.instant).total_seconds() / _MINUTES for entry in done]
    if not late:
        return None
    low, middle, high = quantiles(late, n=4, method="inclusive") if len(late) > 1 else late * 3
    return Punctuality(len(late), low, middle, high)


def hours(done: Iterable[Entry]) -> Hours:
    """The hours of the day in which these were planned and done, as the clock on the wall showed then."""
    planned, answered = [0] * _HOURS, [0] * _HOURS
    for entry in done:
        planned[entry.nominal.hour] += 1
        answered[(entry.nominal + (entry.at - entry.instant)).hour] += 1
    return Hours(tuple(planned), tuple(answered))
