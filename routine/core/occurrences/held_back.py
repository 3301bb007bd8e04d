"""What holds reminders back for a while: a session, somebody who lies flat in it, or who sees no notices."""

from __future__ import annotations

from datetime import datetime, timedelta

from routine.core.state.model import State


def in_session(state: State, id: str) -> bool:
    """Whether a session of this routine runs, so that its reminder neither repeats nor closes."""
    # A rehearsal answers nothing, so the reminder goes on beside it.
    return state.session is not None and state.session.routine == id and not state.session.rehearsal


def lying_flat(state: State) -> bool:
    """Whether somebody lies flat in a session: everything else is held."""
    return state.session is not None and state.session.lying_flat


def unseen(state: State) -> bool:
    """Whether no notice can be seen now: reminders come due and are shown, but neither repeat nor run out."""
    return bool(state.presence.away)


def unseen_for(state: State, since: datetime, now: datetime) -> timedelta:
    """How much of the time between the two (UTC) belongs to the present span in which no notice can be seen."""
    began = state.presence.since
    return max(now - max(since, began), timedelta()) if began else timedelta()
