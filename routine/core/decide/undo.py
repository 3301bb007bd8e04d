"""Undo: take back the last answer, and what hung on it."""

from __future__ import annotations

from typing import Any

from routine.core.draft import Draft, heard, resolve_enabled, title_of
from routine.core.errors import NothingToDoError
from routine.core.irritation_undo import latest, none_it_was
from routine.core.occurrences.sunscreen_renewal import STAYING_IN
from routine.core.reminders.take_back import take_back
from routine.core.requests import Undo
from routine.core.state.log import Entry
from routine.core.supply import take_back_refill

Reply = dict[str, Any]


def undo(draft: Draft, command: Undo) -> Reply:
    """Take back the last answer, refill or report of irritation that a person gave, of one routine or at all."""
    ids = [resolve_enabled(draft, command.routine)] if command.routine else list(draft.state.routines)
    recent = [entry for id in ids for entry in draft.routine(id).recent]
    theirs = [entry for entry in recent if entry.by == "person"]
    given = [entry for entry in theirs if entry.answer in ("done", "skipped") or _stays_in(entry)]
    stocks = [stock for id in ids if (stock := draft.routine(id).stock)]
    given += [stock.refill.entry for stock in stocks if stock.refill]
    last_seq = max((entry.seq for entry in given), default=0)
    if (one := latest(draft, command.routine and ids[0])) and one.seq >= last_seq:
        heard(draft)
        return none_it_was(draft, one)
    if not given:
        of = f" of {title_of(draft, ids[0])}" if command.routine else ""
        raise NothingToDoError(f"There is no answer{of} to take back", "routine log")
    heard(draft)
    last = max(given, key=lambda entry: entry.seq)
    if last.answer == "refilled":
        return take_back_refill(draft, last)
    if not _stays_in(last):
        return take_back(draft, last)
    # One answer of a person's, several entries: the day comes back whole, the last of it first.
    day = [one for one in given if _stays_in(one) and _given_with(one, last)]
    replies = [take_back(draft, entry) for entry in sorted(day, key=lambda entry: -entry.seq)]
    return {key: [part for reply in replies for part in reply[key]] for key in ("said", "answers")}


def _stays_in(entry: Entry) -> bool:
    return entry.answer == "excused" and entry.reason == STAYING_IN


def _given_with(one: Entry, last: Entry) -> bool:
    return one.routine == last.routine and one.recorded_at == last.recorded_at
