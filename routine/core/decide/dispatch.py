"""Which handler a command goes to. Each changes the draft and returns what it did, as facts."""

from __future__ import annotations

from routine.core.decide.buttons import press
from routine.core.decide.outcomes import TimePassed
from routine.core.decide.time import tick
from routine.core.decide.undo import undo
from routine.core.draft import Draft, Outcome
from routine.core.irritation.report import irritated
from routine.core.notices import delivered
from routine.core.reminders.answer import answer
from routine.core.reminders.pause import pause, resume
from routine.core.reminders.rate import rate
from routine.core.reminders.snooze import snooze
from routine.core.requests.commands import (
    Closed,
    Command,
    Disable,
    Done,
    Enable,
    Irritated,
    Outputs,
    PauseCommand,
    Press,
    Rate,
    RefillStock,
    Reload,
    Resume,
    SessionAct,
    SessionStart,
    Skip,
    Snooze,
    Tick,
    Told,
    Undo,
    VisitAct,
    Welcome,
    Withdrawn,
    Woke,
)
from routine.core.routines.disable import disable
from routine.core.routines.enable import enable
from routine.core.routines.reload import reload, welcome
from routine.core.session import guide
from routine.core.supply import refill
from routine.core.visits.act import act as act_on_visit


def dispatch(draft: Draft, command: Command) -> Outcome:
    """Have the command handled. Raises RoutineError where it cannot be done."""
    match command:
        case Tick() | Told() | Closed() | Withdrawn() | Woke():
            _happened(draft, command)
            return TimePassed()
        case Press():
            return press(draft, command)
        case Done() | Skip():
            return answer(draft, command)
        case Snooze():
            return snooze(draft, command)
        case Undo():
            return undo(draft, command)
        case Rate():
            return rate(draft, command)
        case PauseCommand():
            return pause(draft, command)
        case Resume():
            return resume(draft, command)
        case Irritated():
            return irritated(draft, command)
        case VisitAct():
            return act_on_visit(draft, command)
        case RefillStock():
            return refill(draft, command)
        case SessionStart() | SessionAct() | Outputs():
            return _guided(draft, command)
        case Enable():
            return enable(draft, command)
        case Disable():
            return disable(draft, command)
        case Reload():
            return reload(draft, command)
        case Welcome():
            return welcome(draft)


def _happened(draft: Draft, command: Tick | Told | Closed | Withdrawn | Woke) -> None:
    """What no person said."""
    match command:
        case Tick():
            tick(draft)
        case Told():
            delivered.told(draft, command)
        case Closed():
            delivered.closed(draft, command)
        case Withdrawn():
            delivered.withdrawn(draft, command)
        case Woke():
            guide.woke(draft)


def _guided(draft: Draft, command: SessionStart | SessionAct | Outputs) -> Outcome:
    match command:
        case SessionStart():
            return guide.start(draft, command)
        case SessionAct():
            return guide.act(draft, command)
        case Outputs():
            return guide.outputs(draft, command)
