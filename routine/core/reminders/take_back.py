"""Taking back one entry of the log, and what hung on it."""

from __future__ import annotations

from routine.core.draft import Draft
from routine.core.reminders.raise_reminder import raise_reminder
from routine.core.snapshot import Snapshot
from routine.core.state.keys import Planned, is_own_session, is_visit, link_key
from routine.core.state.log import Entry

#: What shows that a time came due, and was not merely left out.
_CAME = ("done", "skipped", "missed")


def take_back(draft: Draft, entry: Entry) -> Entry:
    """Retract one answer: what was missed stands again; else it waits again, or is missed if a newer one came.

    What is no longer enabled is not asked again: its time is not counted. Returns the entry that retracts it.
    """
    id = entry.routine
    if entry.was in ("missed", "excused"):
        back = draft.answer(id, entry, entry.was, by="time", at=entry.instant, reason="undone", replaces=entry)
    elif not draft.routine(id).enabled:
        back = draft.answer(id, entry, "excused", by="time", reason="undone after it was disabled", replaces=entry)
    elif _newer_came(draft, entry):
        back = draft.answer(id, entry, "missed", by="time", reason="undone after a newer time came due", replaces=entry)
    else:
        back = draft.answer(id, entry, "undone", by="person", replaces=entry)
        # A session that answered no planned time was a time of its own: taken back, it never was.
        if not is_own_session(entry.key):
            _open_again(draft, entry)
    return back


def _newer_came(draft: Snapshot, entry: Entry) -> bool:
    """Whether a newer time came due since, waiting or closed by now; not one that hangs on this very answer."""
    routine = draft.routine(entry.routine)
    others: list[Planned] = [one for one in routine.recent if one.answer in _CAME and not _of_its_own(one)]
    others += [routine.raised] if routine.raised else []
    newer = (one for one in others if entry.instant < one.instant <= draft.now.instant)
    return any(one.key not in (entry.key, link_key(entry.seq)) for one in newer)


def _of_its_own(one: Entry) -> bool:
    """Whether it closes no other time: a session that no time was planned for, and what belongs to a visit."""
    return is_own_session(one.key) or is_visit(one.key)


def _open_again(draft: Draft, entry: Entry) -> None:
    """The retracted occurrence is raised again if it had come due, else it is ahead again.

    Behind an older one that waits still, it comes due after that.
    """
    id = entry.routine
    if entry.instant <= draft.now.instant and not draft.routine(id).raised:
        raise_reminder(draft, id, entry, again=True)
    else:
        draft.open_again(id, entry, "its answer was taken back")
