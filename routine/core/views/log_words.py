"""What an answer of the log says to people: its word, when it really was, and why, however old the entry is.

The log keeps reasons as they were written, in words of the time: none of it is rewritten, all of it is said anew here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from routine.core.review.safety_notes import RULE
from routine.core.snapshot import Snapshot
from routine.core.state.keys import is_question
from routine.core.state.log import Entry
from routine.core.state.note import note_of
from routine.core.when.format import format_lasting
from routine.core.when.moment import wall

_WORDS = {
    "excused": "not counted",
    "undone": "undone",
    "accepted": "you chose to continue",
}
#: The answers to whether somebody went to a visit.
_WENT = {"done": "you went", "skipped": "you did not go"}
_REASONS = {
    "undone": "",
    "session": "guided session",
    "paused": "it was paused",
    "disabled": "you disabled it",
    "found too late": "it was noticed too late",
    "a newer time came due": "you did not answer before the next time",
    "nobody answered in time": "you did not answer in time",
    "fresh start": "you started fresh",
    "coalesced: the same moment as a later time": "it fell on the same moment as a later time",
    "undone after it was disabled": "you undid your answer after you disabled it",
    "undone after a newer time came due": "you undid your answer after a later time had come",
    "its preset is gone": "its file is gone",
    "min-gap: no": "the last time was too recent",
    "spacing: no": "it did not go with what else you did",
}
_STOPPED = re.compile(r"(stinging, )?stopped at [a-z0-9-]+ \((\d+) of (\d+)\)")
_A_QUESTION = re.compile(r"([a-z0-9-]+): (yes|no)")


def answer_words(draft: Snapshot, entry: Entry, *, lasting: bool = False) -> str:
    """`done at 12:10: in addition. “Stung a little”`. `lasting`: it is read on other days, so none is called today."""
    why, note = _why(draft, entry), note_of(entry)
    if is_question(entry.key) and entry.answer in _WENT:
        said = _WENT[entry.answer]
    else:
        said = f"{_WORDS.get(entry.answer, entry.answer)}{_really(draft, entry, lasting)}"
    said = f"{said}: {why}" if why else said
    return f"{said}. “{note}”" if note else said


def _really(draft: Snapshot, entry: Entry, lasting: bool) -> str:
    """When it was done, where that is not when it was planned."""
    there, planned = wall(entry.at, draft.zone(entry.routine)), draft.came_at(entry.routine, entry)
    if entry.answer != "done" or there.replace(second=0, microsecond=0) == planned.replace(second=0):
        return ""
    same_day = there.date() == planned.date()
    other_day = format_lasting(there) if lasting else draft.when(entry.routine, entry.at)
    return f" at {there:%H:%M}" if same_day else f", {other_day}"


def _why(draft: Snapshot, entry: Entry) -> str:
    reason = entry.reason or ""
    if entry.answer == "accepted":
        return reason.removeprefix(f"{entry.details.get(RULE, '')}: ")
    if reason in _REASONS:
        return _REASONS[reason]
    if stopped := _STOPPED.fullmatch(reason):
        why = "it stung, and you stopped" if stopped[1] else "you stopped"
        return f"{why} at step {stopped[2]} of {stopped[3]}"
    if asked := _A_QUESTION.fullmatch(reason):
        return _answered_before_the_start(draft, *asked.groups())
    return f"on hold. {reason.removeprefix('held: ')}" if reason.startswith("held: ") else reason


def _answered_before_the_start(draft: Snapshot, name: str, answer: str) -> str:
    """The question that ended a session before it began, and its answer."""
    questions: Mapping[str, object] = draft.setup.questions
    text = getattr(questions.get(name), "text", "") or "a question before the start"
    return f"you answered {answer} to “{text}”"
