"""The reminders of a series brought in line with its visits: what a change withdraws, and what it plans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from msgspec.structs import replace

from routine.core.occurrences.evening_question import asked_again, open_questions, question
from routine.core.occurrences.visit_reminders import Moment, moments
from routine.core.schedule.visit_series import Visits
from routine.core.state.keys import asked_again_step, is_question, is_visit, number_of
from routine.core.state.reminder import Armed
from routine.core.state.routine import RoutineState
from routine.core.when.moment import Now, wall


def replanned(series: Visits, routine: RoutineState, now: Now) -> RoutineState:
    """The routine with the reminders that its visits ask for; what lies behind is not planned.

    A reminder that was moved stays where it is. A visit that was booked and is not answered has its question, at the
    latest on the next evening; and so has every question that is asked until the answer is yes.
    """
    known = [armed for armed in routine.armed if still_wanted(series, routine, armed.key)]
    have = {armed.key for armed in known} | {entry.key for entry in routine.recent}
    have |= {routine.raised.key} if routine.raised else set()
    if any(not visit.planned for visit in routine.visits):
        wanted = (m for m in moments(series, routine.visits) if m.instant > now.instant and m.key not in have)
        known += [_armed(moment, now) for moment in wanted]
    known += [_armed(moment, now) for moment in _questions(series, routine, known, now)]
    known += [_armed(moment, now) for moment in _asked_again(series, routine, known, now)]
    visits = tuple(visit if visit.planned else replace(visit, planned=True) for visit in routine.visits)
    return replace(routine, armed=tuple(known), visits=visits)


def still_wanted(series: Visits, routine: RoutineState, key: str) -> bool:
    """Whether a reminder still belongs to a visit as it stands; what belongs to no visit is not touched."""
    if not is_visit(key):
        return True
    if is_question(key):
        return any(visit.n == number_of(key) and visit.status == "booked" for visit in routine.visits)
    if step := asked_again_step(key):
        mine = (visit for visit in routine.visits if visit.n == number_of(key))
        return any(one.id == step for visit in mine for one in open_questions(series, visit))
    return any(moment.key == key for moment in moments(series, routine.visits))


def _questions(series: Visits, routine: RoutineState, known: list[Armed], now: Now) -> list[Moment]:
    """The question of every booked visit that has none."""
    keys = [armed.key for armed in known] + ([routine.raised.key] if routine.raised else [])
    asked = {number_of(key) for key in keys if is_question(key)}
    booked = (visit for visit in routine.visits if visit.status == "booked" and visit.n not in asked)
    return [_not_answered(routine, partial(question, series, visit), now) for visit in booked]


def _asked_again(series: Visits, routine: RoutineState, known: list[Armed], now: Now) -> list[Moment]:
    """Every question without a yes that is not asked already."""
    keys = [armed.key for armed in known] + ([routine.raised.key] if routine.raised else [])
    asked = {(number_of(key), step) for key in keys if (step := asked_again_step(key))}
    wanted = ((visit, step) for visit in routine.visits for step in open_questions(series, visit))
    unasked = ((visit, step) for visit, step in wanted if (visit.n, step.id) not in asked)
    return [_not_answered(routine, partial(asked_again, visit, step), now) for visit, step in unasked]


def _not_answered(routine: RoutineState, asked: Callable[[datetime], Moment], now: Now) -> Moment:
    """The next time that it is asked; one that was answered ahead of its time (`skip --next`) does not come again."""
    answered = {entry.key for entry in routine.recent}
    found = asked(now.instant)
    while found.key in answered:
        found = asked(found.instant)
    return found


def _armed(moment: Moment, now: Now) -> Armed:
    return Armed(moment.key, wall(moment.instant, now.zone), moment.instant, moment.reason)
