"""What an action on a guided session did, as facts; `lines` words them once the decision is finished."""

from __future__ import annotations

from routine.core.draft import News, Outcome
from routine.core.state.log import Entry
from routine.core.state.session import Ending, Part, Session


class Begun(Outcome, frozen=True):
    """A session of a routine began; `attached`: it ran already."""

    routine: str
    title: str
    attached: bool
    rehearsal: bool


class CannotStart(Outcome, frozen=True):
    """Start was pressed, and something stands against a session of the routine: `why`, in a sentence."""

    routine: str
    why: str


class Acted(Outcome, frozen=True):
    """A key, a button or a command; `ending`: how the session ended by it."""

    ending: Ending | None
    rehearsal: bool


class OutputsMissing(Outcome, frozen=True):
    """What of voice, sound, music and staying awake cannot be had here."""

    missing: tuple[Part, ...]


class EndedUnsafe(Outcome, frozen=True):
    """A session that may not go on was ended by something else that happened."""

    title: str
    ending: Ending


class SessionEnded(News, frozen=True):
    """A session ended; `entry`: what it wrote to the log; `test_planned`: the patch test was planned instead."""

    session: Session
    ending: Ending
    entry: Entry | None = None
    test_planned: bool = False
