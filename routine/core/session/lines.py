"""What is said of a session in reply to a command, and in the notice at its end."""

from __future__ import annotations

from datetime import timedelta

from routine.core.irritation.lines import waiting_lines
from routine.core.reminders.next_time import next_line
from routine.core.requests.replies import commands as reply
from routine.core.session.end import FINISHED, SHOWN, SHOWN_URGENT
from routine.core.session.outcomes import Acted, Begun, CannotStart, EndedUnsafe, OutputsMissing, SessionEnded
from routine.core.session.patch_test import PATCH_TEST
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Card, Confirmation, card_id
from routine.core.state.notice import OK_BUTTONS, UNDO_BUTTONS
from routine.core.state.session import Ending, Session
from routine.core.text.notice_title import titled


def begun(draft: Snapshot, outcome: Begun) -> reply.SessionStartReply:
    """That it begins, or runs already."""
    running = f"{outcome.title} is already running."
    line = running if outcome.attached else f"{outcome.title}: the session has started."
    return reply.SessionStartReply(said=(line,), session=outcome.routine, attached=outcome.attached)


def cannot_start_notice(_: Snapshot, outcome: CannotStart) -> Confirmation:
    """Why Start did nothing; the reminder stays."""
    return Confirmation("Not started", (f"{outcome.why.rstrip('.')}.",))


def acted(_: Snapshot, outcome: Acted) -> reply.SessionActReply:
    """How it ended, if it did."""
    ending = outcome.ending
    said = (ending.words,) if ending and ending.words else ()
    return reply.SessionActReply(said=said, ended=outcome.ending is not None)


def outputs_missing(_: Snapshot, outcome: OutputsMissing) -> reply.AnswersReply:
    """What cannot be had here."""
    return reply.AnswersReply(said=outcome.missing)


def ended_unsafe_line(outcome: EndedUnsafe) -> str:
    """What to do now, since it may not go on."""
    return f"{outcome.title}: {outcome.ending.words}"


def ended_notice(draft: Snapshot, news: SessionEnded) -> Card:
    """How it ended, and what comes next."""
    session, ending, entry = news.session, news.ending, news.entry
    if session.rehearsal:
        return _rehearsal_over(draft, session, ending)
    critical = ending.unanswered or ending.stinging
    return Card(
        id=card_id("session", session.routine),
        kind="session",
        title=_title(session, _how(session, ending)),
        body="\n".join(_ending_lines(draft, news)),
        buttons=OK_BUTTONS if critical or entry is None else UNDO_BUTTONS,
        about=(f"{entry.routine}/{entry.seq}",) if entry else (),
        since=draft.now.instant,
        ends=draft.now.instant + (SHOWN_URGENT if critical else SHOWN),
        critical=critical,
        only_while="irritation" if ending.stinging else None,
    )


def _title(session: Session, how: str) -> str:
    return titled(session.title, how)


def _how(session: Session, ending: Ending) -> str:
    # Stopped before it began, its reminder waits again: nothing was decided for today.
    asked = session.phase == "asking" and ending.answer != "none"
    early = "not today" if asked else "skipped through" if ending.through else "stopped"
    return "over time" if ending.over else "finished" if ending.answer == "done" else early


def _ending_lines(draft: Snapshot, news: SessionEnded) -> list[str]:
    ending = news.ending
    lines = [ending.words] if ending.words and ending.words != FINISHED else []
    if ending.stinging:  # no next time is named above the word that it waits
        lines += waiting_lines(draft)
    elif ending.answer != "none":
        lines.append(next_line(draft, news.session.routine, typed=False))
    if news.test_planned:
        lines.append(
            f"The patch test comes now, and its check a day later. {next_line(draft, PATCH_TEST, typed=False)}"
        )
    return lines


def _rehearsal_over(draft: Snapshot, session: Session, ending: Ending) -> Card:
    whole = ending.answer == "done" and not ending.unanswered
    how = "to the end" if whole else f"stopped at step {session.index + 1} of {len(session.steps)}"
    # Nothing was on the skin: there is nothing to take off. What to do about skin that stings is never left out.
    more = [ending.words] if ending.stinging or ending.unanswered else []
    body = "\n".join((f"Rehearsal, {session.speed:g} times as fast, {how}.", *more))
    ends = draft.now.instant + timedelta(minutes=1)
    return Card(
        id=card_id("session", session.routine),
        kind="session",
        title=_title(session, "rehearsal over"),
        body=body,
        ends=ends,
    )
