"""What queries answer: plain data with the contract's keys, local times ready to print."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from routine.core.draft import Draft
from routine.core.due import clock_between
from routine.core.errors import UsageError
from routine.core.finding_times import effective, raised_ids, resolve_enabled
from routine.core.messages import LogQuery, PlanQuery, Why
from routine.core.now import day_of, instant_of, wall
from routine.core.phrases import format_when, parse_date, parse_time
from routine.core.plan import plan, today, why_then
from routine.core.preset import Clock
from routine.core.projection import Planned
from routine.core.reminder import paused_at
from routine.core.schedule_words import schedule_words
from routine.core.state import Entry, Pause
from routine.core.texts import next_line, title_of
from routine.core.tick import is_silent

View = dict[str, Any]
LONGEST_PLAN_DAYS = 3660
_NEXT = 5


def utc_text(instant: datetime) -> str:
    """`2026-03-08T05:00:00Z`."""
    return instant.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _minute_text(nominal: datetime) -> str:
    return nominal.isoformat(timespec="minutes")


def occurrence_view(draft: Draft, one: Planned) -> View:
    """One occurrence of a day or of the plan."""
    return {
        "id": one.id,
        "routine": one.routine,
        "title": title_of(draft, one.routine),
        "nominal": _minute_text(one.nominal),
        "instant": utc_text(one.instant),
        "zone": one.zone,
        "status": one.status,
        "why": one.why,
        "when": format_when(wall(one.instant, one.zone), draft.now.wall(one.zone)),
    }


def today_view(draft: Draft) -> View:
    """Every occurrence of the day as people count it."""
    found = today(draft.setup, draft.state, draft.now)
    return {
        "zone": draft.now.zone,
        "day": day_of(draft.now.wall(), draft.day_ends).isoformat(),
        "occurrences": [occurrence_view(draft, one) for one in found],
    }


def plan_view(draft: Draft, query: PlanQuery) -> View:
    """Every open occurrence of the next days."""
    if not 1 <= query.days <= LONGEST_PLAN_DAYS:
        raise UsageError(f"A plan spans 1 to {LONGEST_PLAN_DAYS} days, not {query.days}", "routine plan --days 7")
    routine = resolve_enabled(draft, query.routine) if query.routine else None
    end = draft.now.wall() + timedelta(days=query.days)
    found = plan(draft.setup, draft.state, draft.now, instant_of(end, draft.now.zone), routine)
    return {"zone": draft.now.zone, "occurrences": [occurrence_view(draft, one) for one in found]}


def pending_view(draft: Draft) -> View:
    """The reminders that await an answer, snoozed ones too."""
    return {"reminders": [_reminder_view(draft, id) for id in raised_ids(draft)]}


def _reminder_view(draft: Draft, id: str) -> View:
    raised = draft.routine(id).raised
    if raised is None:
        raise ValueError(f"{id} has no reminder")
    zone = draft.zone(id)
    now = draft.now.wall(zone)
    later = raised.snoozed_until
    return {
        "id": f"{id}@{raised.key}",
        "routine": id,
        "title": title_of(draft, id),
        "nominal": _minute_text(raised.nominal),
        "raised_at": utc_text(raised.raised_at),
        "delivered_at": utc_text(raised.delivered_at) if raised.delivered_at else None,
        "snoozed_until": utc_text(later) if later else None,
        "nags": raised.nags,
        "when": format_when(raised.nominal, now),
        "raised": format_when(wall(raised.raised_at, zone), now),
        "later": format_when(wall(later, zone), now) if later else None,
    }


def overview_view(draft: Draft) -> View:
    """What waits, what is next, and what the person should know."""
    until = draft.now.instant + timedelta(days=366)
    upcoming = _first_each(draft, until)
    notes = []
    if is_silent(draft) and draft.state.waiting_since:
        since = wall(draft.state.waiting_since, draft.now.zone).date().isoformat()
        notes = [
            f"No answer since {since}: any answer is a fresh start.",
            f"I did them: routine done ROUTINE --since {since}",
            f"They do not count: routine pause --from {since}",
        ]
    return {
        "zone": draft.now.zone,
        "pending": pending_view(draft)["reminders"],
        "next": [occurrence_view(draft, one) for one in upcoming[:_NEXT]],
        "problems": [p.text for p in draft.setup.problems],
        "notes": [*notes, *_pauses(draft)],
    }


def _first_each(draft: Draft, until: datetime) -> list[Planned]:
    """The next times, looked for as far ahead as it takes: days, then months."""
    for days in (2, 14, 90, 366):
        span = min(until, draft.now.instant + timedelta(days=days))
        found = [p for p in plan(draft.setup, draft.state, draft.now, span) if p.status == "planned"]
        if len(found) >= _NEXT or span == until:
            return found
    return []


def status_view(draft: Draft) -> View:
    """The service's part of the status; the daemon adds what it knows of itself."""
    upcoming = _first_each(draft, draft.now.instant + timedelta(days=366))
    return {
        "routines": len(draft.enabled()),
        "next": occurrence_view(draft, upcoming[0]) if upcoming else None,
        "problems": [p.text for p in draft.setup.problems],
        "zone": draft.now.zone,
        "pauses": _pauses(draft),
        "waiting": len(raised_ids(draft)),
    }


def _pauses(draft: Draft) -> list[str]:
    return [_pause_line(draft, p) for p in draft.state.pauses if p.end is None or p.end > draft.now.instant]


