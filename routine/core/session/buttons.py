"""The buttons of a session's notice: what each does where the session stands, and what it says; at most three."""

from __future__ import annotations

from routine.core.session.time_on_skin import is_over_now
from routine.core.state.session import Action, Session
from routine.core.when.moment import Now

Labelled = tuple[Action, str]

_STOP: Labelled = ("ask-stop", "Stop")
_STINGS: Labelled = ("stinging", "It stings")
_READY: Labelled = ("ready", "Ready")
_NEXT: Labelled = ("next", "Next")
_REMOVING: Labelled = ("yes", "Removing it")
# Before the first step nothing is lost by stopping: the reminder comes back, and nothing has to be asked.
_ASKING: tuple[Labelled, ...] = (("yes", "Yes"), ("no", "No"), ("stop", "Stop"))
_SOUND_CHECK: tuple[Labelled, ...] = (("ready", "Sound works"), ("next", "Continue"), ("stop", "Stop"))


def actions(session: Session, now: Now) -> tuple[Labelled, ...]:
    """What the notice's buttons do now."""
    if not session.begun:
        return _ASKING if session.phase == "asking" else _SOUND_CHECK
    if session.stopping:
        return _stopping(session)
    if is_over_now(session, now):
        return _over(session)
    if session.phase == "waiting":
        return (_READY, ("back", "Back"), _STOP) if session.index else (_READY, _STOP)
    return (("resume", "Resume") if session.paused else ("pause", "Pause"), _NEXT, _STOP)


def _stopping(session: Session) -> tuple[Labelled, ...]:
    """Stop asks once. Continue stands where Stop stood, so that a double click on Stop ends nothing.

    Skin that stings is a reason to stop wherever something is or was on it.
    """
    stings = (_STINGS,) if session.skin_began and not session.rehearsal else ()
    return (*stings, ("stop", "Stop"), ("keep-on", "Continue"))


def _over(session: Session) -> tuple[Labelled, ...]:
    """It has to come off: what leads there comes first."""
    if session.step.on_skin == "end":
        return (_READY if session.phase == "waiting" else _NEXT, _STINGS, _STOP)
    ahead = any(step.on_skin == "end" for step in session.steps[session.index + 1 :])
    return (_REMOVING, _STINGS if ahead else _NEXT, _STOP)


def where(session: Session) -> str:
    """A name for where it stands: another one as soon as what can be done there is another."""
    return f"{session.index + 1}/{session.phase}/{len(session.questions)}"


def every_action(session: Session, now: Now) -> tuple[Labelled, ...]:
    """All that can be done now, where there is room for more than three buttons; Stop is asked about there."""
    if not session.begun:
        return actions(session, now)
    stop: tuple[Labelled, ...] = (_STINGS, ("stop", "Stop"))
    back: tuple[Labelled, ...] = (("back", "Back"),) if session.index else ()
    if session.phase == "waiting":
        forward: tuple[Labelled, ...] = (_READY,)
    else:
        forward = (("resume", "Resume") if session.paused else ("pause", "Pause"), _NEXT)
    off = (_REMOVING,) if _REMOVING in actions(session, now) else ()
    return (*off, *forward, *back, *stop)


def commands(session: Session, now: Now) -> tuple[str, ...]:
    """What to type where there are no buttons; a command is meant, so that its Stop asks no more."""
    typed = [_TYPED.get(action, action) for action, _ in actions(session, now)]
    if session.skin_began and "stop --stinging" not in typed:
        typed.append("stop --stinging")
    return tuple(f"routine session {verb}" for verb in dict.fromkeys(typed))


_TYPED = {"ask-stop": "stop", "stinging": "stop --stinging"}
