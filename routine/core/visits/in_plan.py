"""Visits in the plan and in the day's list: the visit itself, and what each of its reminders is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from routine.core.occurrences.evening_question import care_if_they_go
from routine.core.occurrences.plan_line import PlanLine
from routine.core.occurrences.visit_dates import instant_at
from routine.core.occurrences.visit_reminders import after_care, moment_of, moments
from routine.core.preset.model import ASKED
from routine.core.requests.replies.occurrences import VisitTimeView
from routine.core.schedule.visit_series import After, Visits
from routine.core.snapshot import Snapshot
from routine.core.state.keys import VisitReminder, is_question, parse_key
from routine.core.state.visit import Visit
from routine.core.text.safe import one_line
from routine.core.visits.visit_time import visit_time
from routine.core.when.format import minute_text, utc_text
from routine.core.when.moment import instant_of

Part = Literal["before", "asks", "after"]


def visits_between(draft: Snapshot, start: datetime, end: datetime) -> tuple[VisitTimeView, ...]:
    """The visits from `start` on and before `end` (UTC) that are booked, or that the person went to."""
    found = [
        (instant_at(visit), id, visit)
        for id in draft.enabled()
        for visit in draft.routine(id).visits
        if visit.status in ("booked", "attended") and start <= instant_at(visit) < end
    ]
    return tuple(_view(draft, id, visit) for _, id, visit in sorted(found, key=lambda row: row[0]))


def _view(draft: Snapshot, id: str, visit: Visit) -> VisitTimeView:
    return VisitTimeView(
        routine=id,
        title=draft.title(id),
        visit=visit.n,
        nominal=minute_text(visit.at),
        instant=utc_text(instant_at(visit)),
        zone=visit.zone,
        status=visit.status,
        when=visit_time(draft, visit),
    )


def due_lines(draft: Snapshot, one: PlanLine) -> tuple[str, ...]:
    """What a reminder of a visit is about, a thing a line; () for what belongs to no visit."""
    preset = draft.known(one.routine)
    series = preset.schedule.series if preset else None
    if series is None:
        return ()
    visits = draft.routine(one.routine).visits
    if is_question(one.key):
        return _question(draft, visits, one)
    found = list(_due_at(series, visits, one.instant))
    if not found and (moment := moment_of(series, visits, one.key)):  # it was moved
        found = [one_line(say) for say in moment.says]
    return tuple(found)


def part_of(draft: Snapshot, one: PlanLine) -> tuple[int, Part] | None:
    """Of which visit a reminder is, and whether before it, after it or asking about it; None: of none."""
    preset = draft.known(one.routine)
    series = preset.schedule.series if preset else None
    if series is None:
        return None
    key = parse_key(one.key)
    if isinstance(key, VisitReminder):
        before = any(step.id in (key.step, key.until_yes) for step in series.before)
        return key.n, "asks" if key.asks else "before" if before else "after"
    booked = (visit for visit in draft.routine(one.routine).visits if visit.status == "booked")
    ahead = ((visit.n, care.instant) for visit in booked for care in care_if_they_go(series, visit))
    return next(((n, "after") for n, instant in ahead if instant == one.instant), None)


def _question(draft: Snapshot, visits: tuple[Visit, ...], one: PlanLine) -> tuple[str, ...]:
    key = parse_key(one.key)
    visit = next((v for v in visits if isinstance(key, VisitReminder) and v.n == key.n), None)
    return (f"Did you go to your visit, {visit_time(draft, visit)}?",) if visit else ()


def _due_at(series: Visits, visits: tuple[Visit, ...], instant: datetime) -> Iterator[str]:
    """What falls on an instant; of what comes several times, which of them it is."""
    cares = [one for visit in visits if visit.status == "booked" for one in care_if_they_go(series, visit)]
    steps = {step.id: step for step in series.after}
    for moment in (*moments(series, visits), *cares):
        if moment.instant != instant:
            continue
        key = parse_key(moment.key)
        step = steps.get(key.step) if isinstance(key, VisitReminder) and key.step != ASKED else None
        visit = next((v for v in visits if isinstance(key, VisitReminder) and v.n == key.n), None)
        # What falls together with it begins with this step; the others are named as they are.
        first, *others = map(one_line, moment.says)
        yield f"{_which(series, step, visit, instant)}{first}"
        yield from others


def _which(series: Visits, step: After | None, visit: Visit | None, instant: datetime) -> str:
    """`Massage, 2 of 5: `, of the times of that day; of one a day, of all of them; "" for what comes once."""
    if step is None or visit is None:
        return ""
    keys = [(one, parse_key(one.key)) for one in after_care(series, visit)]
    own = [one.nominal for one, key in keys if isinstance(key, VisitReminder) and key.step == step.id]
    at = next((nominal for nominal in own if instant_of(nominal, visit.zone) == instant), None)
    if at is None:
        return ""
    day = [nominal for nominal in own if nominal.date() == at.date()]
    among = day if len(day) > 1 else own
    named = step.id.replace("-", " ")
    return f"{named[:1].upper()}{named[1:]}, {among.index(at) + 1} of {len(among)}: " if len(among) > 1 else ""
