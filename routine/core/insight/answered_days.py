"""What was answered on each day, routine by routine: the one count that every other figure is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta

from msgspec import Struct

from routine.core.state.fold import effective
from routine.core.state.keys import asks, is_unplanned
from routine.core.state.log import Entry
from routine.core.when.moment import day_of


class Tally(Struct, frozen=True):
    """Planned times by their answers. `in_time`: those done within the routine's `late`; `extra`: done beside the plan.

    `not_counted` holds what a pause, an irritation or no free time left out: it is neither done nor missed.
    """

    done: int = 0
    in_time: int = 0
    skipped: int = 0
    missed: int = 0
    not_counted: int = 0
    extra: int = 0

    @property
    def due(self) -> int:
        """The times that count: done, skipped and missed."""
        return self.done + self.skipped + self.missed

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(
            self.done + other.done,
            self.in_time + other.in_time,
            self.skipped + other.skipped,
            self.missed + other.missed,
            self.not_counted + other.not_counted,
            self.extra + other.extra,
        )


#: Routine -> day as people count it -> what was answered of it.
Days = Mapping[date, Tally]
AnsweredDays = Mapping[str, Days]

_NOTHING = Tally()


def answered_days(history: Iterable[Entry], late: Mapping[str, timedelta], day_ends: time) -> AnsweredDays:
    """The effective answers of a log, counted by routine and by the day they were planned on, days in order.

    `late` is how late each routine may be done and still be in time; for one that is not there, any delay is.
    Questions about a visit are not counted: their answer tells what happened, not whether something was done.
    """
    found: dict[str, dict[date, Tally]] = {}
    for entry in effective(history):
        if not asks(entry.key):
            days = found.setdefault(entry.routine, {})
            day = day_of(entry.nominal, day_ends)
            days[day] = days.get(day, _NOTHING).plus(_one(entry, late.get(entry.routine)))
    return {id: dict(sorted(days.items())) for id, days in sorted(found.items())}


def total(days: Iterable[Tally]) -> Tally:
    """All of them together."""
    found = _NOTHING
    for tally in days:
        found = found.plus(tally)
    return found


def within(days: Days, first: date, last: date) -> Days:
    """The days from `first` to `last`, both included."""
    return {day: tally for day, tally in days.items() if first <= day <= last}


def _one(entry: Entry, late: timedelta | None) -> Tally:
    if is_unplanned(entry.key):
        return _EXTRA if entry.answer == "done" else _NOTHING
    if entry.answer == "done":
        return _DONE if late is not None and entry.at - entry.instant > late else _DONE_IN_TIME
    return _OTHERS[entry.answer]


_EXTRA, _DONE, _DONE_IN_TIME = Tally(extra=1), Tally(done=1), Tally(done=1, in_time=1)
_OTHERS = {"skipped": Tally(skipped=1), "missed": Tally(missed=1), "excused": Tally(not_counted=1)}
