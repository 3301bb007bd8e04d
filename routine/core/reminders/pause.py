"""Pauses: dated, for one routine or all, also in the past; and resuming."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.errors import NothingToDoError, UsageError
from routine.core.find_routine import resolve_enabled
from routine.core.occurrences.pauses import paused_at
from routine.core.reminders.outcomes import Paused, Resumed
from routine.core.reminders.silence import no_silence
from routine.core.requests.commands import PauseCommand, Resume
from routine.core.snapshot import Snapshot
from routine.core.state.fold import effective
from routine.core.state.pause import Pause
from routine.core.text.safe import one_line
from routine.core.when.moment import instant_of, wall

if TYPE_CHECKING:
    from routine.core.when.parse_relative import Direction


def pause(draft: Draft, command: PauseCommand) -> Paused:
    """Begin a pause, or enter one that lies in the past or ahead. `draft.history`: entries since its start."""
    id = resolve_enabled(draft, command.routine) if command.routine else None
    start = pause_start(draft, command)
    end = _end(draft, command, start)
    if end and end <= start:
        raise UsageError(
            "This pause would end before it begins.", "For example: routine pause --from friday --until sunday"
        )
    if command.until and not command.start and end and end <= draft.now.instant:
        raise UsageError(
            f"“{command.until}” has passed.",
            "Enter a day that is still to come, for example: routine pause --until sunday",
        )
    return apply_pause(draft, Pause(id, start, end, draft.now.instant, draft.state.seq))


def apply_pause(draft: Draft, new: Pause) -> Paused:
    """Add a pause; what time had closed within it, what waits of it, and what waits now in it, is excused."""
    draft.change(pauses=(*draft.state.pauses, new))
    missed = [e for e in effective(draft.history) if e.answer == "missed" and new.routine in (None, e.routine)]
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
    return Paused(new.routine, new.start, new.end, tuple(excused))


def pause_start(draft: Snapshot, command: PauseCommand) -> datetime:
    """When a pause begins (UTC); a day alone lies ahead, at its beginning."""
    if not command.start:
        return draft.now.instant
    from routine.core.when.parse_time import parse_begin  # here: a tick reads nothing that people type

    try:
        at = parse_begin(command.start, draft.now, day_ends=draft.day_ends, direction="ahead")
    except UsageError as error:
        raise error.within(f"{_typed(command)} --from") from None
    return instant_of(at, draft.now.zone)


def _typed(command: PauseCommand) -> str:
    return f"pause {command.routine}" if command.routine else "pause"


def _end(draft: Snapshot, command: PauseCommand, start: datetime) -> datetime | None:
    """When a pause ends (UTC): so long after its start, or the first such time after it; None: when it is ended."""
    zone = draft.now.zone
    if command.length:
        from routine.core.when.parse_relative import parse_length

        return _on_the_minute(parse_length(command.length).after(start, zone), start)
    if not command.until:
        return None
    begins = wall(start, zone)
    from routine.core.when.parse_time import parse_begin

    direction: Direction = "ahead" if command.start else "future"
    try:
        at = parse_begin(command.until, draft.now, day_ends=draft.day_ends, direction=direction, after=begins)
    except UsageError as error:
        start_too = f' --from "{one_line(command.start)}"' if command.start else ""
        raise error.within(f"{_typed(command)}{start_too} --until") from None
    return _on_the_minute(instant_of(at, zone), start)


def _on_the_minute(end: datetime, start: datetime) -> datetime:
    """Said as 09:00, it ends at 09:00: ten seconds later, it would take the reminder of 09:00 with it."""
    minute = end.replace(second=0, microsecond=0)
    return minute if minute > start else end


def resume(draft: Draft, command: Resume) -> Resumed:
    """End the pauses that run now, or are still to come, of one routine or of all."""
    id = resolve_enabled(draft, command.routine) if command.routine else None
    now = draft.now.instant
    live = [p for p in draft.state.pauses if p.end is None or p.end > now]
    ending = [p for p in live if id is None or p.routine == id]
    if not ending:
        if id and live:
            raise NothingToDoError(
                f"Everything is paused, not only this routine: {draft.title(id)}.",
                "To resume all of it: routine resume",
            )
        raise NothingToDoError(f"{draft.title(id)} is not paused." if id else "Nothing is paused.")
    draft.change(pauses=tuple(cut for p in draft.state.pauses for cut in ([p] if p not in ending else _cut(p, now))))
    whole = any(p.routine is None for p in ending)
    again = draft.enabled() if whole else sorted({p.routine for p in ending if p.routine})
    return Resumed((id,) if id else tuple(again))


def _cut(pause: Pause, now: datetime) -> list[Pause]:
    """A running pause ends now; one still to come is gone."""
    return [replace(pause, end=now, said=now)] if pause.start < now else []


# --- as time passes -----------------------------------------------------------------------------------------------


def excuse_paused(draft: Draft) -> None:
    """A reminder raised or snoozed when a pause begins is excused."""
    for id in draft.enabled():
        raised = draft.routine(id).raised
        pause = paused_at(draft.state.pauses, id, draft.now.instant) if raised else None
        if raised and pause:
            draft.answer(id, raised, "excused", by="time", reason="paused")
            no_silence(draft, pause)


def next_wakes(snapshot: Snapshot) -> Iterator[datetime]:
    """The beginnings and ends of pauses that are ahead (UTC)."""
    edges = (at for pause in snapshot.state.pauses for at in (pause.start, pause.end))
    return (at for at in edges if at and at > snapshot.now.instant)
