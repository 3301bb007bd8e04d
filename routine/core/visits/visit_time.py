"""When a visit is, in words, as its clinic's clock shows it; its hour where a day alone was given; what is at night."""

from __future__ import annotations

from datetime import date, datetime, time

from routine.core.snapshot import Snapshot
from routine.core.state.visit import Visit

#: A day without a time counts as this hour of it.
_OF_A_DAY = time(12)
#: Hardly a clinic is open before or after.
_OPENS, _CLOSES = time(6), time(22)


def visit_time(draft: Snapshot, visit: Visit) -> str:
    """`Tue 1 Dec 10:00`; with the zone of the clinic where the machine is in another one."""
    away = "" if visit.zone == draft.now.zone else f" ({visit.zone} time)"
    return draft.when_in(visit.zone, visit.at) + away


def hour_of_a_day(day: date) -> datetime:
    """The time at which a visit was that is known by its day alone."""
    return datetime.combine(day, _OF_A_DAY)


def at_night(visit: Visit) -> bool:
    """Whether it has a clock time at which hardly a clinic is open: mistyped, most likely."""
    return not _OPENS <= visit.at.time() < _CLOSES
