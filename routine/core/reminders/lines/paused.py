"""The words of a pause: from when to when, what it excused, and what comes next when it ends."""

from __future__ import annotations

from routine.core.reminders.lines.pause_line import paused_words
from routine.core.reminders.next_time import next_line, waits_too, with_next
from routine.core.reminders.outcomes import Paused, PauseTakenBack, Resumed
from routine.core.requests.replies import commands as reply
from routine.core.requests.replies.commands import Given
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Confirmation
from routine.core.state.notice import RESUME
from routine.core.text.counts import plural


def paused(draft: Snapshot, outcome: Paused) -> reply.AnswersReply:
    """From when to when, what it excused, and how to end it."""
    id, end = outcome.routine, outcome.end
    over = end is not None and end <= draft.now.instant
    start = outcome.start if outcome.start != draft.now.instant else None
    lines = [f"{paused_words(draft, id, start, end)}."]
    if outcome.excused:
        count = len(outcome.excused)
        lines.append(plural(count, one="1 time is not counted.", other="{count} times are not counted."))
    if not over:
        command = f"routine resume {id}" if id else "routine resume"
        lines.append(f"To resume sooner: {command}" if end else f"To resume: {command}")
    elif id:
        lines.append(next_line(draft, id))
    return reply.AnswersReply(said=tuple(lines), answers=tuple(Given(entry.id, "excused") for entry in outcome.excused))


def paused_notice(_: Snapshot, __: Paused) -> Confirmation:
    """Everything is paused, after days without an answer, until the person says more: here, for a day."""
    return Confirmation("Paused", ("Everything is paused until you resume.",), buttons=(RESUME,), to_read=True)


def resumed_notice(draft: Snapshot, outcome: Resumed) -> Confirmation:
    """The end of a pause by mouse, and what comes next."""
    return Confirmation("Reminders resumed", tuple(with_next(draft, outcome.routines)) or ("Nothing is planned.",))


def pause_taken_back(draft: Snapshot, outcome: PauseTakenBack) -> reply.AnswersReply:
    """That the pause is gone, and what comes next."""
    ids = [outcome.pause.routine] if outcome.pause.routine else draft.enabled()
    what = draft.title(outcome.pause.routine) if outcome.pause.routine else "Everything"
    count = len(outcome.back)
    again = plural(count, one="1 time counts again.", other="{count} times count again.") if count else ""
    waits = [line for id in ids for line in waits_too(draft, id)]
    lines = (f"The pause is undone: {what}. {again}".strip(), *waits, *with_next(draft, ids, typed=True))
    return reply.AnswersReply(said=lines, answers=tuple(Given(entry.id, entry.answer) for entry in outcome.back))


def resumed(draft: Snapshot, outcome: Resumed) -> reply.AnswersReply:
    """What is no longer paused, and when it comes next."""
    return reply.AnswersReply(
        said=tuple(f"{draft.title(id)} is no longer paused. {next_line(draft, id)}" for id in outcome.routines)
    )
