"""What follows from every command, once its handler is done, so that no handler must remember it."""

from __future__ import annotations

from msgspec import Struct

from routine.core.config.rules import Finding
from routine.core.decide.outcomes import NothingDone, Pressed, TimePassed
from routine.core.draft import Draft, Outcome
from routine.core.notices.card_untrue import drop_untrue
from routine.core.reminders import missed
from routine.core.reminders.silence import heard
from routine.core.routines import lost_routines
from routine.core.routines.course_end import settle_counts
from routine.core.routines.outcomes import Disabled, Enabled, LoginTold, NoticeTried, PageNotOpened, Reloaded, Welcomed
from routine.core.session.outcomes import Acted, Begun, EndedUnsafe, OutputsMissing
from routine.core.spacing import ask_which_of_two, free_evening
from routine.core.spacing.near_plan import settle
from routine.core.supply.stock import tell_low

#: What time, files and notifiers say, and what only looks.
_NOBODY = TimePassed | NothingDone | OutputsMissing | Reloaded | Welcomed | LoginTold | NoticeTried | PageNotOpened


class Aftermath(Struct, frozen=True):
    """What was found afterwards: a session that may not go on, and what has no room any more."""

    ended: EndedUnsafe | None = None
    no_room: tuple[Finding, ...] = ()


def after(draft: Draft, outcome: Outcome) -> Aftermath:
    """Unsafe sessions end, somebody was heard, counts and spacing settle, supplies tell, untrue notices go."""
    ended = _end_unsafe(draft) if draft.state.session else None
    if _somebody_spoke(outcome):
        heard(draft)
    settle_counts(draft)
    # Before all that asks about what has no room: from here on that is known.
    settle(draft)
    no_room = _no_room(draft, outcome)
    tell_low(draft)
    free_evening.offer(draft)
    ask_which_of_two.ask(draft)
    missed.follow(draft)
    lost_routines.follow(draft)
    # Last, for each of these may make a card untrue.
    drop_untrue(draft)
    return Aftermath(ended, no_room)


def _end_unsafe(draft: Draft) -> EndedUnsafe | None:
    from routine.core.session.running import end_unsafe  # here: mostly, no session runs

    return end_unsafe(draft)


def _somebody_spoke(outcome: Outcome) -> bool:
    """Whether a person said something: time and files say nothing, nor does a rehearsal."""
    match outcome:
        case Pressed(outcome=done):
            return _somebody_spoke(done)
        case Begun():
            return not (outcome.attached or outcome.rehearsal)
        case Acted():
            return not outcome.rehearsal
        case _:
            return not isinstance(outcome, _NOBODY)


def _no_room(draft: Draft, outcome: Outcome) -> tuple[Finding, ...]:
    """What finds no room since the files changed; whoever enables a routine was asked about it before."""
    if isinstance(outcome, Pressed):
        return _no_room(draft, outcome.outcome)
    if not isinstance(outcome, Enabled | Disabled | Reloaded | Welcomed):
        return ()
    from routine.core.spacing.no_room import note_room, show_no_room

    new = note_room(draft)
    if isinstance(outcome, Enabled | Disabled):
        return ()
    show_no_room(draft, new)
    return new
