"""What the voice says beside the preset's own texts: the sound check, a step with its length, where it stands."""

from __future__ import annotations

from routine.core.session.how_it_comes_off import how_it_comes_off
from routine.core.session.time_on_skin import is_over, pressed, really_on_skin, skin_seconds
from routine.core.session.timing import phase_length, phase_spent
from routine.core.state.session import Session
from routine.core.when.duration_words import spoken
from routine.core.when.moment import Now

RESTARTED = "The computer was restarted. Times may be wrong."
SOUND_CHECK = "Sound check. Can you hear me?"


def sound_check(session: Session) -> str:
    """Whether the voice is heard, and what to press if it is."""
    return f"{SOUND_CHECK} {_capital(pressed(session, 'Sound works'))}."


def question_words(session: Session) -> str:
    """The question before the start, ended at a terminal by the keys that answer it."""
    text = session.questions[0].text
    return f"{text} Press Y or N." if session.keys else text


def step_words(session: Session) -> str:
    """The step's instruction, how long it lasts, and what it waits for."""
    step = session.step
    if step.timer:
        return f"{step.say} {spoken(step.timer.delta().total_seconds())}."
    if session.phase == "waiting":
        return f"{step.say} {_capital(pressed(session, 'Ready'))} when you are ready."
    return step.say


def where_it_stands(session: Session, now: Now) -> str:
    """One sentence after a suspend or a restart."""
    if session.phase == "asking":
        return question_words(session)
    if session.phase == "sound-check":
        return sound_check(session)
    worn = skin_seconds(session, now).seconds
    if really_on_skin(session) and is_over(session, worn):
        return f"Take it off now. It has been on your skin for {spoken(worn)}. {how_it_comes_off(session)}"
    length = phase_length(session)
    if length is None:
        return step_words(session)
    return f"{session.step.say} {spoken(length - phase_spent(session, now).seconds)} left."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
