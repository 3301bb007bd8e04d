"""A session's timer stands still for a while; the time on the skin goes on."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.session.time_on_skin import really_on_skin
from routine.core.session.timing import phase_length, phase_spent
from routine.core.state.session import Say, Session, Turn, mark
from routine.core.when.duration_words import spoken
from routine.core.when.moment import Now


def pause(session: Session, now: Now) -> Turn:
    """Where nothing runs, it changes nothing."""
    if session.paused or phase_length(session) is None:
        return Turn(session)
    paused = replace(session, paused=mark(now), banked_s=phase_spent(session, now).seconds)
    words = "Paused. The time on your skin still counts." if really_on_skin(session) else "Paused."
    return Turn(paused, (Say(words),))


def resume(session: Session, now: Now) -> Turn:
    """Go on with what was left."""
    if not session.paused:
        return Turn(session)
    going = replace(session, paused=None, began=mark(now))
    left = (phase_length(going) or 0.0) - going.banked_s
    return Turn(going, (Say(f"Resumed. {spoken(left)} left."),))
