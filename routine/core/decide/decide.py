"""The only place where anything is decided: (setup, state, command, now) -> the next state, a reply.

Three steps: a handler changes the draft and says what it did; then comes what follows from every command; the words are
made from the finished draft.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from routine.core.config.setup import Setup
from routine.core.decide.after import Aftermath, after
from routine.core.decide.dispatch import dispatch
from routine.core.decide.history import history_since
from routine.core.decide.outcomes import TimePassed
from routine.core.decide.say import say
from routine.core.draft import Draft, Outcome
from routine.core.errors import RoutineError
from routine.core.requests.commands import Command, Greet
from routine.core.requests.replies import commands as reply
from routine.core.requests.reports import Cleared, PresenceTold, Reload, Tick, Told, Welcome, Withdrawn
from routine.core.snapshot import Snapshot
from routine.core.state.clocks import ahead_by
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.state.session import Effect
from routine.core.when.moment import Now
from routine.core.when.unset_clock import clock_unset, unset_clock

#: What notifiers report: nothing follows from it, and it can be noted without a clock.
_REPORTS = Told | Withdrawn | Cleared


class Decision(Struct, frozen=True):
    """The next state (what to show, log and wake at follow from it), what was done, what to tell who asked.

    `effects` are said and played once the state is saved, or never: nothing said or played is replayed.
    """

    state: State
    outcome: Outcome
    reply: reply.Reply
    effects: tuple[Effect, ...] = ()


def needs(setup: Setup, state: State, command: Command, now: Now) -> datetime | None:
    """From which instant (UTC) on the log is needed to decide this command; None: not at all."""
    return None if clock_unset(now) else history_since(Snapshot(setup, state, now), command)


def decide(setup: Setup, state: State, command: Command, now: Now, history: tuple[Entry, ...] = ()) -> Decision:
    """Decide one command. Raises RoutineError, and then nothing changes.

    `history`: the log entries recorded since `needs(...)`. The same arguments give the same result, bit for bit.
    Raises UnreadError where the setup holds only some presets, and another one matters.
    """
    draft = Draft(setup, state, now, history)
    alone = isinstance(command, _REPORTS)
    if clock_unset(now) and not alone:
        return Decision(draft.state, TimePassed(), _without_clock(now, command))
    if ahead_by(state, now) and not alone:
        from routine.core.reminders.clock_ahead import put_right  # here: hardly any clock is ever ahead

        put_right(draft)
    outcome = dispatch(draft, command)
    found = Aftermath() if alone else after(draft, outcome)
    said = say(draft, outcome, found)
    return Decision(draft.state, outcome, said, draft.effects)


def _without_clock(now: Now, command: Command) -> reply.Reply:
    """What a clock that was never set would record is wrong for good: nothing is, and a person is told why."""
    match command:
        case Tick() | PresenceTold() | Greet():
            return reply.SilentReply()
        case Reload():
            return reply.ReloadReply()
        case Welcome():
            return reply.WelcomeReply()
        case _:
            raise RoutineError(unset_clock(now), "Set the clock, then try again.")
