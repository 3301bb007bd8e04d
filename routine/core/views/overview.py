"""What queries answer about times: today, the plan, what waits; local times ready to print."""

from __future__ import annotations

from datetime import datetime, timedelta

from routine.core.config.setup import Setup
from routine.core.errors import UsageError
from routine.core.find_routine import resolve_enabled
from routine.core.irritation.lines import lasting_lines
from routine.core.notices import reminder_text
from routine.core.occurrences.planned import Planned
from routine.core.reminders.silence import is_silent
from routine.core.requests.queries import PlanQuery
from routine.core.requests.replies.occurrences import (
    OccurrenceView,
    OverviewReply,
    PendingReply,
    PlanReply,
    ReminderView,
    TodayReply,
)
from routine.core.requests.replies.presets import PresetListReply, PresetRow
from routine.core.requests.replies.status import HeldView, StatusReply
from routine.core.review.hold import on_hold
from routine.core.review.lines import hold_lines
from routine.core.schedule.words import schedule_words
from routine.core.snapshot import Snapshot
from routine.core.spacing.plan import plan, today
from routine.core.state.pause import Pause
from routine.core.when.format import format_when, minute_text, utc_text
from routine.core.when.moment import day_of, instant_of, wall

LONGEST_PLAN_DAYS = 3660
_NEXT = 5


def occurrence_view(draft: Snapshot, one: Planned) -> OccurrenceView:
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
        when=format_when(wall(one.instant, one.zone), draft.now.wall(one.zone)),
    )


def today_view(draft: Snapshot) -> TodayReply:
    """Every occurrence of the day as people count it."""
    found = today(draft.setup, draft.state, draft.now)
    return TodayReply(
        zone=draft.now.zone,
        day=day_of(draft.now.wall(), draft.day_ends).isoformat(),
        occurrences=tuple(occurrence_view(draft, one) for one in found),
        notes=(*lasting_lines(draft), *hold_lines(draft)),
    )


def plan_view(draft: Snapshot, query: PlanQuery) -> PlanReply:
    """Every open occurrence of the next days."""
    if not 1 <= query.days <= LONGEST_PLAN_DAYS:
        raise UsageError(f"A plan spans 1 to {LONGEST_PLAN_DAYS} days, not {query.days}", "routine plan --days 7")
    routine = resolve_enabled(draft, query.routine) if query.routine else None
    end = draft.now.wall() + timedelta(days=query.days)
    found = plan(draft.setup, draft.state, draft.now, instant_of(end, draft.now.zone), routine)
    return PlanReply(zone=draft.now.zone, occurrences=tuple(occurrence_view(draft, one) for one in found))


def pending_view(draft: Snapshot) -> PendingReply:
    """The reminders that await an answer, snoozed ones too."""
    return PendingReply(reminders=tuple(_reminder_view(draft, id) for id in draft.waiting()))


def _reminder_view(draft: Snapshot, id: str) -> ReminderView:
    raised = draft.routine(id).raised
    if raised is None:
        raise ValueError(f"{id} has no reminder")
    zone = draft.zone(id)
    now = draft.now.wall(zone)
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
        when=format_when(raised.nominal, now),
        raised=format_when(wall(raised.raised_at, zone), now),
        later=format_when(wall(later, zone), now) if later else None,
        says=tuple(reminder_text.body(draft, id, raised).splitlines()) if draft.known(id) else (),
    )


def overview_view(draft: Snapshot) -> OverviewReply:
    """What waits, what is next, and what the person should know."""
    until = draft.now.instant + timedelta(days=366)
    upcoming = _first_each(draft, until)
    notes = []
    if is_silent(draft) and draft.state.silence.waiting_since:
        since = wall(draft.state.silence.waiting_since, draft.now.zone).date().isoformat()
        notes = [
            f"No answer since {since}: any answer is a fresh start.",
            f"I did them: routine done ROUTINE --since {since}",
            f"They do not count: routine pause --from {since}",
        ]
    return OverviewReply(
        zone=draft.now.zone,
        pending=pending_view(draft).reminders,
        next=tuple(occurrence_view(draft, one) for one in upcoming[:_NEXT]),
        problems=tuple(p.text for p in draft.setup.problems),
        notes=(*notes, *lasting_lines(draft), *hold_lines(draft), *_pauses(draft)),
    )


def _first_each(draft: Snapshot, until: datetime) -> list[Planned]:
    """The next time of each routine, the soonest first; looked for as far ahead as it takes: days, then months."""
    enough = min(_NEXT, len(draft.enabled()))
    for days in (2, 14, 90, 366):
        span = min(until, draft.now.instant + timedelta(days=days))
        planned = (p for p in plan(draft.setup, draft.state, draft.now, span) if p.status == "planned")
        found: dict[str, Planned] = {}
        for one in planned:
            found.setdefault(one.routine, one)
        if len(found) >= enough or span == until:
            return list(found.values())
    return []


def status_view(draft: Snapshot) -> StatusReply:
    """The service's part of the status; the daemon adds what it knows of itself."""
    upcoming = _first_each(draft, draft.now.instant + timedelta(days=366))
    return StatusReply(
        routines=len(draft.enabled()),
        next=occurrence_view(draft, upcoming[0]) if upcoming else None,
        problems=tuple(p.text for p in draft.setup.problems),
        zone=draft.now.zone,
        pauses=_pauses(draft),
        notes=(*lasting_lines(draft), *hold_lines(draft)),
        held=tuple(_held_view(draft, id) for id in on_hold(draft)),
        waiting=len(draft.waiting()),
    )


def _held_view(draft: Snapshot, id: str) -> HeldView:
    """A routine on hold: since when (UTC), and why."""
    held = draft.routine(id).held
    since = utc_text(held.since) if held and held.since else None
    return HeldView(routine=id, title=draft.title(id), since=since, why=held.why if held else None)


def _pauses(draft: Snapshot) -> tuple[str, ...]:
    ahead = (p for p in draft.state.pauses if p.end is None or p.end > draft.now.instant)
    return tuple(pause_line(draft, p) for p in ahead)


def pause_line(draft: Snapshot, pause: Pause) -> str:
    """`Egg mask: paused from tomorrow 08:00 until you resume`, in the machine's zone."""
    what = draft.title(pause.routine) if pause.routine else "Everything"
    now = draft.now.wall()
    begins = "" if pause.start <= draft.now.instant else f" from {format_when(wall(pause.start, draft.now.zone), now)}"
    until = f"until {format_when(wall(pause.end, draft.now.zone), now)}" if pause.end else "until you resume"
    return f"{what}: paused{begins} {until}"


def preset_list_view(draft: Snapshot) -> PresetListReply:
    """Every preset there is, also those whose file has mistakes, with whether it is enabled."""
    setup, enabled = draft.setup, set(draft.enabled())
    ids = sorted({*setup.sources, *setup.presets})
    return PresetListReply(presets=tuple(_preset_row(setup, id, enabled=id in enabled) for id in ids))


def _preset_row(setup: Setup, id: str, *, enabled: bool) -> PresetRow:
    preset = setup.presets.get(id)
    return PresetRow(
        id=id,
        title=preset.title if preset else id,
        kind=preset.kind if preset else "",
        when=schedule_words(preset.schedule) if preset else "",
        enabled=enabled,
        source=setup.sources.get(id, "own"),
        errors=setup.faults.get(id, 0),
    )
