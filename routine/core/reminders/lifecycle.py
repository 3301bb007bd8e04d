"""The life of a reminder as time passes: what came due is raised, closed or not counted; then it nags, and expires."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from routine.core.draft import Draft
from routine.core.occurrences.due import due
from routine.core.occurrences.held_back import in_session, unseen
from routine.core.occurrences.pauses import paused_at
from routine.core.reminders.expiry import expire
from routine.core.reminders.nag import nag
from routine.core.reminders.not_counted import not_counted
from routine.core.reminders.open_times import COALESCED
from routine.core.reminders.raise_reminder import raise_reminder
from routine.core.reminders.silence import no_silence
from routine.core.reminders.snooze_over import wake
from routine.core.reminders.too_late import too_late, why_unseen
from routine.core.schedule.clock import Occurrence
from routine.core.state.log import Entry
from routine.core.when.moment import wall

#: Why the log says that one closed that waited.
NEWER_CAME = "a newer time came due"


class Step(Struct, frozen=True):
    """What one tick did to a routine: the times found too late (for the digest), and whether a reminder was raised."""

    missed: tuple[Entry, ...] = ()
    raised: bool = False


def advance(draft: Draft, id: str, *, silent: bool) -> Step:
    """Bring one routine up to now: close, raise, remind again. Waits while its reminder is snoozed or in a session."""
    if in_session(draft.state, id):
        return Step()
    raised = draft.routine(id).raised
    held_until = raised.snoozed_until if raised else None
    if held_until and held_until > draft.now.instant:
        return Step()
    if raised and held_until:
        wake(draft, id, raised)
    step = _decide_due(draft, id, held_until)
    if not unseen(draft.state):
        expire(draft, id)
        nag(draft, id, silent=silent)
    return step


def _decide_due(draft: Draft, id: str, held_until: datetime | None) -> Step:
    """Decide everything that came due; a chain that goes on from a lost link may make more due, hence the loop."""
    missed: list[Entry] = []
    raised, preset = False, draft.preset(id)
    by_night = preset.schedule.nights is not None
    while found := due(preset, draft.routine(id), draft.calendar(id), draft.now):
        # What comes after a night hangs on what became of it: one at a time.
        _mark_through(draft, id, found[-1] if by_night else None)
        step = _decide_found(draft, id, found, held_until)
        missed += step.missed
        raised = raised or step.raised
        if step.raised and not by_night:
            break
    _pass_answered(draft, id)
    return Step(tuple(missed), raised)


def _mark_through(draft: Draft, id: str, decided: Occurrence | None = None) -> None:
    """Everything up to now is decided; or up to `decided` alone."""
    here = wall(decided.instant if decided else draft.now.instant, draft.zone(id))
    if here > draft.routine(id).through:
        draft.change_routine(id, through=here)


def _pass_answered(draft: Draft, id: str) -> None:
    """Move the watermark over times that were answered in advance: their entries need not be kept for ever."""
    routine, now = draft.routine(id), draft.now.instant
    last = max((entry.instant for entry in routine.recent if entry.instant <= now), default=None)
    if last and wall(last, draft.zone(id)) > routine.through:
        _mark_through(draft, id)


def _decide_found(draft: Draft, id: str, found: list[Occurrence], held_until: datetime | None) -> Step:
    """At most one of them is raised, the newest; the others are closed by it."""
    live = [o for o in found if not _excuse(draft, id, o)]
    if not live:
        return Step()
    raised = draft.routine(id).raised
    # What an earlier answer set going comes late: it does not close what waits since.
    if raised and raised.instant > live[-1].instant:
        return Step(tuple(_close(draft, id, one, raised.instant) for one in live))
    *older, newest = live
    unseen_one = _close_raised(draft, id)
    closed = [_close(draft, id, one, newest.instant) for one in older]
    missed = (*unseen_one, *(entry for entry in closed if entry.answer == "missed"))
    if why := too_late(draft, id, newest, held_until):
        return Step((*missed, draft.answer(id, newest, "missed", by="time", reason=why)))
    raise_reminder(draft, id, newest)
    return Step(missed, raised=True)


def _excuse(draft: Draft, id: str, occurrence: Occurrence) -> bool:
    why = not_counted(draft, id, occurrence)
    if why is None:
        return False
    draft.answer(id, occurrence, "excused", by="time", reason=why)
    if pause := paused_at(draft.state.pauses, id, occurrence.instant):
        no_silence(draft, pause)
    return True


def _close(draft: Draft, id: str, older: Occurrence, newer: datetime) -> Entry:
    """Answer an occurrence that a newer one, at the instant `newer`, comes before."""
    if older.instant == newer:
        return draft.answer(id, older, "excused", by="time", reason=COALESCED)
    why = why_unseen(draft, id, older.instant) or "found after a newer time came due"
    return draft.answer(id, older, "missed", by="time", reason=why)


def _close_raised(draft: Draft, id: str) -> tuple[Entry, ...]:
    """Close the one that waits; returned, to be told of, only where nobody can have seen it."""
    raised = draft.routine(id).raised
    if raised is None:
        return ()
    entry = draft.answer(id, raised, "missed", by="time", reason=NEWER_CAME)
    return () if raised.delivered_at or raised.sent_at or not unseen(draft.state) else (entry,)
