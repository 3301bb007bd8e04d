"""What holds reminders back for a while: a session, somebody who lies flat in it, a clock that was never set."""

from __future__ import annotations

from datetime import UTC, datetime

from routine.core.state.model import State
from routine.core.when.moment import Now

#: Before this a clock was never set (they begin in 1970, 1980 or 2000): nothing is decided by it.
FIRST_POSSIBLE = datetime(2001, 1, 1, tzinfo=UTC)


def in_session(state: State, id: str) -> bool:
    """Whether a session of this routine runs, so that its reminder neither repeats nor closes."""
    return state.session is not None and state.session.routine == id and not state.session.rehearsal


def lying_flat(state: State) -> bool:
    """Whether somebody lies flat in a session: everything else is held."""
    return state.session is not None and state.session.lying_flat


def clock_unset(now: Now) -> bool:
    """Whether the machine's clock was never set, as after a battery died."""
    return now.instant < FIRST_POSSIBLE
