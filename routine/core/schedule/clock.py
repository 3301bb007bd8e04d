"""The occurrences of a clock schedule: nominal times, and the instants they fall on in a zone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import attrgetter

from msgspec import Struct

from routine.core.schedule.days import day_times
from routine.core.schedule.types import Clock
from routine.core.when.format import minute_text
from routine.core.when.moment import instant_of, wall

_DAY = timedelta(days=1)
#: The last day of Python's calendar: a span that ends beyond it is an error.
_END = datetime.combine(date(9999, 12, 31), time())
_AHEAD = 101 * 366 * _DAY  # beyond the longest interval that a preset can state, and any 29 February


class Occurrence(Struct, frozen=True, gc=False):
    """One planned time of a routine: `nominal` is naive wall clock, `instant` UTC.

    `slot` is the key of an occurrence that is not known by its nominal time.
    """

    routine: str
    nominal: datetime
    instant: datetime
    slot: str | None = None

    @property
    def key(self) -> str:
        """What tells it from the routine's other occurrences: the nominal time, `2026-11-22T08:00`."""
        return self.slot or minute_text(self.nominal)

    @property
    def id(self) -> str:
        """`ROUTINE@KEY`."""
        return f"{self.routine}@{self.key}"


_order = attrgetter("instant", "nominal")


def occurrences(
    routine: str, clock: Clock, *, anchor: date, zone: str, after: datetime, until: datetime
) -> Iterator[Occurrence]:
    """Every occurrence whose effective wall time lies in (`after`, `until`], by instant, then nominal time.

    The effective wall time is the instant read back in `zone`: 03:30 for a 02:30 that the clocks skip. `after` and
    `until` are naive wall clock in `zone`; `anchor` is the day of enabling.
    """
    calm = until - _DAY  # a gap moves a time by a day at most
    # A time of the day before may be moved past midnight, into the span.
    for found in _batches(routine, clock, clock.first or anchor, zone, after.toordinal() - 1, until.toordinal()):
        # Well inside, nothing has to be read back: a gap only moves a time on, and that is where the cost is.
        if after < found[0].nominal and found[-1].nominal <= calm:
            yield from found
        else:
            yield from (o for o in found if after < wall(o.instant, zone) <= until)


def next_occurrence(routine: str, clock: Clock, *, anchor: date, zone: str, after: datetime) -> Occurrence | None:
    """The first occurrence after a naive wall time in `zone`; None when the schedule has ended or never comes due."""
    # A schedule that begins in 200 years would else lie beyond what is looked at.
    begin = max(after, datetime.combine(clock.first or anchor, time()) - _DAY)
    until = begin + min(_AHEAD, _END - begin)
    return next(occurrences(routine, clock, anchor=anchor, zone=zone, after=after, until=until), None)


def _batches(routine: str, clock: Clock, start: date, zone: str, lo: int, hi: int) -> Iterator[list[Occurrence]]:
    """Occurrences of the calendar days `lo` to `hi`, in order, a day or a few in one list.

    A gap may move a time past the next day's, so days on which the offset changes wait for the day after them.
    """
    held: list[Occurrence] = []
    for day, times in day_times(clock, start, lo, hi):
        midnights = _midnights(zone, day)
        if midnights is None:
            held += _one_by_one(routine, day, times, zone)
            continue
        nominal, instant = midnights
        found = [Occurrence(routine, nominal + t, instant + t) for t in times]
        if held:
            found, held = sorted([*held, *found], key=_order), []
        yield found
    if held:
        yield sorted(held, key=_order)


def _one_by_one(routine: str, day: int, times: Iterable[timedelta], zone: str) -> list[Occurrence]:
    midnight = datetime.combine(date.fromordinal(day), time())
    return [Occurrence(routine, midnight + t, instant_of(midnight + t, zone)) for t in times]


@lru_cache(maxsize=16384)
def _midnights(zone: str, day: int) -> tuple[datetime, datetime] | None:
    """The day's midnight, nominal and as an instant; None for a day on which the zone's offset changes.

    On every other day one offset serves all times, which makes a year's plan several times as fast.
    """
    midnight = datetime.combine(date.fromordinal(day), time())
    instant = instant_of(midnight, zone)
    # The two ends tell: no zone changes its offset and back within one day.
    return (midnight, instant) if instant_of(midnight + _DAY, zone) - instant == _DAY else None
