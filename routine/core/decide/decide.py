"""The only place where anything is decided: (setup, state, command, now) -> the next state, a reply. Dispatch only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import Struct

from routine.core import irritation, supply
from routine.core.config.setup import Setup
from routine.core.decide import buttons as pressing
from routine.core.decide import undo as undoing
from routine.core.decide.history import history_since
from routine.core.decide.tick import tick
from routine.core.draft import Draft
from routine.core.errors import RoutineError
from routine.core.notices import delivered as delivering
from routine.core.occurrences.holds import clock_unset
from routine.core.reminders import answer as answering
from routine.core.reminders import pause as pausing
from routine.core.reminders import rate as rating
from routine.core.reminders import snooze as later
from routine.core.requests import (
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
from routine.core.routines import disable as disabling
from routine.core.routines import enable as enabling
from routine.core.routines import reload as reloading
from routine.core.routines.course_end import settle_counts
from routine.core.session import guide as guiding
from routine.core.spacing import choice as asking
from routine.core.spacing.notice import left_out_by
from routine.core.spacing.settle import settle
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.state.session import Effect
from routine.core.visits import act as visiting
from routine.core.when.moment import Now


class Decision(Struct, frozen=True):
    """The next state (what to show, log and wake at follow from it), what to tell who asked, what to say and play now.

    `effects` are performed once the state is saved, or never: nothing said or played is replayed.
    """

    state: State
    reply: dict[str, Any]
    effects: tuple[Effect, ...] = ()


def needs(setup: Setup, state: State, command: Command, now: Now) -> datetime | None:
    """From which instant (UTC) on the log is needed to decide this command; None: not at all."""
    return None if clock_unset(now) else history_since(Draft(setup, state, now), command)


def decide(setup: Setup, state: State, command: Command, now: Now, history: tuple[Entry, ...] = ()) -> Decision:
    """Decide one command. Raises RoutineError, and then nothing changes.

    `history`: the log entries recorded since `needs(...)`. The same arguments give the same result, bit for bit.
    Raises UnreadError where the setup holds only some presets, and another one matters.
    """
    draft = Draft(setup, state, now)
    reply = _dispatch(draft, command, history)
    if ended := guiding.end_unsafe(draft):
        reply = {**reply, "said": [*ended, *reply.get("said", [])]}
    if not clock_unset(now) and not isinstance(command, Told | Withdrawn):
        settle_counts(draft)
        supply.tell_low(draft)
        settle(draft)
        if isinstance(command, Done):
            reply["said"] += left_out_by(draft, state.spacing.clashes, {one["id"] for one in reply["answers"]})
        asking.ask(draft)
    return Decision(draft.state, reply, draft.effects)


def _dispatch(draft: Draft, command: Command, history: tuple[Entry, ...]) -> dict[str, Any]:
    if clock_unset(draft.now) and not isinstance(command, Tick | Told | Withdrawn):
        return _without_clock(draft, command)
    match command:
        case Tick():
            tick(draft, history)
            return {}
        case Told():
            delivering.told(draft, command)
            return {}
        case Withdrawn():
            delivering.withdrawn(draft, command)
            return {}
        case Press():
            return pressing.press(draft, command, history)
        case SessionStart():
            return guiding.start(draft, command)
        case Outputs():
            return guiding.outputs(draft, command)
        case Woke():
            return guiding.woke(draft)
        case SessionAct():
            return guiding.act(draft, command)
        case Done() | Skip():
            return answering.answer(draft, command, history)
        case Rate():
            return rating.rate(draft, command, history)
        case Snooze():
            return later.snooze(draft, command)
        case RefillStock():
            return supply.refill(draft, command)
        case Undo():
            return undoing.undo(draft, command)
        case PauseCommand():
            return pausing.pause(draft, command, history)
        case Resume():
            return pausing.resume(draft, command)
        case Irritated():
            return irritation.irritated(draft, command)
        case VisitAct():
            return visiting.act(draft, command, history)
        case Enable():
            return enabling.enable(draft, command)
        case Disable():
            return disabling.disable(draft, command)
        case Reload():
            return reloading.reload(draft, command)
        case Welcome():
            return reloading.welcome(draft)


def _without_clock(draft: Draft, command: Command) -> dict[str, Any]:
    """What a clock that was never set would record is wrong for good: nothing is, and a person is told why."""
    if isinstance(command, Reload | Welcome):
        return {"said": [], "answers": [], "enabled": [], "changed": [], "problems": []}
    raise RoutineError(
        f"The clock of this machine is not set: it says {draft.now.wall():%Y-%m-%d %H:%M}",
        "set the clock, then try again",
    )
