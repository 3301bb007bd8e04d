"""What `plan` answers in full: each time with its reason as facts, and what comes every day told once."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import asdict

from routine.core.find_routine import resolve_enabled
from routine.core.occurrences.course import course_end
from routine.core.occurrences.plan_line import PlanLine
from routine.core.preset.dose_words import dose_words
from routine.core.preset.model import Preset
from routine.core.requests.queries import PlanQuery
from routine.core.requests.replies.plan import DailyView, WholePlanReply, WholePlanTime
from routine.core.schedule.types import Clock, EveryDay, EveryNDays, Weekdays
from routine.core.schedule.words import again_words, schedule_words
from routine.core.snapshot import Snapshot
from routine.core.views.make_room import choices
from routine.core.views.today_plan_pending import occurrence_view, planned
from routine.core.views.why_not_as_scheduled import moved_from, reason_view
from routine.core.visits.in_plan import part_of
from routine.core.when.format import format_day, format_minute, minute_text
from routine.core.when.moment import day_of, wall

_A_WEEK = 7


def whole_plan_view(draft: Snapshot, query: PlanQuery) -> WholePlanReply:
    """Every open occurrence of the next days. Raises as `plan_view`."""
    found, visits = planned(draft, query)
    only = resolve_enabled(draft, query.routine) if query.routine else None
    every_day = [id for id in draft.enabled() if only in (None, id) and _every_day(draft.preset(id))]
    times = tuple(_time(draft, one, every_day) for one in found)
    daily = {one.routine for one in times if one.daily}  # a course that is over, or a pause, leaves nothing to come
    return WholePlanReply(
        zone=draft.now.zone,
        occurrences=times,
        visits=visits,
        now=minute_text(draft.now.wall()),
        today=day_of(draft.now.wall(), draft.day_ends).isoformat(),
        until=minute_text(wall(draft.end_of_days(query.days), draft.now.zone)),
        daily=tuple(_daily(draft, id) for id in every_day if id in daily),
        choices=choices(draft, found),
    )


def _every_day(preset: Preset) -> bool:
    """Whether it comes at the same clock times on every day."""
    base = preset.schedule.base
    if not isinstance(base, Clock) or base.cycle:
        return False
    match base.days:
        case EveryDay() | EveryNDays(1):
            return True
        case Weekdays(days):
            return len(days) == _A_WEEK
    return False


def _time(draft: Snapshot, one: PlanLine, daily: Iterable[str]) -> WholePlanTime:
    moved, part = moved_from(one), part_of(draft, one)
    return WholePlanTime(
        **asdict(occurrence_view(draft, one)),
        kind=draft.preset(one.routine).kind,
        day=draft.day_on(one.routine, one.instant).isoformat(),
        visit=part[0] if part else None,
        part=part[1] if part else None,
        reason=reason_view(draft, one),
        moved_from=minute_text(one.nominal) if moved else None,
        moved_words=draft.when_in(one.zone, one.nominal) if moved else None,
        daily=one.routine in daily and one.status == "planned" and one.cause is None and not moved,
    )


def _daily(draft: Snapshot, id: str) -> DailyView:
    preset = draft.preset(id)
    ends = course_end(preset, draft.routine(id), draft.calendar(id))
    return DailyView(
        routine=id,
        title=preset.title,
        kind=preset.kind,
        times=tuple(map(format_minute, preset.schedule.clock_times)),
        words=schedule_words(preset.schedule),
        dose=dose_words(preset.dose) if preset.dose else None,
        again=again_words(preset.schedule),
        until=ends.date().isoformat() if ends else None,
        until_words=format_day(ends.date(), draft.today(id)) if ends else None,
    )
