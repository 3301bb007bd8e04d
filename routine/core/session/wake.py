"""When a session has something to do next, and how long ago it should have done it."""

from __future__ import annotations

from datetime import datetime, timedelta

from routine.core.session.announce import announcements
from routine.core.session.time_on_skin import alarm_in, on_skin, skin_seconds
from routine.core.session.timing import phase_length, phase_spent
from routine.core.state.session import NEARLY_S, Session, since
from routine.core.when.moment import Now

#: A notice that waits for a person may have been closed: it is shown again so often (real seconds), so many times.
_AGAIN_S, _AGAIN_TIMES = 300.0, 12


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


def times_shown_again(session: Session, now: Now) -> int:
    """How often the notice was shown again while it waited for a person; never in a timed step: they may lie flat."""
    return min(int((_waited(session, now) + NEARLY_S) / _AGAIN_S), _AGAIN_TIMES)


def shown_again_at(session: Session, now: Now) -> datetime | None:
    """The next instant (UTC) at which the notice is shown again."""
    times = times_shown_again(session, now)
    if times == _AGAIN_TIMES or not _waits(session):
        return None
    return now.instant + timedelta(seconds=(times + 1) * _AGAIN_S - _waited(session, now))


def _waits(session: Session) -> bool:
    return phase_length(session) is None or session.paused is not None


def _waited(session: Session, now: Now) -> float:
    """For how many real seconds it has waited for a person, who may have pressed something meanwhile."""
    last = min(since(one, now).seconds for one in (session.began, session.seen, session.paused) if one)
    return last if _waits(session) else 0.0
