"""An answer to one time that waits, by one of its own buttons: for whoever shows each alone, as a page does."""

from __future__ import annotations

from routine.core.decide.buttons import OF_ONE
from routine.core.draft import Draft, Outcome
from routine.core.errors import NothingToDoError, UsageError
from routine.core.notices.reminder_notice import single
from routine.core.reminders.answer import answer
from routine.core.reminders.lines.answered import further_line
from routine.core.reminders.snooze import snooze
from routine.core.requests.commands import AnswerOne, Done, SessionStart, Skip, Snooze
from routine.core.session.start import start as start_session
from routine.core.snapshot import Snapshot
from routine.core.state.keys import routine_of
from routine.core.state.reminder import Reminder


def answer_one(draft: Draft, command: AnswerOne) -> Outcome:
    """Answer it as a press of that button, or the command of that name, would.

    Raises NothingToDoError where it does not wait any more, UsageError where it has no such button.
    """
    id = routine_of(command.id)
    raised = _waiting(draft, id, command.id)
    if command.button not in _buttons(draft, id, raised):
        raise UsageError(
            f"{draft.title(id)} has no answer “{command.button}” now.", "See what is waiting: routine pending"
        )
    match command.button:
        case "done":
            return answer(draft, _done(id, command))
        case "skip":
            return answer(draft, Skip((id,), note=command.note))
        case "staying-in":
            return answer(draft, Skip((id,), note=command.note, staying_in=True))
        case "later":
            return snooze(draft, Snooze(id, command.length, command.until))
        case "start":
            return start_session(draft, SessionStart(id))
        case button:
            return OF_ONE[button](draft, [(id, raised)], button)


def _done(id: str, said: AnswerOne) -> Done:
    return Done((id,), note=said.note, ask=said.ask, sure=said.sure, swim=said.swim, sweat=said.sweat)


def _waiting(draft: Snapshot, id: str, occurrence: str) -> Reminder:
    routine = draft.state.routines.get(id)
    raised = routine.raised if routine and routine.enabled and draft.known(id) else None
    if raised is not None and f"{id}@{raised.key}" == occurrence:
        return raised
    if routine is None or draft.known(id) is None:
        raise NothingToDoError(f"There is no reminder “{occurrence}”.", "See what is waiting: routine pending")
    raise NothingToDoError(
        f"{draft.title(id)}: this time is no longer waiting for your answer. Nothing was changed. "
        f"{further_line(draft, id)}",
        "See today's times: routine today",
    )


def _buttons(draft: Snapshot, id: str, raised: Reminder) -> set[str]:
    """Those of its notice; and Done and Skip, which the commands have of everything that asks nothing first."""
    own = {button.id for button in single(draft, raised.notice, (id, raised), None).buttons}
    return own if own & {"say-yes", "went"} else own | {"done", "skip"}
