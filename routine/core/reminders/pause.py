"""Pauses: dated, for one routine or all, also in the past; and resuming."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from routine.core.draft import Draft, heard, resolve_enabled, title_of
from routine.core.errors import NothingToDoError, UsageError
from routine.core.reminders.lines import next_line
from routine.core.requests import PauseCommand, Resume
from routine.core.state.fold import effective
from routine.core.state.log import Entry
from routine.core.state.pause import Pause
from routine.core.when.format import format_when
from routine.core.when.moment import instant_of, wall
from routine.core.when.parse import parse_begin

Reply = dict[str, Any]


def pause(draft: Draft, command: PauseCommand, history: tuple[Entry, ...]) -> Reply:
    """Begin a pause, or enter one that lies in the past or ahead. `history`: entries since its start."""
    id = resolve_enabled(draft, command.routine) if command.routine else None
    start = pause_start(draft, command)
    end = _end(draft, command.until, start) if command.until else None
    if end and end <= start:
        raise UsageError("A pause has to end after it begins", "routine pause --from DATE --until DATE")
    if command.until and not command.start and end and end <= draft.now.instant:
        raise UsageError(f"{command.until} is past", "name a day that is still to come")
    excused = apply_pause(draft, Pause(id, start, end), history)
    heard(draft)
    return _said(draft, id, start, end, excused)


def apply_pause(draft: Draft, new: Pause, history: tuple[Entry, ...]) -> list[Entry]:
    """Add a pause; what time had closed within it, what waits of it, and what waits now in it, is excused."""
    draft.change(pauses=(*draft.state.pauses, new))
    missed = [e for e in effective(history) if e.answer == "missed" and new.routine in (None, e.routine)]
    excused = [
        draft.answer(e.routine, e, "excused", by="person", reason="paused", replaces=e)
        for e in missed
        if new.covers(e.instant)
    ]
    now_too = new.covers(draft.now.instant)
    for id in draft.enabled():
        raised = draft.routine(id).raised
        if raised and new.routine in (None, id) and (now_too or new.covers(raised.instant)):
            excused.append(draft.answer(id, raised, "excused", by="person", reason="paused"))
    return excused


def pause_start(draft: Draft, command: PauseCommand) -> datetime:
    """When a pause begins (UTC), behind or ahead, whichever is nearer: what history it needs."""
    return _instant(draft, command.start, "any") if command.start else draft.now.instant


def _end(draft: Draft, text: str, start: datetime) -> datetime:
    """When a pause ends (UTC): the nearest such time that comes after its start."""
    if start < draft.now.instant:
        nearest = _instant(draft, text, "any")
        if nearest > start:
            return nearest
    return _instant(draft, text, "future")


def _instant(draft: Draft, text: str, direction: Any) -> datetime:
    """A day alone means its beginning, at midnight."""
    at = parse_begin(text, draft.now, day_ends=draft.day_ends, direction=direction)
    return instant_of(at, draft.now.zone)


def _said(draft: Draft, id: str | None, start: datetime, end: datetime | None, excused: list[Entry]) -> Reply:
    what = title_of(draft, id) if id else "Everything"
    now = draft.now.wall()
    begins = f"from {format_when(wall(start, draft.now.zone), now)} " if start != draft.now.instant else ""
    until = f"until {format_when(wall(end, draft.now.zone), now)}" if end else "until you resume"
    over = end is not None and end <= draft.now.instant
    lines = [f"{what} {'was' if over else 'is'} paused {begins}{until}."]
    if excused:
        times = "1 time is" if len(excused) == 1 else f"{len(excused)} times are"
        lines.append(f"{times} not counted.")
    if not over:
        lines.append(f"To go on sooner: routine resume{f' {id}' if id else ''}")
    elif id:
        lines.append(next_line(draft, id))
    return {"said": lines, "answers": [{"id": entry.id, "answer": "excused"} for entry in excused]}


def resume(draft: Draft, command: Resume) -> Reply:
    """End the pauses that run now, or are still to come, of one routine or of all."""
    id = resolve_enabled(draft, command.routine) if command.routine else None
    now = draft.now.instant
    live = [p for p in draft.state.pauses if p.end is None or p.end > now]
    ending = [p for p in live if id is None or p.routine == id]
    if not ending:
        if id and live:
            raise NothingToDoError(f"{title_of(draft, id)} is not paused by itself: everything is", "routine resume")
        raise NothingToDoError(f"{title_of(draft, id)} is not paused" if id else "Nothing is paused")
    draft.change(pauses=tuple(cut for p in draft.state.pauses for cut in ([p] if p not in ending else _cut(p, now))))
    heard(draft)
    ids = [id] if id else sorted({p.routine for p in ending if p.routine} or draft.enabled())
    return {"said": [f"{title_of(draft, one)} goes on. {next_line(draft, one)}" for one in ids], "answers": []}


def _cut(pause: Pause, now: datetime) -> list[Pause]:
    """A running pause ends now; one still to come is gone."""
    return [replace(pause, end=now)] if pause.start < now else []
