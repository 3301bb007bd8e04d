"""Stopping a session before its end: asked once on the notice, or because it stings; a mask that is on comes off."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.session.how_it_comes_off import stinging_words, take_off
from routine.core.session.time_on_skin import is_over, on_skin, really_on_skin, skin_seconds
from routine.core.session.timing import time_run, timed, with_time_run
from routine.core.state.session import Ending, Say, Session, Turn
from routine.core.when.moment import Now


def ask_stop(session: Session, now: Now) -> Turn:
    """Stop on the notice asks once; before the first step nothing is lost by it, and it is over."""
    return Turn(replace(session, stopping=True)) if session.begun else stop(session, now, stinging=False)


def stop(session: Session, now: Now, *, stinging: bool) -> Turn:
    """End it here, and say what to do now: a mask that is on comes off first."""
    session = with_time_run(session, now)
    worn = skin_seconds(session, now).seconds
    words = _words(session, stinging=stinging)
    where = f"stopped at {session.step.id} ({session.index + 1} of {len(session.steps)})"
    ending = Ending(
        answer="skipped" if session.begun else "none",
        reason=f"{'stinging, ' if stinging else ''}{where}",
        words=words,
        on_skin_s=worn,
        over=is_over(session, worn),
        stinging=stinging,
        timed_s=timed(session),
        ran_s=time_run(session),
    )
    return Turn(session, (Say(words),), ending)


def _words(session: Session, *, stinging: bool) -> str:
    """What to do now; skin that stings counts also in a rehearsal, where somebody may have put it on."""
    if stinging:
        return stinging_words(session, on=on_skin(session))
    return take_off(session) if really_on_skin(session) else "Stopped."
