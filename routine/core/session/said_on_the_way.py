"""What a session says beside the preset's own texts: a step with its length, where it stands, how it ended."""

from __future__ import annotations

from routine.core.preset.medical_advice import EMERGENCY
from routine.core.session.announce import spoken
from routine.core.session.time_on_skin import is_over, on_skin, skin_seconds
from routine.core.session.timing import phase_length, phase_spent
from routine.core.state.session import Ending, Session
from routine.core.when.moment import Now

RESTARTED = "The computer was restarted; times may be off."
SOUND_CHECK = "Sound check. If you hear me, press any key."
RINSE = f"Rinse it off now, with plenty of lukewarm water, and stop. If it does not pass, seek advice. {EMERGENCY}"


def step_words(session: Session) -> str:
    """The step's instruction, how long it lasts, and what it waits for."""
    step = session.step
    if step.timer:
        return f"{step.say} {spoken(step.timer.delta().total_seconds())}."
    if session.phase == "waiting":
        return f"{step.say} Press any key when you are ready."
    return step.say


def where_it_stands(session: Session, now: Now) -> str:
    """One sentence after a suspend or a restart."""
    if session.phase == "asking":
        return session.questions[0].text
    if session.phase == "sound-check":
        return SOUND_CHECK
    worn = skin_seconds(session, now).seconds
    if on_skin(session) and is_over(session, worn):
        return f"Over time: {spoken(worn)} on your skin. Take it off now."
    length = phase_length(session)
    if length is None:
        return step_words(session)
    return f"{session.step.say} {spoken(length - phase_spent(session, now).seconds)} left."


def take_off(session: Session) -> str:
    """What to do with a mask that is on when the session is stopped."""
    off = next((step for step in session.steps if step.on_skin == "end"), None)
    return f"Stopped. Take it off now. {off.say}" if off else "Stopped. Take it off now, gently."


def finished(session: Session) -> Ending:
    """How a session ends whose last step is over."""
    worn = max(session.skin_s or 0.0, session.worn_before_s)
    over = is_over(session, worn)
    words = "Finished."
    if session.skin_began:
        words = f"{spoken_minutes(worn)} on skin, {'over the limit' if over else 'nothing exceeded'}."
    reason = f"over time: {spoken(worn)} on skin" if over else f"{spoken(worn)} on skin" if worn else "session"
    return Ending(answer="done", reason=reason, words=words, on_skin_s=worn, over=over)


def spoken_minutes(seconds: float) -> str:
    """`11 min`."""
    return f"{round(seconds / 60)} min"
