"""What a session says beside the preset's own texts: a step with its length, where it stands, how it ended."""

from __future__ import annotations

from routine.core.preset.medical_advice import EMERGENCY
from routine.core.session.announce import spoken
from routine.core.session.time_on_skin import is_over, on_skin, pressed, skin_seconds
from routine.core.session.timing import phase_length, phase_spent
from routine.core.state.session import Ending, Session
from routine.core.when.moment import Now

RESTARTED = "The computer was restarted; times may be off."
SOUND_CHECK = "Sound check. Can you hear me?"
RINSE = f"Rinse it off now, with plenty of lukewarm water, and stop. If it does not pass, seek advice. {EMERGENCY}"


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
    if on_skin(session) and is_over(session, worn):
        return f"Over time: {spoken(worn)} on your skin. Take it off now."
    length = phase_length(session)
    if length is None:
        return step_words(session)
    return f"{session.step.say} {spoken(length - phase_spent(session, now).seconds)} left."


def take_off_words(session: Session) -> str:
    """How what is on the skin comes off, as the routine has it; "" where it has no step for that."""
    off = next((step for step in session.steps if step.on_skin == "end"), None)
    return off.say if off else ""


def take_off(session: Session) -> str:
    """What to do with a mask that is on when the session is stopped."""
    off = take_off_words(session)
    return f"Stopped. Take it off now. {off}" if off else "Stopped. Take it off now, gently."


def finished(session: Session) -> Ending:
    """How a session ends whose last step is over."""
    worn = max(session.skin_s or 0.0, session.worn_before_s)
    over = is_over(session, worn)
    reason = f"over time: {spoken(worn)} on skin" if over else f"{spoken(worn)} on skin" if worn else "session"
    return Ending(answer="done", reason=reason, words=_worn_words(session, worn), on_skin_s=worn, over=over)


def _worn_words(session: Session, worn: float) -> str:
    """`12 minutes on your skin, within the limit.`"""
    if not session.skin_began:
        return "Finished."
    if session.longest_s is None:
        return f"{about_minutes(worn)} on your skin."
    if is_over(session, worn):
        return f"{spoken(worn)} on your skin, over the limit of {about_minutes(session.longest_s)}."
    return f"{about_minutes(worn)} on your skin, within the limit."


def about_minutes(seconds: float) -> str:
    """To the minute, as far as that says it: `12 minutes`, `40 seconds`."""
    return spoken(seconds if seconds < 60 else round(seconds / 60) * 60)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
