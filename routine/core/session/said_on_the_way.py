"""What a session says beside the preset's own texts: a step with its length, where it stands, how it ended."""

from __future__ import annotations

from routine.core.session.announce import spoken
from routine.core.session.how_it_comes_off import how_it_comes_off
from routine.core.session.time_on_skin import is_over, pressed, really_on_skin, skin_seconds
from routine.core.session.timing import phase_length, phase_spent, timed
from routine.core.state.session import Ending, Session
from routine.core.when.moment import Now

RESTARTED = "The computer was restarted. Times may be wrong."
SOUND_CHECK = "Sound check. Can you hear me?"
#: A share of the timed steps that is as good as the whole: the last seconds are often cut short.
_NEARLY_WHOLE = 0.9


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


#: What there is to say where nothing was on the skin; a title that says so too needs no line for it.
FINISHED = "Finished."


def finished(session: Session) -> Ending:
    """How a session ends whose last step is over: done, or skipped where its timed steps were skipped through."""
    if session.rehearsal:
        return Ending(answer="done", reason="to the end", words=FINISHED)
    worn = max(session.skin_s or 0.0, session.worn_before_s)
    over, through = is_over(session, worn), _skipped_through(session, worn)
    return Ending(
        answer="skipped" if through else "done",
        reason=_reason(worn, over=over, through=through),
        words=_summary(session, worn, over=over, through=through),
        on_skin_s=worn,
        over=over,
        timed_s=timed(session),
        ran_s=time_run(session),
        through=through,
    )


def time_run(session: Session) -> float:
    """How many (session) seconds the timers of its steps really ran."""
    return sum(session.ran_s.values())


def _skipped_through(session: Session, worn: float) -> bool:
    """Whether neither its timers ran for half of their time, nor what it puts on was on for as long as that."""
    return max(time_run(session), worn) < timed(session) / 2


def _reason(worn: float, *, over: bool, through: bool) -> str:
    """For the log."""
    skin = f"{spoken(worn)} on skin" if worn else ""
    if through:
        return ", ".join(part for part in ("skipped through", skin) if part)
    return f"over time: {skin}" if over else skin or "session"


def _summary(session: Session, worn: float, *, over: bool, through: bool) -> str:
    """What it came to: the time on the skin, and the timed steps where they did not run to their end."""
    ran, whole = time_run(session), timed(session)
    lines = ["Skipped through, so it is recorded as skipped."] if through else []
    if session.skin_began:
        lines.append(f"{spoken(worn)} on your skin{_judged(session, over=over, through=through)}.")
    if ran < _NEARLY_WHOLE * whole:
        lines.append(f"The timed steps ran for {spoken(ran)} of {spoken(whole)}.")
    return " ".join(lines) or FINISHED


def _judged(session: Session, *, over: bool, through: bool) -> str:
    """How the time on the skin compares with the limit, where that says anything."""
    if over:
        return f", over the limit of {spoken(session.longest_s or 0)}"
    return ", within the limit" if session.longest_s is not None and not through else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
