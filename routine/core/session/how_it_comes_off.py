"""How what is on the skin comes off, each mask its own way: said when it stings, when it is over time, at a stop."""

from __future__ import annotations

from routine.core.preset.medical_advice import EMERGENCY
from routine.core.state.session import Session

_GENTLY = "Take it off gently, with plenty of lukewarm water."
_WASH_OFF = "Wash it off now, with plenty of lukewarm water, and put nothing more on."
_THEN_RINSE = "Then rinse with plenty of lukewarm water, and put nothing more on."
_NOT_ON_YET = "Put nothing on your skin now."
_OFF_ALREADY = "Rinse your skin with plenty of lukewarm water, and put nothing more on."
_UNKNOWN = "If something is on your skin, take it off and rinse with plenty of lukewarm water."
SEEK_ADVICE = f"If it does not pass, seek advice. {EMERGENCY}"


def how_it_comes_off(session: Session) -> str:
    """How this mask comes off, wet or dry, also where it stings; without a word on it, the step that takes it off."""
    off = next((step for step in session.steps if step.on_skin == "end"), None)
    return session.take_off or (off.say if off else _GENTLY)


def take_off(session: Session) -> str:
    """What to do with a mask that is on when the session is stopped."""
    return f"Stopped. Take it off now. {how_it_comes_off(session)}"


def stinging_words(session: Session, *, on: bool) -> str:
    """What to do when it stings: as it comes off, where it is on the skin; and nothing of that where nothing is."""
    return f"{_off_the_skin(session, on=on)} {SEEK_ADVICE}"


def _off_the_skin(session: Session, *, on: bool) -> str:
    if on:
        return f"Take it off now. {how_it_comes_off(session)} {_THEN_RINSE}"
    if session.left_on:
        return session.take_off or _WASH_OFF
    if session.skin_began:
        return _OFF_ALREADY
    return _NOT_ON_YET if any(step.on_skin for step in session.steps) else _UNKNOWN
