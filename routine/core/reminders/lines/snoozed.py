"""The words after “Later”: when a reminder comes again, from when to when it moved, and that it waits once more."""

from __future__ import annotations

from routine.core.reminders.lines.answered import headed
from routine.core.reminders.next_time import next_line
from routine.core.reminders.outcomes import Moved, NotPutOff, PutOff, Snoozed, TooLateForLater
from routine.core.requests.replies import commands as reply
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Confirmation
from routine.core.when.duration_words import duration_words
from routine.core.when.format import utc_text


def snoozed(draft: Snapshot, outcome: Snoozed) -> reply.SnoozeReply:
    """When it comes again."""
    when = draft.when(outcome.routine, outcome.until)
    if outcome.length:
        when = f"{when} (in {duration_words(outcome.length)})"
    return _until(outcome, f"{draft.title(outcome.routine)}: later, {when}.")


def moved(draft: Snapshot, outcome: Moved) -> reply.SnoozeReply:
    """From when to when."""
    id = outcome.routine
    old, new = draft.when(id, outcome.instant), draft.when(id, outcome.until)
    return _until(outcome, f"{draft.title(id)}: moved from {old} to {new}.")


def _until(outcome: Snoozed | Moved, line: str) -> reply.SnoozeReply:
    return reply.SnoozeReply(said=(line,), id=f"{outcome.routine}@{outcome.key}", until=utc_text(outcome.until))


def put_off_notice(draft: Snapshot, outcome: PutOff) -> Confirmation:
    """When each comes again, or that it is too late for that."""
    parts = outcome.parts
    hidden = tuple(f"{one.routine}@{one.key}" for one in parts if isinstance(one, Snoozed))
    if len(parts) == 1 and isinstance(only := parts[0], Snoozed):
        again = f"Next: {draft.when(only.routine, only.until)}."
        title, first = headed("Later", draft.title(only.routine))
        return Confirmation(title, (*first, again), snoozed=hidden)
    return Confirmation("Later", tuple(_later_line(draft, one) for one in parts), snoozed=hidden)


def _later_line(draft: Snapshot, part: Snoozed | TooLateForLater) -> str:
    if isinstance(part, TooLateForLater):
        return f"{draft.title(part.routine)}: it is too late to remind you again today. Press “Done” or “Skip”."
    return f"{draft.title(part.routine)}: later, {draft.when(part.routine, part.until)}."


def not_put_off(draft: Snapshot, outcome: NotPutOff) -> reply.AnswersReply:
    """That it is no longer later, and when it comes."""
    id = outcome.routine
    then = "It is waiting for your answer." if outcome.waits else next_line(draft, id)
    line = f"{draft.title(id)}, {draft.when(id, outcome.instant)}: “Later” is undone. {then}"
    return reply.AnswersReply(said=(line,))
