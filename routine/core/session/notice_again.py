"""When the notice of a session that waits for a person is shown again, for it may have been closed; and how often."""

from __future__ import annotations

from datetime import datetime, timedelta

from routine.core.session.timing import phase_length
from routine.core.state.session import NEARLY_S, Session, since
from routine.core.when.moment import Now

#: A notice that waits for a person may have been closed: it is shown again so often (real seconds), so many times.
_AGAIN_S, _AGAIN_TIMES = 300.0, 12


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
