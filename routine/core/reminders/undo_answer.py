"""Undo of an answer: one entry of the log is taken back, and what hung on it."""

from __future__ import annotations

from routine.core.draft import Draft
from routine.core.occurrences.first_time import first_time
from routine.core.reminders.raise_reminder import raise_again
from routine.core.schedule.types import AfterDone
from routine.core.snapshot import Snapshot
from routine.core.state.keys import Planned, is_link, is_unplanned, is_visit, link_key
from routine.core.state.log import Entry, moved_by
from routine.core.state.stock import restored_seq

#: What shows that a time came due, and was not merely left out.
_CAME = ("done", "skipped", "missed")


def take_back(draft: Draft, entry: Entry) -> Entry:
    """Retract one answer: what it replaced holds again; else it waits again, or is missed if a newer one came.

    What is no longer enabled is not asked again: its time is not counted. Returns the entry that retracts it.
    """
    id, before = entry.routine, _before(draft, entry)
    if before is not None:
        return _holds_again(draft, entry, before)
    if entry.was in ("missed", "excused"):  # the log is not at hand
        return draft.answer(id, entry, entry.was, by="time", at=entry.instant, reason="undone", replaces=entry)
    if is_unplanned(entry.key):
        # What answered no planned time was a time of its own: taken back, it never was.
        back = draft.answer(id, entry, "undone", by="person", replaces=entry)
        _chain_goes_on(draft, id)
    elif not draft.routine(id).enabled:
        back = draft.answer(id, entry, "excused", by="time", reason="undone after it was disabled", replaces=entry)
    elif _newer_came(draft, entry):
        back = draft.answer(id, entry, "missed", by="time", reason="undone after a newer time came due", replaces=entry)
    else:
        back = draft.answer(id, entry, "undone", by="person", replaces=entry)
        _open_again(draft, entry)
    return back


def _before(draft: Snapshot, entry: Entry) -> Entry | None:
    """The answer that this one took the place of, as the log has it; None for a first answer.

    An answer that an undo restored stands for the one that it restored: undone too, it is not the undo that is undone.
    """
    log = {one.seq: one for one in draft.history}
    first = log.get(restored_seq(entry), entry)
    return log.get(first.replaces) if first.replaces is not None else None


def _holds_again(draft: Draft, entry: Entry, before: Entry) -> Entry:
    """What a correction had replaced holds again, in all its consequences: when it was, what it took, what follows.

    The log has what a clock that was ahead had dated as it was said then; nobody did it later than now.
    """
    return draft.answer(
        entry.routine,
        before,
        before.answer,
        by=before.by,
        at=min(before.at, draft.now.instant),
        reason=before.reason,
        replaces=entry,
        restores=before,
    )


def _newer_came(draft: Snapshot, entry: Entry) -> bool:
    """Whether a newer time came due since, waiting or closed by now; not one that hangs on this very answer."""
    routine = draft.routine(entry.routine)
    others: list[Planned] = [one for one in routine.recent if one.answer in _CAME and not _of_its_own(one)]
    others += [routine.raised] if routine.raised else []
    newer = (one for one in others if entry.instant < one.instant <= draft.now.instant)
    return any(one.key not in (entry.key, link_key(entry.seq)) for one in newer)


def _of_its_own(one: Entry) -> bool:
    """Whether it closes no other time: a session that no time was planned for, and what belongs to a visit."""
    return is_unplanned(one.key) or is_visit(one.key)


def _open_again(draft: Draft, entry: Entry) -> None:
    """The retracted occurrence is raised again if it had come due, else it is ahead again.

    Behind an older one that waits still, it comes due after that.
    """
    id = entry.routine
    if entry.instant <= draft.now.instant and not draft.routine(id).raised:
        raise_again(draft, id, entry)
    else:
        draft.open_again(id, entry, "you undid its answer", moved_by(entry))


def _chain_goes_on(draft: Draft, id: str) -> None:
    """What hung on a time of its own hangs on the answer before it again; with none before, on the first time."""
    preset, routine = draft.known(id), draft.routine(id)
    if preset is None or not routine.enabled or routine.raised or any(is_link(armed.key) for armed in routine.armed):
        return
    last = max(routine.recent, key=lambda one: one.at if one.answer == "done" else one.instant, default=None)
    if last is not None:
        draft.arm_own(last, open_link=True)
    chain, armed = isinstance(preset.schedule.base, AfterDone), draft.routine(id).armed
    first = first_time(preset, routine, draft.calendar(id), draft.now) if chain and not armed else None
    if first:
        draft.change_routine(id, armed=(*armed, first))
