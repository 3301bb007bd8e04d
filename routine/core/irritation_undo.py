"""A report of irritation that was none, taken back: what it held goes on as if nothing had been said."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.irritation import NOTICE, can_be_taken_back
from routine.core.occurrences.irritation_rest import lasting, since_words
from routine.core.reminders.take_back import take_back
from routine.core.state.irritation import Irritation
from routine.core.state.log import Entry
from routine.core.state.notice import Card

Reply = dict[str, Any]


def latest(draft: Draft, id: str | None) -> Irritation | None:
    """The report that can still be taken back: of this routine, or (None) of any."""
    one = lasting(draft.state, draft.now.instant)
    return one if one and can_be_taken_back(draft, one) and id in (None, one.routine) else None


def press(draft: Draft, card: Card, button: str) -> Reply | None:
    """The button Undo of its notice; None for another one, or where it came too late."""
    one = latest(draft, None)
    return none_it_was(draft, one) if one and card.kind == "irritation" and button == "undo" else None


def none_it_was(draft: Draft, one: Irritation) -> Reply:
    """Ramps may go as far as before it, and what was not counted because of it waits again, unless it is too late."""
    excused = [entry for id in draft.enabled() for entry in _excused_by(draft, id, one)]
    draft.change(irritations=tuple(other for other in draft.state.irritations if other is not one))
    for id, upto in one.before:
        kept = draft.routine(id).nights if id in draft.state.routines else None
        if kept is not None:
            draft.change_routine(id, nights=replace(kept, upto=upto))
    draft.drop_card(NOTICE)
    replies = [take_back(draft, entry) for entry in excused]
    said = ["Taken back: no irritation. What waited goes on as before.", *(line for r in replies for line in r["said"])]
    return {"said": said, "answers": [answer for r in replies for answer in r["answers"]]}


def _excused_by(draft: Draft, id: str, one: Irritation) -> list[Entry]:
    late, why = draft.preset(id).remind.late.delta(), since_words(one, draft.zone(id))
    return [
        entry
        for entry in draft.routine(id).recent
        if entry.answer == "excused" and entry.by == "person" and entry.reason == why and entry.seq > one.seq
        if draft.now.instant - entry.instant <= late
    ]
