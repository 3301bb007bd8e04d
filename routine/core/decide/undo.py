"""Undo: take back the last answer, refill or report of irritation that a person gave, and what hung on it."""

from __future__ import annotations

from routine.core.draft import Draft
from routine.core.errors import NothingToDoError
from routine.core.find_routine import resolve_enabled
from routine.core.irritation.outcomes import ReportTakenBack
from routine.core.irritation.take_back import latest, none_it_was
from routine.core.occurrences.sunscreen_renewal import STAYING_IN
from routine.core.reminders.back_from_later import bring_back, last_put_off
from routine.core.reminders.outcomes import NotPutOff, TakenBack
from routine.core.reminders.take_back import take_back
from routine.core.requests.commands import Undo
from routine.core.snapshot import Snapshot
from routine.core.state.log import Entry
from routine.core.supply.stock import RefillTakenBack, take_back_refill


def undo(draft: Draft, command: Undo) -> TakenBack | RefillTakenBack | ReportTakenBack | NotPutOff:
    """Take back the last that was said, of one routine or at all. Raises NothingToDoError where nothing was."""
    ids = [resolve_enabled(draft, command.routine)] if command.routine else list(draft.state.routines)
    given = [*_answers(draft, ids), *_refills(draft, ids)]
    last_seq = max((entry.seq for entry in given), default=0)
    if command.seq is not None and command.seq != last_seq:
        raise NothingToDoError(
            "You have answered something else meanwhile. Nothing was undone.", "See your history: routine log"
        )
    if (one := latest(draft, command.routine and ids[0])) and one.seq >= last_seq:
        return none_it_was(draft, one)
    if (later := last_put_off(draft, ids)) and later[0] >= last_seq:
        return bring_back(draft, later)
    if not given:
        said = f"{draft.title(ids[0])} has no answer to undo." if command.routine else "There is nothing to undo."
        raise NothingToDoError(said, "See your history: routine log")
    last = max(given, key=lambda entry: entry.seq)
    if last.answer == "refilled":
        return take_back_refill(draft, last)
    # Staying in is one answer of a person's, and several entries: the day comes back whole, the last of it first.
    day = [one for one in given if _stays_in(one) and _given_with(one, last)] if _stays_in(last) else [last]
    return TakenBack(tuple((one, take_back(draft, one)) for one in sorted(day, key=lambda entry: -entry.seq)))


def _answers(draft: Snapshot, ids: list[str]) -> list[Entry]:
    theirs = [entry for id in ids for entry in draft.routine(id).recent if entry.by == "person"]
    return [entry for entry in theirs if entry.answer in ("done", "skipped") or _stays_in(entry)]


def _refills(draft: Snapshot, ids: list[str]) -> list[Entry]:
    stocks = [stock for id in ids if (stock := draft.routine(id).stock)]
    return [stock.refill.entry for stock in stocks if stock.refill]


def _stays_in(entry: Entry) -> bool:
    return entry.answer == "excused" and entry.reason == STAYING_IN


def _given_with(one: Entry, last: Entry) -> bool:
    return one.routine == last.routine and one.recorded_at == last.recorded_at
