"""Undo of a report that skin is irritated: for how long it is offered; what it held goes on as if nothing was said."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.irritation.outcomes import ReportTakenBack
from routine.core.occurrences.irritation_rest import lasting, since_words
from routine.core.reminders.undo_answer import take_back
from routine.core.snapshot import Snapshot
from routine.core.state.cards import card_id
from routine.core.state.irritation import Irritation
from routine.core.state.log import Entry

#: A report that was a slip is noticed so soon.
SLIP = timedelta(hours=1)


def can_be_taken_back(draft: Snapshot, one: Irritation) -> bool:
    """Whether it was reported so lately that it may have been a wrong press; later, only its end can be told."""
    return draft.now.instant - one.at < SLIP


def latest(draft: Snapshot, id: str | None) -> Irritation | None:
    """The report that can still be taken back: of this routine, or (None) of any."""
    one = lasting(draft.state, draft.now.instant)
    return one if one and can_be_taken_back(draft, one) and id in (None, one.routine) else None


def take_back_report(draft: Draft, one: Irritation) -> ReportTakenBack:
    """Ramps may go as far as before it, and what was not counted because of it waits again, unless it is too late."""
    excused = [entry for id in draft.enabled() for entry in _excused_by(draft, id, one)]
    draft.change(irritations=tuple(other for other in draft.state.irritations if other is not one))
    for id, upto in one.before:
        kept = draft.routine(id).nights if id in draft.state.routines else None
        if kept is not None:
            draft.change_routine(id, nights=replace(kept, upto=upto))
    draft.drop_card(card_id("irritation"))
    return ReportTakenBack(tuple((entry, take_back(draft, entry)) for entry in excused))


def _excused_by(draft: Snapshot, id: str, one: Irritation) -> list[Entry]:
    late, why = draft.preset(id).remind.late.delta(), since_words(one, draft.zone(id))
    return [
        entry
        for entry in draft.routine(id).recent
        if entry.answer == "excused" and entry.reason == why and entry.seq > one.seq
        if draft.now.instant - entry.instant <= late
    ]
