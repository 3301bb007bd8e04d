"""A person leaves (screen locked, do-not-disturb) and is back: what could not be seen is then shown, calmly, once."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.occurrences.held_back import in_session, unseen_for
from routine.core.reminders.missed import tell_missed
from routine.core.reminders.raise_reminder import raise_reminder
from routine.core.reminders.too_late import outside_window
from routine.core.requests.reports import PresenceTold
from routine.core.snapshot import Snapshot
from routine.core.state.log import Entry
from routine.core.state.reminder import Reminder

#: What was sent so shortly before somebody left was not read; nor was what a server just started for it.
_TO_READ = timedelta(seconds=5)


def presence_told(draft: Draft, report: PresenceTold) -> None:
    """Note whether notices can be seen from now on. Told again without harm; from one reason to another it goes on."""
    away, before = tuple(sorted(set(report.away))), draft.state.presence
    if away == before.away:
        return
    if not away:
        _come_back(draft)
    elif not before.away:
        _not_yet_read(draft)
    draft.change_presence(away=away, since=(before.since or draft.now.instant) if away else None)


def note_unseen(draft: Draft, notice: str) -> None:
    """A notice was sent that nobody can see now."""
    if notice not in draft.state.presence.unseen:
        draft.change_presence(unseen=(*draft.state.presence.unseen, notice))


def forget(draft: Draft, notice: str) -> None:
    """A notice is off the screen: it is not shown once more."""
    presence = draft.state.presence
    if notice in presence.again or notice in presence.unseen:
        left = {id: times for id, times in presence.again.items() if id != notice}
        draft.change_presence(again=left, unseen=tuple(id for id in presence.unseen if id != notice))


def _not_yet_read(draft: Draft) -> None:
    """What was sent a moment ago counts as unseen."""
    since = draft.now.instant - _TO_READ
    for id, routine in list(draft.state.routines.items()):
        raised = routine.raised
        if raised and (first := raised.delivered_at or raised.sent_at) and first > since:
            draft.change_routine(id, raised=replace(raised, delivered_at=None, sent_at=None))
    for notice, delivery in draft.state.notices.deliveries.items():
        if delivery.error is None and delivery.at and delivery.at > since:
            note_unseen(draft, notice)


def _come_back(draft: Draft) -> None:
    """Show what came meanwhile: reminders that nobody saw begin now, together; other notices are sent once more."""
    waiting = [(id, raised) for id in draft.enabled() if (raised := _awaits(draft, id))]
    _count_unseen(draft, [(id, raised) for id, raised in waiting if _shown_at(raised)])
    never_seen = [(id, raised) for id, raised in waiting if not _shown_at(raised)]
    missed = _raise_again(draft, sorted(never_seen, key=lambda one: (one[1].instant, one[0])))
    if missed:
        tell_missed(draft, missed)
    _send_again(draft)


def _awaits(draft: Snapshot, id: str) -> Reminder | None:
    """The routine's reminder, if it is to be seen: not put off, in a session, or one of several gone through."""
    raised = draft.routine(id).raised
    if raised is None or raised.snoozed_until or in_session(draft.state, id):
        return None
    return None if raised.notice in draft.state.notices.one_by_one else raised


def _shown_at(raised: Reminder) -> datetime | None:
    """When it was last shown where somebody could see it."""
    first = raised.delivered_at or raised.sent_at
    return max(first, raised.last_shown or first) if first else None


def _count_unseen(draft: Draft, waiting: list[tuple[str, Reminder]]) -> None:
    """Neither a reminder that was seen before nor the silence runs out by the time in which nobody could answer."""
    now = draft.now.instant
    for id, raised in waiting:
        span = unseen_for(draft.state, _shown_at(raised) or now, now)
        draft.change_routine(id, raised=replace(raised, unseen=raised.unseen + span))
    silence = draft.state.silence
    if silence.waiting_since:
        draft.change_silence(unseen=silence.unseen + unseen_for(draft.state, silence.waiting_since, now))


def _raise_again(draft: Draft, never_seen: list[tuple[str, Reminder]]) -> list[Entry]:
    """Have them wait for an answer from now on, as after a suspend; what its part of the day is over for is missed."""
    missed = []
    # All of them first: one that is raised again would else join the notice of one that is not yet.
    for id, _ in never_seen:
        draft.change_routine(id, raised=None)
    for id, raised in never_seen:
        if why := outside_window(draft, id, raised):
            missed.append(draft.answer(id, raised, "missed", by="time", reason=why))
        else:
            raise_reminder(draft, id, raised)
    return missed


def _send_again(draft: Draft) -> None:
    """Count each notice that was sent unseen; what follows a press was seen by whoever pressed."""
    presence = draft.state.presence
    answered = {card.id for card in draft.state.notices.cards if card.kind == "answered"}
    again = {id: presence.again.get(id, 0) + 1 for id in presence.unseen if id not in answered}
    draft.change_presence(unseen=(), again={**presence.again, **again})
