"""The life cycle of a reminder: one routine's step at a tick, by the closing rules."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from routine.core.draft import Draft
from routine.core.due import due
from routine.core.preset import Preset
from routine.core.schedule import Occurrence
from routine.core.state import Entry, Pause, Reminder

#: Reminders raised within this share one notice.
TOGETHER = timedelta(minutes=5)


class Step(Struct, frozen=True):
    """What one tick did to a routine: the times found too late (for the digest), and whether a reminder was raised."""

    missed: tuple[Entry, ...] = ()
    raised: bool = False


def advance(draft: Draft, id: str, *, silent: bool) -> Step:
    """Bring one routine up to now: close, raise, remind again. Does nothing while its reminder is snoozed."""
    raised = draft.routine(id).raised
    held_until = raised.snoozed_until if raised else None
    if held_until and held_until > draft.now.instant:
        return Step()
    if raised and held_until:
        _wake(draft, id, raised)
    step = _decide_due(draft, id, held_until)
    _expire(draft, id)
    if not silent:
        _nag(draft, id)
    return step


def _decide_due(draft: Draft, id: str, held_until: datetime | None) -> Step:
    """Decide everything that came due; a chain that goes on from a lost link may make more due, hence the loop."""
    missed: list[Entry] = []
    raised = False
    while found := due(id, draft.preset(id), draft.routine(id), draft.now, draft.state.pauses):
        step = _decide_found(draft, id, found, held_until)
        _mark_through(draft, id)
        missed += step.missed
        raised = raised or step.raised
        if step.raised:
            break
    return Step(tuple(missed), raised)


def _decide_found(draft: Draft, id: str, found: list[Occurrence], held_until: datetime | None) -> Step:
    live = [o for o in found if not _excuse(draft, id, o)]
    if not live:
        return Step()
    *older, newest = live
    _close_raised(draft, id)
    missed: list[Entry] = []
    for one in older:
        if one.instant == newest.instant:
            draft.answer(id, one, "excused", by="time", reason="coalesced: the same moment as a later time")
        else:
            missed.append(draft.answer(id, one, "missed", by="time", reason="a newer time came due"))
    if _too_late(draft, id, newest, held_until):
        missed.append(draft.answer(id, newest, "missed", by="time", reason="found too late"))
        return Step(tuple(missed))
    _raise(draft, id, newest)
    return Step(tuple(missed), raised=True)


def _excuse(draft: Draft, id: str, occurrence: Occurrence) -> bool:
    """Excuse an occurrence that falls in a pause or in the hold of a safety note."""
    if paused_at(draft.state.pauses, id, occurrence.instant):
        draft.answer(id, occurrence, "excused", by="time", reason="paused")
        return True
    if held := draft.routine(id).held:
        draft.answer(id, occurrence, "excused", by="time", reason=f"held: {held}")
        return True
    return False


def paused_at(pauses: tuple[Pause, ...], id: str, instant: datetime) -> Pause | None:
    """The pause of this routine, or of all, that covers the instant."""
    for pause in pauses:
        if pause.routine in (None, id) and pause.start <= instant and (pause.end is None or instant < pause.end):
            return pause
    return None


def _too_late(draft: Draft, id: str, occurrence: Occurrence, held_until: datetime | None) -> bool:
    """Whether it was found later than the preset allows, or outside the part of day it belongs to.

    A time that waited behind a snoozed reminder is counted from the end of the snooze.
    """
    remind = draft.preset(id).remind
    since = max(occurrence.instant, held_until or occurrence.instant)
    if draft.now.instant - since > remind.late.delta():
        return True
    wall = draft.now.wall(draft.zone(id))
    return remind.window is not None and not remind.window.holds(wall.hour * 60 + wall.minute)


def _close_raised(draft: Draft, id: str) -> None:
    raised = draft.routine(id).raised
    if raised:
        draft.answer(id, raised, "missed", by="time", reason="a newer time came due")


def _raise(draft: Draft, id: str, occurrence: Occurrence) -> None:
    armed = tuple(a for a in draft.routine(id).armed if a.key != occurrence.key)
    reminder = Reminder(
        key=occurrence.key,
        nominal=occurrence.nominal,
        instant=occurrence.instant,
        raised_at=draft.now.instant,
        notice=_notice_for(draft),
    )
    draft.change_routine(id, raised=reminder, armed=armed)
    if draft.state.waiting_since is None:
        draft.change(waiting_since=draft.now.instant)


def _notice_for(draft: Draft) -> str:
    """The notice of reminders raised within the last five minutes and still unanswered, or a new one."""
    for routine in draft.state.routines.values():
        other = routine.raised
        young = other and timedelta() <= draft.now.instant - other.raised_at <= TOGETHER
        if other and young and other.snoozed_until is None and other.notice not in draft.state.one_by_one:
            return other.notice
    return draft.next_notice()


def _mark_through(draft: Draft, id: str) -> None:
    wall = draft.now.wall(draft.zone(id))
    if wall > draft.routine(id).through:
        draft.change_routine(id, through=wall)


def _wake(draft: Draft, id: str, raised: Reminder) -> None:
    """A snooze is over: show it again."""
    woken = msgspec.structs.replace(
        raised, snoozed_until=None, shown_again=raised.shown_again + 1, last_shown=draft.now.instant
    )
    draft.change_routine(id, raised=woken)


def _expire(draft: Draft, id: str) -> None:
    end = expires_at(draft.preset(id), draft.routine(id).raised)
    raised = draft.routine(id).raised
    if raised and end and end <= draft.now.instant:
        draft.answer(id, raised, "missed", by="time", reason="nobody answered in time")


def expires_at(preset: Preset, raised: Reminder | None) -> datetime | None:
    """When a reminder closes by itself (UTC): so long after its first delivery, or after its last snooze ended."""
    if raised is None or raised.delivered_at is None or raised.snoozed_until:
        return None
    return max(raised.delivered_at, raised.last_shown or raised.delivered_at) + preset.remind.expires.delta()


def _nag(draft: Draft, id: str) -> None:
    raised = draft.routine(id).raised
    when = nags_at(draft.preset(id), raised)
    if raised and when and when <= draft.now.instant:
        draft.change_routine(
            id, raised=msgspec.structs.replace(raised, nags=raised.nags + 1, last_nag=draft.now.instant)
        )


def nags_at(preset: Preset, raised: Reminder | None) -> datetime | None:
    """When a delivered reminder is shown again by itself (UTC), or None."""
    nag = preset.remind.nag
    if nag is None or raised is None or raised.delivered_at is None or raised.snoozed_until:
        return None
    if raised.nags >= nag.times:
        return None
    shown = max(t for t in (raised.delivered_at, raised.last_shown, raised.last_nag) if t)
    return shown + nag.every.delta()
