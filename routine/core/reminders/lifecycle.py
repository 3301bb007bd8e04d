"""The life cycle of a reminder: one routine's step at a tick, by the closing rules."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from routine.core.draft import Draft
from routine.core.occurrences import ramp_nights
from routine.core.occurrences.course import paused_at
from routine.core.occurrences.due import _minute, due, window_of
from routine.core.occurrences.holds import in_session
from routine.core.occurrences.irritation_rest import holding
from routine.core.preset.model import Preset
from routine.core.schedule import Occurrence
from routine.core.snapshot import Snapshot
from routine.core.spacing.check import left_out
from routine.core.state.keys import Planned, is_question
from routine.core.state.log import Entry
from routine.core.state.pause import Pause
from routine.core.state.reminder import Reminder
from routine.core.when.moment import wall

#: Reminders raised within this share one notice.
TOGETHER = timedelta(minutes=5)


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
    _expire(draft, id)
    _nag(draft, id, silent=silent)
    return step


def _decide_due(draft: Draft, id: str, held_until: datetime | None) -> Step:
    """Decide everything that came due; a chain that goes on from a lost link may make more due, hence the loop."""
    missed: list[Entry] = []
    raised = False
    while found := due(id, draft.preset(id), draft.routine(id), draft.now, draft.state.pauses):
        by_night = ramp_nights.by_night(draft.preset(id)) is not None
        # What comes after a night hangs on what became of it: one at a time.
        _mark_through(draft, id, found[-1] if by_night else None)
        step = _decide_found(draft, id, found, held_until)
        missed += step.missed
        raised = raised or step.raised
        if step.raised and not by_night:
            break
    _pass_answered(draft, id)
    return Step(tuple(missed), raised)


def _pass_answered(draft: Draft, id: str) -> None:
    """Move the watermark over times that were answered in advance: their entries need not be kept for ever."""
    routine, zone = draft.routine(id), draft.zone(id)
    behind = [entry.instant for entry in routine.recent if entry.instant <= draft.now.instant]
    if behind and wall(max(behind), zone) > routine.through:
        _mark_through(draft, id)


def _decide_found(draft: Draft, id: str, found: list[Occurrence], held_until: datetime | None) -> Step:
    live = [o for o in found if not _excuse(draft, id, o)]
    if not live:
        return Step()
    raised = draft.routine(id).raised
    if raised and raised.instant > live[-1].instant:
        return Step(tuple(_close(draft, id, one, raised.instant) for one in live))
    *older, newest = live
    _close_raised(draft, id)
    closed = [_close(draft, id, one, newest.instant) for one in older]
    missed = tuple(entry for entry in closed if entry.answer == "missed")
    if why := _too_late(draft, id, newest, held_until):
        return Step((*missed, draft.answer(id, newest, "missed", by="time", reason=why)))
    raise_reminder(draft, id, newest)
    return Step(missed, raised=True)


def _close(draft: Draft, id: str, older: Occurrence, newer: datetime) -> Entry:
    """Answer an occurrence that a newer one, at the instant `newer`, comes before."""
    if older.instant == newer:
        return draft.answer(id, older, "excused", by="time", reason="coalesced: the same moment as a later time")
    return draft.answer(id, older, "missed", by="time", reason="a newer time came due")


def _excuse(draft: Draft, id: str, occurrence: Occurrence) -> bool:
    """Excuse what falls in a pause, in the hold of a safety note, in the time of irritated skin, or has no room."""
    if pause := paused_at(draft.state.pauses, id, occurrence.instant):
        draft.answer(id, occurrence, "excused", by="time", reason="paused")
        no_silence(draft, pause)
        return True
    if held := draft.routine(id).held:
        draft.answer(id, occurrence, "excused", by="time", reason=f"held: {held.why}")
        return True
    why = holding(draft.state, draft.preset(id), occurrence.instant, draft.zone(id))
    if why := why or left_out(draft, id, occurrence):
        draft.answer(id, occurrence, "excused", by="time", reason=why)
        return True
    return False


def no_silence(draft: Draft, pause: Pause) -> None:
    """Not to answer while everything is paused is no silence."""
    if pause.routine is None and not any(r.raised for r in draft.state.routines.values()):
        draft.change_silence(waiting_since=None)


def _too_late(draft: Snapshot, id: str, occurrence: Occurrence, held_until: datetime | None) -> str | None:
    """Why it is not raised: found later than the preset allows, or outside the part of day it belongs to.

    A time that waited behind a snoozed reminder, or for somebody who lay flat, is counted from the end of that.
    """
    remind = draft.preset(id).remind
    since = max(occurrence.instant, held_until or occurrence.instant)
    hold = draft.state.lay_flat
    if hold and hold.end and hold.start <= occurrence.instant <= hold.end:
        since = max(since, hold.end)
    if draft.now.instant - since > remind.late.delta():
        return "found too late"
    window = window_of(draft.preset(id), occurrence)
    if window is None or window.holds(_minute(draft.now.wall(draft.zone(id)))):
        return None
    return f"outside the {window.name}, which it belongs to"


def _close_raised(draft: Draft, id: str) -> None:
    raised = draft.routine(id).raised
    if raised:
        draft.answer(id, raised, "missed", by="time", reason="a newer time came due")


def raise_reminder(draft: Draft, id: str, occurrence: Planned) -> None:
    """Have an occurrence await an answer, from now on, for the first time or because its answer was taken back."""
    armed = tuple(a for a in draft.routine(id).armed if a.key != occurrence.key)
    reminder = Reminder(
        key=occurrence.key,
        nominal=occurrence.nominal,
        instant=occurrence.instant,
        raised_at=draft.now.instant,
        notice=draft.next_notice() if is_question(occurrence.key) else _notice_for(draft),
    )
    draft.change_routine(id, raised=reminder, armed=armed)
    if draft.state.silence.waiting_since is None:
        draft.change_silence(waiting_since=draft.now.instant)


def _notice_for(draft: Draft) -> str:
    """The notice of reminders raised within the last five minutes and still unanswered, or a new one."""
    for routine in draft.state.routines.values():
        other = routine.raised
        young = other and timedelta() <= draft.now.instant - other.raised_at <= TOGETHER
        if other and is_question(other.key):
            continue  # it has answers of its own, which no other reminder may share
        if other and young and other.snoozed_until is None and other.notice not in draft.state.notices.one_by_one:
            return other.notice
    return draft.next_notice()


def _mark_through(draft: Draft, id: str, decided: Occurrence | None = None) -> None:
    """Everything up to now is decided; or up to `decided` alone."""
    here = wall(decided.instant, draft.zone(id)) if decided else draft.now.wall(draft.zone(id))
    if here > draft.routine(id).through:
        draft.change_routine(id, through=here)


def wake(draft: Draft, id: str, raised: Reminder) -> None:
    """A snooze is over: show it again, and no longer that it comes later."""
    woken = msgspec.structs.replace(
        raised, snoozed_until=None, shown_again=raised.shown_again + 1, last_shown=draft.now.instant
    )
    draft.change_routine(id, raised=woken)
    for card in draft.state.notices.cards:
        if snooze_id(id, raised) in card.about:
            draft.drop_card(card.id)


def snooze_id(id: str, raised: Reminder) -> str:
    """How a card names the reminder whose snooze it tells of."""
    return f"{id}@{raised.key}"


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


def _nag(draft: Draft, id: str, *, silent: bool) -> None:
    """Show it again when its time has come; while nobody answers for days, that time only moves on."""
    raised = draft.routine(id).raised
    when = nags_at(draft.preset(id), raised)
    if raised and when and when <= draft.now.instant:
        nags = raised.nags + (not silent)
        draft.change_routine(id, raised=msgspec.structs.replace(raised, nags=nags, last_nag=draft.now.instant))


def nags_at(preset: Preset, raised: Reminder | None) -> datetime | None:
    """When a reminder that was delivered, or at least sent, is shown again by itself (UTC), or None."""
    nag = preset.remind.nag
    if nag is None or raised is None or raised.snoozed_until or raised.nags >= nag.times:
        return None
    first = raised.delivered_at or raised.sent_at
    if first is None:
        return None
    return max(first, raised.last_shown or first, raised.last_nag or first) + nag.every.delta()
