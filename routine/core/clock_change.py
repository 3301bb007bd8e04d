"""A clock set back and a changed zone: what is reopened, and what people are told."""

from __future__ import annotations

from datetime import timedelta

from routine.core import texts
from routine.core.draft import Draft
from routine.core.now import Now, wall
from routine.core.state import Card, Entry, State

#: Smaller steps back are the clock being kept in time, and repeat nothing.
_TOLERANCE = timedelta(seconds=5)


def set_back_by(state: State, now: Now) -> timedelta:
    """How far the wall clock was set back since the last tick; zero when it was not.

    Within one boot the difference to elapsed time tells; after another boot only a clock that runs behind shows.
    """
    mark = state.mark
    if mark is None:
        return timedelta()
    moved = now.instant - mark.instant
    if mark.boot_id == now.boot_id:
        moved -= timedelta(seconds=now.elapsed - mark.elapsed)
    return -moved if moved < -_TOLERANCE else timedelta()


def notice_clock_change(draft: Draft, history: tuple[Entry, ...]) -> None:
    """Lower the watermarks after a clock was set back; tell a zone change."""
    back = set_back_by(draft.state, draft.now)
    if back:
        _reopen(draft, back, history)
    mark = draft.state.mark
    if mark and mark.zone != draft.now.zone:
        _tell_zone(draft, mark.zone)


def _reopen(draft: Draft, back: timedelta, history: tuple[Entry, ...]) -> None:
    """Lower every watermark by the step, and reopen what time, not a person, had closed ahead of now."""
    replaced = {entry.replaces for entry in history}
    mark = draft.state.mark
    for id, routine in list(draft.state.routines.items()):
        # `through` is written only when something was decided; nothing was due between it and the last tick.
        through = max(routine.through, wall(mark.instant, draft.zone(id))) if mark else routine.through
        draft.change_routine(id, through=through - back, since=min(routine.since, draft.now.instant))
        raised = draft.routine(id).raised
        if raised and raised.instant > draft.now.instant:
            draft.change_routine(id, raised=None)
            if raised.key.startswith("after:"):
                draft.arm(id, raised.key, raised.instant, "the clock was set back")
    for entry in history:
        closed_by_time = entry.by == "time" and entry.answer in ("missed", "excused")
        if closed_by_time and entry.seq not in replaced and entry.instant > draft.now.instant:
            draft.answer(entry.routine, entry, "undone", by="time", reason="the clock was set back", replaces=entry)


def _tell_zone(draft: Draft, old: str) -> None:
    title, body = texts.zone_changed(draft, old)
    same = next((card.id for card in draft.state.cards if card.kind == "zone"), None)
    draft.show(Card(id=same or draft.next_notice(), kind="zone", title=title, body=body, buttons=texts.OK_BUTTONS))