def _pause_line(draft: Draft, pause: Pause) -> str:
    what = title_of(draft, pause.routine) if pause.routine else "Everything"
    now = draft.now.wall()
    begins = "" if pause.start <= draft.now.instant else f" from {format_when(wall(pause.start, draft.now.zone), now)}"
    until = f"until {format_when(wall(pause.end, draft.now.zone), now)}" if pause.end else "until you resume"
    return f"{what}: paused{begins} {until}"


def preset_list_view(draft: Draft) -> View:
    """Every preset that loads, with whether it is enabled."""
    enabled = set(draft.enabled())
    presets = [
        {"id": p.id, "title": p.title, "kind": p.kind, "enabled": p.id in enabled, "when": schedule_words(p.schedule)}
        for p in sorted(draft.setup.presets.values(), key=lambda p: p.id)
    ]
    return {"presets": presets}


# --- log and why --------------------------------------------------------------------------------------------------


def log_since(draft: Draft, query: LogQuery) -> datetime | None:
    """From which instant (UTC) on a log query needs entries."""
    if query.since is None:
        return None
    day = parse_date(query.since, draft.now, draft.day_ends, "past")
    return instant_of(datetime.combine(day, draft.day_ends), draft.now.zone)


def log_view(draft: Draft, entries: Iterable[Entry]) -> View:
    """The log, oldest first."""
    return {"entries": [_entry_view(draft, entry) for entry in entries]}


def _entry_view(draft: Draft, entry: Entry) -> View:
    return {
        "seq": entry.seq,
        "id": entry.id,
        "routine": entry.routine,
        "title": title_of(draft, entry.routine),
        "nominal": _minute_text(entry.nominal),
        "answer": entry.answer,
        "at": utc_text(entry.at),
        "recorded_at": utc_text(entry.recorded_at),
        "replaces": entry.replaces,
        "reason": entry.reason,
        "by": entry.by,
        "when": format_when(entry.nominal, draft.now.wall(draft.zone(entry.routine))),
    }


def why_view(draft: Draft, query: Why, history: tuple[Entry, ...]) -> View:
    """Why a routine comes when it comes; with `when`, what became of that day's times."""
    id = resolve_enabled(draft, query.routine)
    lines = [f"Schedule: {schedule_words(draft.preset(id).schedule)}."]
    lines += _why_day(draft, id, query.when, history) if query.when else _why_next(draft, id)
    return {"routine": id, "title": title_of(draft, id), "lines": lines}


def _why_next(draft: Draft, id: str) -> list[str]:
    found = plan(draft.setup, draft.state, draft.now, draft.now.instant + timedelta(days=366), id)
    lines = [next_line(draft, id)]
    lines += [f"{_when(draft, id, p.instant)}: {p.why}." for p in found[:3]]
    lines += [f"{_when(draft, id, e.instant)}: {_answer_words(e)}." for e in draft.routine(id).recent[-3:]]
    return lines


def _why_day(draft: Draft, id: str, when: str, history: tuple[Entry, ...]) -> list[str]:
    zone = draft.zone(id)
    direction: Any = "future" if _is_ahead(draft, when, zone) else "past"
    at = parse_time(when, draft.now, day_ends=draft.day_ends, zone=zone, direction=direction)
    day = day_of(at, draft.day_ends)
    begin = datetime.combine(day, draft.day_ends)
    end = begin + timedelta(days=1)
    entries = [e for e in effective(history) if e.routine == id and begin <= wall(e.instant, zone) < end]
    lines = [f"{_when(draft, id, e.instant)}: {_answer_words(e)}." for e in entries]
    until = instant_of(end, zone)
    open_ones = [
        p for p in plan(draft.setup, draft.state, draft.now, until, id) if begin <= wall(p.instant, zone) < end
    ]
    lines += [f"{_when(draft, id, p.instant)}: {p.status}, {p.why}." for p in open_ones]
    return lines or [_why_none(draft, id, begin, end)]


def _is_ahead(draft: Draft, when: str, zone: str) -> bool:
    try:
        at = parse_time(when, draft.now, day_ends=draft.day_ends, zone=zone, direction="past")
    except UsageError:
        return True
    return day_of(at, draft.day_ends) > day_of(draft.now.wall(zone), draft.day_ends)


def _why_none(draft: Draft, id: str, begin: datetime, end: datetime) -> str:
    routine, zone = draft.routine(id), draft.zone(id)
    day = format_when(begin, draft.now.wall(zone)).rsplit(" ", 1)[0]
    if instant_of(end, zone) <= routine.since:
        return f"Nothing on {day}: it was enabled {_when(draft, id, routine.since)}, and nothing from before exists."
    pause = paused_at(draft.state.pauses, id, instant_of(begin + timedelta(hours=12), zone))
    if pause:
        return f"Nothing on {day}: {_pause_line(draft, pause)}."
    base = draft.preset(id).schedule.base
    if isinstance(base, Clock) and clock_between(
        id, draft.preset(id), routine, draft.now, begin, end, draft.state.pauses
    ):
        return f"The time on {day} is not in the log any more and not ahead."
    return f"Nothing on {day}: its schedule has no time then. {next_line(draft, id)}"


def _when(draft: Draft, id: str, instant: datetime) -> str:
    return format_when(wall(instant, draft.zone(id)), draft.now.wall(draft.zone(id)))


def _answer_words(entry: Entry) -> str:
    return f"{entry.answer} ({entry.reason})" if entry.reason else entry.answer


__all__ = [
    "log_since",
    "log_view",
    "overview_view",
    "pending_view",
    "plan_view",
    "preset_list_view",
    "status_view",
    "today_view",
    "utc_text",
    "why_then",
    "why_view",
]
