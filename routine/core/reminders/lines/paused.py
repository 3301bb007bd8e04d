"""The words of a pause: from when to when, while it lasts too; what it excused, and what comes next when it ends."""

from __future__ import annotations

from datetime import datetime

from routine.core.reminders.next_time import next_line, waits_too, with_next
from routine.core.reminders.outcomes import Paused, PauseTakenBack, Resumed
from routine.core.requests.replies import commands as reply
from routine.core.requests.replies.commands import Given
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Confirmation
from routine.core.state.notice import RESUME
from routine.core.state.pause import Pause
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


# --- while it lasts -------------------------------------------------------------------------------------------------


def pause_lines(draft: Snapshot) -> tuple[str, ...]:
    """Every pause that lasts or is ahead."""
    ahead = (p for p in draft.state.pauses if p.end is None or p.end > draft.now.instant)
    return tuple(pause_line(draft, p) for p in ahead)


def paused_at_present(draft: Snapshot, id: str) -> str | None:
    """The pause that a routine is in now, alone or with everything; None where it is in none."""
    now = draft.now.instant
    lasting = (one for one in draft.state.pauses if one.routine in (None, id) and one.covers(now))
    return next((pause_line(draft, one) for one in lasting), None)


def pause_line(draft: Snapshot, pause: Pause) -> str:
    """`Egg mask is paused from tomorrow 08:00 until you resume`, in the machine's zone."""
    ahead = pause.start if pause.start > draft.now.instant else None
    return paused_words(draft, pause.routine, ahead, pause.end)


def paused_words(draft: Snapshot, routine: str | None, start: datetime | None, end: datetime | None) -> str:
    """The same of any pause, said at once; `start`: where it is worth saying. None ends it where you resume."""
    what = draft.title(routine) if routine else "Everything"
    over = end is not None and end <= draft.now.instant
    first, last = (draft.edge_here(at) if at else "" for at in (start, end))
    match bool(start), bool(end):
        case True, True:
            was, now = "{what} was paused from {first} until {last}", "{what} is paused from {first} until {last}"
        case True, False:
            was, now = "", "{what} is paused from {first} until you resume"
        case False, True:
            was, now = "{what} was paused until {last}", "{what} is paused until {last}"
        case _:
            was, now = "", "{what} is paused until you resume"
    return (was if over else now).format(what=what, first=first, last=last)
