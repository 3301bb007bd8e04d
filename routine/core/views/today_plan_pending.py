"""What queries answer about times: today, the plan, what waits; local times ready to print."""

from __future__ import annotations

from datetime import datetime, timedelta

from routine.core.errors import UsageError
from routine.core.find_routine import resolve_enabled
from routine.core.irritation.lines import lasting_lines
from routine.core.notices import reminder_text
from routine.core.occurrences.plan_line import PlanLine
from routine.core.reminders.lines.paused import pause_lines
from routine.core.reminders.silence import is_silent
from routine.core.requests.queries import PlanQuery
from routine.core.requests.replies.occurrences import (
    OccurrenceView,
    OverviewReply,
    PendingReply,
    PlanReply,
    ReminderView,
    TodayReply,
    VisitTimeView,
)
from routine.core.review.lines import hold_lines
from routine.core.routines.lost_routines import lost_lines
from routine.core.snapshot import Snapshot
from routine.core.spacing.plan import first_ones, plan, today
from routine.core.visits.in_plan import due_lines, visits_between
from routine.core.when.format import minute_text, utc_text
from routine.core.when.moment import day_of, instant_of, wall
from routine.core.when.unset_clock import clock_problems

LONGEST_PLAN_DAYS = 3660
_NEXT = 5


def occurrence_view(draft: Snapshot, one: PlanLine) -> OccurrenceView:
    """One occurrence of a day or of the plan."""
    return OccurrenceView(
        id=one.id,
        routine=one.routine,
        title=draft.title(one.routine),
        nominal=minute_text(one.nominal),
        instant=utc_text(one.instant),
        zone=one.zone,
        status=one.status,
        moved=one.moved,
        why=one.why,
        when=draft.when_in(one.zone, wall(one.instant, one.zone)),
        says=due_lines(draft, one) if draft.routine(one.routine).visits else (),
    )


def today_view(draft: Snapshot) -> TodayReply:
    """Every occurrence of the day as people count it."""
    found = today(draft.setup, draft.state, draft.now)
    day = day_of(draft.now.wall(), draft.day_ends)
    begins = instant_of(datetime.combine(day, draft.day_ends), draft.now.zone)
    return TodayReply(
        zone=draft.now.zone,
        day=day.isoformat(),
        visits=visits_between(draft, begins, draft.end_of_days(1)),
        occurrences=tuple(occurrence_view(draft, one) for one in found),
        notes=(*lasting_lines(draft), *hold_lines(draft)),
    )


def plan_view(draft: Snapshot, query: PlanQuery) -> PlanReply:
    """Every open occurrence of the next days."""
    found, visits = planned(draft, query)
    times = tuple(occurrence_view(draft, one) for one in found)
    return PlanReply(zone=draft.now.zone, occurrences=times, visits=visits)


def planned(draft: Snapshot, query: PlanQuery) -> tuple[list[PlanLine], tuple[VisitTimeView, ...]]:
    """The open occurrences of the next days, and the visits among them. Raises UsageError, or for the routine."""
    if not 1 <= query.days <= LONGEST_PLAN_DAYS:
        raise UsageError(
            f"A plan of {query.days} days is not possible.",
            f"Use 1 to {LONGEST_PLAN_DAYS}, for example: routine plan --days 7",
        )
    routine = resolve_enabled(draft, query.routine) if query.routine else None
    until = draft.end_of_days(query.days)
    found = [one for one in plan(draft.setup, draft.state, draft.now, until, routine) if _not_passed(draft, one)]
    visits = visits_between(draft, draft.now.instant, until)
    return found, tuple(one for one in visits if routine in (None, one.routine))


def pending_view(draft: Snapshot) -> PendingReply:
    """The reminders that await an answer, snoozed ones too."""
    return PendingReply(reminders=tuple(_reminder_view(draft, id) for id in draft.waiting()))


def _reminder_view(draft: Snapshot, id: str) -> ReminderView:
    raised = draft.routine(id).raised
    if raised is None:
        raise ValueError(f"{id} has no reminder")
    later = raised.snoozed_until
    return ReminderView(
        id=f"{id}@{raised.key}",
        routine=id,
        title=draft.title(id),
        nominal=minute_text(raised.nominal),
        raised_at=utc_text(raised.raised_at),
        delivered_at=utc_text(raised.delivered_at) if raised.delivered_at else None,
        snoozed_until=utc_text(later) if later else None,
        nags=raised.nags,
        when=draft.when(id, raised.instant),
        raised=draft.when(id, raised.raised_at),
        later=draft.when(id, later) if later else None,
        says=tuple(reminder_text.body(draft, id, raised).splitlines()) if draft.known(id) else (),
    )


def overview_view(draft: Snapshot) -> OverviewReply:
    """What waits, what is next, and what the person should know."""
    until = draft.now.instant + timedelta(days=366)
    upcoming = first_each(draft, until)
    notes = []
    if is_silent(draft) and draft.state.silence.waiting_since:
        since = wall(draft.state.silence.waiting_since, draft.now.zone).date().isoformat()
        notes = [
            f"You have not answered since {draft.when_here(draft.state.silence.waiting_since)}. "
            "Reminders are quiet until you answer one.",
            f"If you did them: routine done ROUTINE --since {since}",
            f"If they do not count: routine pause --from {since}",
        ]
    return OverviewReply(
        zone=draft.now.zone,
        pending=pending_view(draft).reminders,
        next=tuple(occurrence_view(draft, one) for one in upcoming[:_NEXT]),
        problems=(*clock_problems(draft.now), *(p.whole for p in draft.setup.problems), *lost_lines(draft)),
        notes=(*notes, *lasting_lines(draft), *hold_lines(draft), *pause_lines(draft)),
    )


def first_each(draft: Snapshot, until: datetime) -> list[PlanLine]:
    """The next time of each routine, the soonest first; looked for as far ahead as it takes to find some."""
    enabled = {*draft.enabled()}

    def coming(one: PlanLine) -> bool:
        return one.status == "planned" and one.instant > draft.now.instant

    for days in (2, 14, 90, 366):
        span = min(until, draft.now.instant + timedelta(days=days))
        found = first_ones(draft.setup, draft.state, draft.now, span, enabled, lambda times: any(map(coming, times)))
        first = [one for times in found.values() if (one := next(filter(coming, times), None))]
        if len(first) >= min(_NEXT, len(enabled)) or span == until:
            return sorted(first, key=lambda one: (one.instant, one.routine, one.nominal))
    return []


def _not_passed(draft: Snapshot, one: PlanLine) -> bool:
    """A time that passed while Routine was not running is no longer part of the plan: the next start settles it."""
    return one.status != "planned" or one.instant > draft.now.instant
