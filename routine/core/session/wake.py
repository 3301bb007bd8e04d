"""When a session has something to do next, and how long ago it should have done it."""

from __future__ import annotations

from datetime import datetime, timedelta

from routine.core.session.cues_and_time_left import announcements
from routine.core.session.time_on_skin import alarm_in, on_skin, skin_seconds
from routine.core.session.timing import phase_length, phase_spent
from routine.core.state.session import Session
from routine.core.when.moment import Now


def overdue(session: Session, now: Now) -> float:
    """How many real seconds ago something should have happened: the machine slept, or was too busy."""
    length = phase_length(session)
    if length is None or session.paused:
        return 0.0
    spent = phase_spent(session, now).seconds
    due = announcements(session.step, length)[session.told :] if session.phase == "running" else ()
    return (spent - (due[0].at if due else length)) / session.speed


def next_wake(session: Session, now: Now) -> datetime | None:
    """The next instant (UTC) at which `advance` has something to do."""
    waits: list[float] = []
    length = phase_length(session)
    if length is not None and not session.paused:
        waits.append(-overdue(session, now))
    if on_skin(session) and session.longest_s is not None:
        worn = skin_seconds(session, now).seconds
        again = alarm_in(session, now) if session.over_since else 0.0
        # A moment past the limit: at the limit itself nothing is over yet, and the tick would be for nothing.
        waits.append(max((session.longest_s - worn) / session.speed + 0.05, again))
    return now.instant + timedelta(seconds=max(0.0, min(waits))) if waits else None
