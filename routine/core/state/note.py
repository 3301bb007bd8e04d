"""A person's own words beside an answer: how an entry of the log keeps them, and how long they may be."""

from __future__ import annotations

from routine.core.errors import UsageError
from routine.core.state.log import Entry
from routine.core.text.safe import one_line

#: The key of an entry's details that holds the note.
NOTE = "note"
LONGEST = 500


def note_of(entry: Entry) -> str | None:
    """The note beside an answer; None where there is none."""
    return entry.details.get(NOTE)


def note_details(text: str | None) -> dict[str, str]:
    """The details of an answer with this note. Raises UsageError for one that is empty or too long."""
    if text is None:
        return {}
    note = one_line(text).strip()
    if not note:
        raise UsageError("The note is empty.", 'Write a few words, for example: --note "stung a little"')
    if len(note) > LONGEST:
        raise UsageError(
            f"The note has {len(note)} characters. At most {LONGEST} are possible. Nothing was changed.",
            "Write a shorter note.",
        )
    return {NOTE: note}


def kept_note(answer: str, replaces: Entry | None) -> dict[str, str]:
    """What a correction of an answer keeps of its note: all of it, while the answer is the same."""
    return note_details(note_of(replaces)) if replaces and replaces.answer == answer else {}
