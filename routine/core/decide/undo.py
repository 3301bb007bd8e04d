"""Undo: take back the last that a person said: an answer, a refill, later, a pause, irritated skin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from routine.core.draft import Draft
from routine.core.errors import NothingToDoError
from routine.core.find_routine import resolve_enabled
from routine.core.irritation.outcomes import ReportTakenBack
from routine.core.irritation.undo_report import latest, take_back_report
from routine.core.occurrences.sunscreen_renewal import STAYING_IN
from routine.core.reminders.outcomes import NotPutOff, PauseTakenBack, TakenBack
from routine.core.reminders.undo_answer import take_back
from routine.core.reminders.undo_pause import last_pause, take_back_pause
from routine.core.reminders.undo_snooze import bring_back, last_put_off
from routine.core.requests.commands import Undo
from routine.core.snapshot import Snapshot
from routine.core.state.log import Entry
from routine.core.state.pause import Pause
from routine.core.supply.shelf_life import ProductTakenBack, last_opened, take_back_product
from routine.core.supply.stock import RefillTakenBack, take_back_refill

Undone = TakenBack | RefillTakenBack | ReportTakenBack | NotPutOff | PauseTakenBack | ProductTakenBack


def undo(draft: Draft, command: Undo) -> Undone:
    """Take back the last that was said, of one routine or at all. Raises NothingToDoError where nothing was."""
    ids = [resolve_enabled(draft, command.routine)] if command.routine else list(draft.state.routines)
    given = [*_answers(draft, ids), *_refills(draft, ids)]
    last = max(given, key=lambda entry: entry.seq, default=None)
    found = [one for one in _said(draft, ids, command) if command.what in (None, one[2])]
    newest = max(found, key=lambda one: one[:2], default=None)
    if command.what and (newest is None or (last and last.seq > newest[0])):
        raise _something_else()
    if command.seq is not None:
        if last is None or command.seq != last.seq:
            raise _something_else()
        newest = None
    if newest and (last is None or newest[0] >= last.seq):
        return newest[3]()
    if last is None:
        said = f"{draft.title(ids[0])} has no answer to undo." if command.routine else "There is nothing to undo."
        raise NothingToDoError(said, "See your history: routine log")
    return _entry(draft, given, last)


def _something_else() -> NothingToDoError:
    return NothingToDoError(
        "You have answered something else meanwhile. Nothing was undone.", "See your history: routine log"
    )


#: What stands in no log: after which entry it was said, when, what it was, and what takes it back.
_NoEntry = tuple[int, datetime, str, Callable[[], Undone]]


def _said(draft: Draft, ids: list[str], command: Undo) -> list[_NoEntry]:
    """The last of each kind of thing that a person says and that is not an answer."""
    found: list[_NoEntry] = []
    if one := latest(draft, command.routine and ids[0]):
        found.append((one.seq, one.at, "report", partial(take_back_report, draft, one)))
    if later := last_put_off(draft, ids):
        found.append((later[0], later[1], "later", partial(bring_back, draft, later)))
    paused = last_pause(draft, command.routine and ids[0])
    if paused and (command.what == "pause" or not _ran_out(draft, paused)):
        found.append((paused.seq or 0, paused.said or paused.start, "pause", partial(take_back_pause, draft, paused)))
    if (opened := last_opened(draft, ids)) and opened[1].said:
        found.append((opened[1].seq, opened[1].said, "product", partial(take_back_product, draft, opened[0])))
    return found


def _ran_out(draft: Snapshot, pause: Pause) -> bool:
    """Whether a pause has run its course since it was entered: an undo after that does not mean it."""
    return pause.end is not None and (pause.said or pause.start) < pause.end <= draft.now.instant


def _entry(draft: Draft, given: list[Entry], last: Entry) -> TakenBack | RefillTakenBack:
    if last.answer == "refilled":
        product = draft.routine(last.routine).product
        if product and product.said == last.recorded_at:  # it was said together with the refill
            take_back_product(draft, last.routine)
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
