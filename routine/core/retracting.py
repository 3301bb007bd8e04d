"""Taking back one entry of the log, and what hung on it."""

from __future__ import annotations

from typing import Any

from routine.core.draft import Draft
from routine.core.reminder import raise_reminder
from routine.core.session_end import OWN_TIME
from routine.core.signs import ratings_of
from routine.core.state import Entry
from routine.core.texts import answered_line, next_line

Reply = dict[str, Any]


def take_back(draft: Draft, entry: Entry) -> Reply:
    """Retract one answer: what was missed stands again; else it waits again, or is missed if a newer one came.

    What is no longer enabled is not asked again: its time is not counted.
    """
    id = entry.routine
    before = draft.routine(id).raised
    hung = before is not None and before.key == f"after:{entry.seq}"
    if entry.was in ("missed", "excused"):
        back = draft.answer(id, entry, entry.was, by="time", at=entry.instant, reason="undone", replaces=entry)
    elif not draft.routine(id).enabled:
        back = draft.answer(id, entry, "excused", by="time", reason="undone after it was disabled", replaces=entry)
    elif before is not None and not hung and entry.instant <= draft.now.instant:
        back = draft.answer(id, entry, "missed", by="time", reason="undone after a newer time came due", replaces=entry)
    else:
        back = draft.answer(id, entry, "undone", by="person", replaces=entry)
        # A session that answered no planned time was a time of its own: taken back, it never was.
        if not entry.key.startswith(OWN_TIME):
            _open_again(draft, entry)
    notes = ["Its ratings are gone with it."] if ratings_of(entry) else []
    notes += ["It waits again." if draft.routine(id).raised else next_line(draft, id)]
    return {
        "said": [" ".join([_taken_back_line(draft, back), *notes])],
        "answers": [{"id": entry.id, "answer": back.answer}],
    }


def _taken_back_line(draft: Draft, back: Entry) -> str:
    """A time of its own does not open again: it never was planned."""
    own = back.answer == "undone" and back.key.startswith(OWN_TIME)
    return answered_line(draft, back, "taken back" if own else None)


def _open_again(draft: Draft, entry: Entry) -> None:
    """The retracted occurrence is raised again if it had come due, else it is ahead again."""
    id = entry.routine
    if entry.instant <= draft.now.instant:
        raise_reminder(draft, id, entry)
    else:
        draft.open_again(id, entry, "its answer was taken back")
