"""The reminders of a series brought in line with its visits: what a change withdraws, and what it plans."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.occurrences.evening_question import question
from routine.core.occurrences.visit_reminders import Moment, moments
from routine.core.schedule.types import Visits
from routine.core.state.keys import is_question, is_visit, number_of
from routine.core.state.reminder import Armed
from routine.core.state.routine import RoutineState
from routine.core.when.moment import Now, wall


def replanned(series: Visits, routine: RoutineState, now: Now) -> RoutineState:
    """The routine with the reminders that its visits ask for; what lies behind is not planned.

    A reminder that was moved stays where it is. A visit that was booked and is not answered has its question, at the
    latest on the next evening.
    """
    known = [armed for armed in routine.armed if still_wanted(series, routine, armed.key)]
    have = {armed.key for armed in known} | {entry.key for entry in routine.recent}
    have |= {routine.raised.key} if routine.raised else set()
    if any(not visit.planned for visit in routine.visits):
        wanted = (m for m in moments(series, routine.visits) if m.instant > now.instant and m.key not in have)
        known += [_armed(moment, now) for moment in wanted]
    known += [_armed(moment, now) for moment in _questions(series, routine, known, now)]
    visits = tuple(visit if visit.planned else replace(visit, planned=True) for visit in routine.visits)
    return replace(routine, armed=tuple(known), visits=visits)


def still_wanted(series: Visits, routine: RoutineState, key: str) -> bool:
    """Whether a reminder still belongs to a visit as it stands; what belongs to no visit is not touched."""
    if not is_visit(key):
        return True
    if is_question(key):
        return any(visit.n == number_of(key) and visit.status == "booked" for visit in routine.visits)
    return any(moment.key == key for moment in moments(series, routine.visits))


def _questions(series: Visits, routine: RoutineState, known: list[Armed], now: Now) -> list[Moment]:
    """The question of every booked visit that has none."""
    keys = [armed.key for armed in known] + ([routine.raised.key] if routine.raised else [])
    asked = {number_of(key) for key in keys if is_question(key)}
    booked = (visit for visit in routine.visits if visit.status == "booked" and visit.n not in asked)
    return [question(series, visit, now.instant) for visit in booked]


def _armed(moment: Moment, now: Now) -> Armed:
    return Armed(moment.key, wall(moment.instant, now.zone), moment.instant, moment.reason)
