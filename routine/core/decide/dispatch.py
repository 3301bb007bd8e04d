"""Which handler a command goes to. Each changes the draft and returns what it did, as facts.

A handler is imported when the first command of its kind comes: a process that answers one command needs no other.
"""

from __future__ import annotations

from routine.core.decide.outcomes import TimePassed
from routine.core.draft import Draft, Outcome
from routine.core.requests.commands import (
    AnswerOne,
    Answers,
    Choose,
    Command,
    Disable,
    Done,
    Enable,
    Greet,
    Irritated,
    PauseCommand,
    Press,
    Rate,
    RefillStock,
    Resume,
    SessionAct,
    SessionStart,
    Skip,
    Snooze,
    TryNotice,
    Undo,
    VisitAct,
)
from routine.core.requests.reports import (
    Cleared,
    Closed,
    LoginSet,
    Outputs,
    PageFailed,
    PresenceTold,
    Reload,
    Tick,
    Told,
    Welcome,
    Withdrawn,
    Woke,
)


def dispatch(draft: Draft, command: Command) -> Outcome:
    """Have the command handled. Raises RoutineError where it cannot be done."""
    match command:
        case Tick() | Told() | Closed() | Withdrawn() | Cleared() | PresenceTold() | Woke():
            _happened(draft, command)
            return TimePassed()
        case (
            Enable() | Answers() | Disable() | Reload() | Welcome() | Greet() | TryNotice() | LoginSet() | PageFailed()
        ):
            return _routines(draft, command)
        case SessionStart() | SessionAct() | Outputs():
            return _guided(draft, command)
        case PauseCommand() | Resume() | Irritated() | VisitAct() | RefillStock():
            return _circumstances(draft, command)
        case _:
            return _answers(draft, command)


def _happened(draft: Draft, command: Tick | Told | Closed | Withdrawn | Cleared | PresenceTold | Woke) -> None:
    """What no person said."""
    match command:
        case Tick():
            from routine.core.decide.ticks_and_wakes import tick

            tick(draft)
        case Told():
            from routine.core.notices.delivered import told

            told(draft, command)
        case Closed():
            from routine.core.notices.delivered import closed

            closed(draft, command)
        case Withdrawn():
            from routine.core.notices.delivered import withdrawn

            withdrawn(draft, command)
        case Cleared():
            from routine.core.notices.delivered import cleared

            cleared(draft, command)
        case PresenceTold():
            from routine.core.notices.presence import presence_told

            presence_told(draft, command)
        case Woke():
            from routine.core.session.running import woke

            woke(draft)


_OfRoutines = Enable | Answers | Disable | Reload | Welcome | Greet | TryNotice | LoginSet | PageFailed


def _routines(draft: Draft, command: _OfRoutines) -> Outcome:
    match command:
        case Enable():
            from routine.core.routines.enable import enable

            return enable(draft, command)
        case Answers():
            from routine.core.review.outcomes import FactsAnswered
            from routine.core.review.profile_change import answer_all

            return FactsAnswered(tuple(command.answers), answer_all(draft, command.answers))
        case Disable():
            from routine.core.routines.disable import disable

            return disable(draft, command)
        case Reload():
            from routine.core.routines.reload import reload

            return reload(draft, command)
        case Welcome():
            from routine.core.routines.first_start import welcome

            return welcome(draft, command)
        case Greet():
            from routine.core.routines.greet import greet

            return greet(draft, command)
        case TryNotice():
            from routine.core.routines.greet import try_notice

            return try_notice(draft)
        case LoginSet():
            from routine.core.routines.greet import login_set

            return login_set(draft, command)
        case PageFailed():
            from routine.core.routines.greet import page_failed

            return page_failed(draft, command)


def _guided(draft: Draft, command: SessionStart | SessionAct | Outputs) -> Outcome:
    from routine.core.session import running

    match command:
        case SessionStart():
            from routine.core.session.start import start as start_session

            return start_session(draft, command)
        case SessionAct():
            return running.act(draft, command)
        case Outputs():
            return running.outputs(draft, command)


def _answers(draft: Draft, command: Press | Choose | AnswerOne | Done | Skip | Snooze | Undo | Rate) -> Outcome:
    """What a person says to a reminder or a notice, by command or by a button."""
    match command:
        case Press():
            from routine.core.decide.buttons import press

            return press(draft, command)
        case Choose():
            from routine.core.spacing.ask_which_of_two import choose

            return choose(draft, command)
        case AnswerOne():
            from routine.core.decide.answer_one import answer_one

            return answer_one(draft, command)
        case Done() | Skip():
            from routine.core.reminders.answer import answer

            return answer(draft, command)
        case Snooze():
            from routine.core.reminders.snooze import snooze

            return snooze(draft, command)
        case Undo():
            from routine.core.decide.undo import undo

            return undo(draft, command)
        case Rate():
            from routine.core.reminders.rate import rate

            return rate(draft, command)


def _circumstances(draft: Draft, command: PauseCommand | Resume | Irritated | VisitAct | RefillStock) -> Outcome:
    """What a person says of what their routines hang on: a journey, their skin, the clinic, a new bottle."""
    match command:
        case PauseCommand():
            from routine.core.reminders.pause import pause

            return pause(draft, command)
        case Resume():
            from routine.core.reminders.pause import resume

            return resume(draft, command)
        case Irritated():
            from routine.core.irritation.report import irritated

            return irritated(draft, command)
        case VisitAct():
            from routine.core.visits.book_move_attend_cancel import act

            return act(draft, command)
        case RefillStock():
            return _refill(draft, command)


def _refill(draft: Draft, command: RefillStock) -> Outcome:
    """What there is more of, and how long it keeps; both may be said at once."""
    from routine.core.supply.shelf_life import open_product, speaks_of_it
    from routine.core.supply.stock import refill

    opened = open_product(draft, command) if speaks_of_it(command) else None
    if opened and not any(one is not None for one in (command.amount, command.doses, command.left)):
        return opened
    return refill(draft, command)
