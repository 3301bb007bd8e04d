"""What is asked after a visit: on its evening whether the person went, later what is asked until the answer is yes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from routine.core.occurrences.visit_dates import instant_at
from routine.core.occurrences.visit_reminders import Moment, after_care, moment_at, visit_day
from routine.core.preset.model import AGAIN, ASKED
from routine.core.schedule.visit_series import After, Visits
from routine.core.state.keys import VisitReminder, parse_key
from routine.core.state.routine import RoutineState
from routine.core.state.visit import Visit
from routine.core.when.moment import instant_of, wall

#: A visit late in the day is asked about so long after it began.
_AFTER_IT = timedelta(hours=1)


def question(series: Visits, visit: Visit, now: datetime) -> Moment:
    """Whether the person went: on the visit's evening, or, that being past, on the next one after `now` (UTC)."""
    midnight = datetime.combine(visit.at.date(), time())
    nominal = max(midnight + timedelta(minutes=series.ask_at), visit.at + _AFTER_IT)
    # That evening is past, as when the machine was off: the next one asks.
    if instant_of(nominal, visit.zone) <= now:
        today = datetime.combine(wall(now, visit.zone).date(), time())
        nominal = today + timedelta(minutes=series.ask_at)
        if instant_of(nominal, visit.zone) <= now:
            nominal += timedelta(days=1)
    return moment_at(visit, ASKED, nominal, "Did you go?", f"the evening of your visit on {visit_day(visit)}")


def asked_again(visit: Visit, step: After, now: datetime) -> Moment:
    """A question that is asked every evening until the answer is yes: the first, or the next after `now` (UTC)."""
    first = datetime.combine(step.wait.after_wall(datetime.combine(visit.at.date(), time())).date(), time())
    day = max(first, datetime.combine(wall(now, visit.zone).date(), time()))
    nominal = day + timedelta(minutes=step.at[0])
    if instant_of(nominal, visit.zone) <= now:
        nominal += timedelta(days=1)
    return moment_at(visit, f"{step.id}{AGAIN}", nominal, step.say, f"after your visit on {visit_day(visit)}")


def care_if_they_go(series: Visits, visit: Visit) -> Iterator[Moment]:
    """What follows a visit that the person goes to: its after-care, and each such question once, with a yes."""
    yield from after_care(series, visit)
    yield from (asked_again(visit, step, instant_at(visit)) for step in series.after if step.until_yes)


def open_questions(series: Visits, visit: Visit) -> list[After]:
    """The steps of a visit that the person went to whose question waits for a yes."""
    asks = visit.status == "attended"
    return [step for step in series.after if asks and step.until_yes and step.id not in visit.cleared]


def answered_from(routine: RoutineState, visit: Visit, step: str) -> datetime | None:
    """When (UTC) a visit's question may be answered at the earliest, given that it is answered when it is asked.

    One that waits now may wait until it is asked again, a day later. None: it is not asked.
    """
    meant = (one for one in routine.armed if _is(one.key, visit, step))
    found = [one.instant for one in meant]
    if routine.raised and _is(routine.raised.key, visit, step):
        found.append(routine.raised.instant + timedelta(days=1))
    return max(found, default=None)


def _is(key: str, visit: Visit, step: str) -> bool:
    found = parse_key(key)
    return isinstance(found, VisitReminder) and found.n == visit.n and found.step == step
