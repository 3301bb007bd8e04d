"""What one log entry does to the state: the same fold when an answer is given and when the log is read again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from msgspec.structs import replace

from routine.core.schedule.clock import Occurrence
from routine.core.state.keys import ClockTime, VisitReminder, parse_key, print_key
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.state.nights import Nights
from routine.core.state.reminder import Armed, Reminder
from routine.core.state.routine import CourseState, RoutineState
from routine.core.state.stock import after_entry
from routine.core.state.visit import Visit, VisitStatus

RECENT_FOR = timedelta(days=3)
RECENT_LEAST = 3
#: The state is written whole at every commit: of what is answered every few minutes, no more is kept.
RECENT_MOST = 64


def fold_entry(state: State, entry: Entry) -> State:
    """The state after `entry`; its seq is at least the entry's. The watermark `through` is not touched.

    The entry that this one replaces leaves `recent`; this one joins it, unless it only retracts (`undone`). An answer
    clears the raised or armed occurrence of its key; to the question on a visit's evening, it says what became of the
    visit. `done_count`, `last_done` and the stock follow. A rule that was `accepted` joins the routine's. An entry of a
    routine that the state does not know, or of a rehearsal, changes the seq alone.
    """
    seq = max(state.seq, entry.seq)
    routine = state.routines.get(entry.routine)
    if routine is None or entry.answer == "rehearsal":
        return replace(state, seq=seq)
    if entry.answer == "accepted":
        folded = _overridden(routine, entry)
    else:
        folded = routine if "refilled" in (entry.answer, entry.was) else _answered(routine, entry)
    folded = replace(folded, stock=after_entry(routine.stock, entry))
    return replace(state, seq=seq, routines={**state.routines, entry.routine: folded})


def catch_up(state: State, logged: Iterable[Entry]) -> State:
    """The state once the log was read: its entries beyond the state folded in, the outbox without what the log has.

    `logged` has at least the entries from the first in the outbox on, in any order.
    """
    there = {entry.seq: entry for entry in logged}
    caught_up = replace(state, outbox=tuple(e for e in state.outbox if e.seq not in there))
    for seq in sorted(there):
        if seq > state.seq:
            caught_up = fold_logged(caught_up, there[seq])
    return caught_up


def fold_logged(state: State, entry: Entry) -> State:
    """`fold_entry` for an entry found in the log beyond the state's seq, as when the last good state had to be used.

    What a retraction had raised again is not in that state: it is armed, so that it comes due again and is not lost.
    """
    folded = fold_entry(state, entry)
    routine = folded.routines.get(entry.routine)
    if (
        entry.answer != "undone"
        or entry.was == "refilled"
        or routine is None
        or (routine.raised and routine.raised.key == entry.key)
    ):
        return folded
    again = Armed(key=entry.key, nominal=entry.nominal, instant=entry.instant, reason="its answer was taken back")
    armed = (*(a for a in routine.armed if a.key != entry.key), again)
    return replace(folded, routines={**folded.routines, entry.routine: replace(routine, armed=armed)})


#: Entries that answer no occurrence.
NO_ANSWERS = ("undone", "rehearsal", "refilled", "accepted")


def effective(history: Iterable[Entry]) -> list[Entry]:
    """The entries that no later one replaces, retractions aside."""
    entries = list(history)
    replaced = {entry.replaces for entry in entries}
    return [entry for entry in entries if entry.seq not in replaced and entry.answer not in NO_ANSWERS]


def _overridden(routine: RoutineState, entry: Entry) -> RoutineState:
    """The routine goes on although a rule stands against it."""
    rule = entry.details.get("rule", "")
    known = routine.safety
    return (
        routine if rule in known.accepted else replace(routine, safety=replace(known, accepted=(*known.accepted, rule)))
    )


def _answered(routine: RoutineState, entry: Entry) -> RoutineState:
    replaced = next((e for e in routine.recent if e.seq == entry.replaces), None)
    left = tuple(e for e in routine.recent if e is not replaced)
    # Where the replaced entry is not at hand any more, this one says itself what it was.
    undoes_done = (replaced.answer if replaced else entry.was) == "done"
    routine = replace(
        routine,
        recent=left if entry.answer == "undone" else _trimmed((*left, entry), routine.through),
        course=_counted(routine.course, (entry.answer == "done") - undoes_done),
        last_done=_last_done(routine.last_done, replaced, left, entry),
        visits=answered(routine, entry),
    )
    if routine.nights is not None and is_night(entry):
        routine = replace(routine, nights=_night(routine.nights, entry))
    if entry.answer == "undone":
        return routine
    raised = None if routine.raised and routine.raised.key == entry.key else routine.raised
    return replace(routine, raised=raised, armed=tuple(a for a in routine.armed if a.key != entry.key))


def _counted(course: CourseState, more: int) -> CourseState:
    return replace(course, done_count=max(0, course.done_count + more)) if more else course


def is_night(planned: Entry | Armed | Reminder | Occurrence) -> bool:
    """Whether its key is its nominal time: an answer to another one says nothing of a planned night."""
    return planned.key == print_key(ClockTime(planned.nominal))


def _night(nights: Nights, entry: Entry) -> Nights:
    """The nights done, with or without this one."""
    done = {*nights.done} - {entry.nominal.date()}
    done |= {entry.nominal.date()} if entry.answer == "done" else set()
    return replace(nights, done=tuple(sorted(done)))


def _last_done(
    known: datetime | None, replaced: Entry | None, left: tuple[Entry, ...], entry: Entry
) -> datetime | None:
    """When it was last done. Only if the very entry that `known` comes from was replaced must `recent` tell."""
    if replaced is not None and replaced.answer == "done" and replaced.at == known:
        known = max((e.at for e in left if e.answer == "done"), default=None)
    if entry.answer != "done":
        return known
    return entry.at if known is None else max(known, entry.at)


def _trimmed(entries: tuple[Entry, ...], through: datetime) -> tuple[Entry, ...]:
    """The last three days of entries; at least the last three, and the last three done, to fall back on in an undo.

    Answers given ahead of the watermark stay, however many: only they keep their times from coming due.
    """
    since = entries[-1].recorded_at - RECENT_FOR
    done = [e.seq for e in entries if e.answer == "done"][-RECENT_LEAST:]
    sure = {*done, *(e.seq for e in entries[-RECENT_LEAST:])}
    room = RECENT_MOST - len(sure)
    others = [e.seq for e in entries if e.recorded_at >= since and e.seq not in sure]
    kept = sure | set(others[-room:]) | {e.seq for e in entries if e.nominal > through}
    return tuple(e for e in entries if e.seq in kept)


def answered(routine: RoutineState, entry: Entry) -> tuple[Visit, ...]:
    """The visits once the evening's question was answered: went, did not go, moved, or the answer was taken back."""
    key = parse_key(entry.key)
    if not isinstance(key, VisitReminder) or not (key.asks or key.until_yes):
        return routine.visits
    judged = partial(_cleared, step=key.until_yes) if key.until_yes else _judged
    return tuple(judged(visit, entry) if visit.n == key.n else visit for visit in routine.visits)


def _cleared(visit: Visit, entry: Entry, *, step: str) -> Visit:
    """The visit once a question that is asked until the answer is yes was answered: yes, not yet, or taken back."""
    rest = tuple(one for one in visit.cleared if one != step)
    return replace(visit, cleared=(*rest, step) if entry.answer == "done" else rest, planned=False)


def _judged(visit: Visit, entry: Entry) -> Visit:
    status = _status_after(visit, entry)
    if status == visit.status:
        return visit
    return replace(visit, status=status, planned=False, asked=visit.asked if status == "attended" else ())


def _status_after(visit: Visit, entry: Entry) -> VisitStatus:
    if entry.answer == "done":
        return "attended"
    if entry.answer == "skipped":
        return "missed"
    if entry.details.get("visit") == "moved":
        return "moved"
    closed_by_it = {"attended": "done", "missed": "skipped", "moved": "excused"}.get(visit.status)
    return "booked" if closed_by_it is not None and entry.was == closed_by_it else visit.status
