"""How a running session shows: in its one notice, replaced in place, and to the terminal that asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from routine.core.requests.replies.session import EndingView, SessionReply, SessionView, StepView
from routine.core.session.announce import spoken
from routine.core.session.said_on_the_way import SOUND_CHECK
from routine.core.session.time_on_skin import is_over, on_skin, skin_seconds
from routine.core.session.timing import phase_length, phase_spent
from routine.core.session.wake import next_wake
from routine.core.snapshot import Snapshot
from routine.core.state.cards import card_id
from routine.core.state.notice import Button, Notice
from routine.core.state.session import Action, Session
from routine.core.when.moment import Now

_UNHEARD = "If not, is the sound muted? You can go on without: every step is shown here."
#: How often the time left in the notice is brought up to date (real seconds).
_REFRESH_S = 30
_LEAST_REFRESH_S = 2

_YES_NO: tuple[tuple[Action, str], ...] = (("yes", "Yes"), ("no", "No"))
_HEARD: tuple[tuple[Action, str], ...] = (("ready", "I hear you"), ("stop", "Stop"))
_WAITING: tuple[tuple[Action, str], ...] = (("ready", "Ready"), ("back", "Back"), ("stop", "Stop"))
_RUNNING: tuple[tuple[Action, str], ...] = (("pause", "Pause"), ("next", "Next"), ("stop", "Stop"))
_OVER: tuple[tuple[Action, str], ...] = (("yes", "I take it off"), ("next", "Next"), ("stop", "Stop"))
_PAUSED: tuple[tuple[Action, str], ...] = (("resume", "Go on"), ("next", "Next"), ("stop", "Stop"))


def actions(session: Session, now: Now) -> tuple[tuple[Action, str], ...]:
    """What the notice's buttons do now: at most three."""
    if session.phase == "asking":
        return _YES_NO
    if session.phase == "sound-check":
        return _HEARD
    if session.phase == "waiting":
        return _WAITING
    if _is_over(session, now):
        return _OVER
    return _PAUSED if session.paused else _RUNNING


def session_notice(session: Session, now: Now) -> Notice:
    """The one notice of a running session; `refresh` changes with the time left, `revision` with the step."""
    left = _left(session, now)
    over = _is_over(session, now)
    return Notice(
        id=card_id("session"),
        title=_title(session, left, over=over),
        body=_body(session, over=over),
        buttons=tuple(Button(action, label) for action, label in actions(session, now)),
        urgency="critical" if over else "normal",
        timeout_s=0,
        revision=f"{session.index}/{session.phase}/{bool(session.paused)}/{len(session.questions)}/{over}/{len(session.missing)}",
        progress=_progress(session, left),
        refresh="" if left is None else str(round(left / _refresh_every(session))),
    )


def _refresh_every(session: Session) -> float:
    """In session seconds; a fast rehearsal must not flood the screen."""
    return max(_REFRESH_S, _LEAST_REFRESH_S * session.speed)


def _is_over(session: Session, now: Now) -> bool:
    return on_skin(session) and is_over(session, skin_seconds(session, now).seconds)


def _left(session: Session, now: Now) -> float | None:
    """Session seconds left of the present phase; None where it waits."""
    length = phase_length(session)
    return None if length is None else max(0.0, length - phase_spent(session, now).seconds)


def _title(session: Session, left: float | None, *, over: bool) -> str:
    if over:
        return f"{session.title}: take it off now"
    if session.phase in ("asking", "sound-check"):
        return session.title
    where = f"{session.index + 1} of {len(session.steps)}"
    if left is None:
        return f"{session.title}, {where}"
    return f"{session.title}, {where}: {'paused, ' if session.paused else ''}{spoken(_calm(left))} left"


def _calm(seconds: float) -> float:
    """To the half minute above a minute: the notice is brought up to date no more often."""
    return seconds if seconds < 2 * _REFRESH_S else round(seconds / _REFRESH_S) * _REFRESH_S


def _body(session: Session, *, over: bool) -> str:
    # Said before it begins; a rehearsal has no sound check, and begins with its first step.
    missing = session.missing if session.index == 0 else ()
    if session.phase == "asking":
        return "\n".join((*missing, session.questions[0].text))
    if session.phase == "sound-check":
        return "\n".join((*missing, SOUND_CHECK, _UNHEARD))
    lines = [*missing, *(["The longest time on skin is over."] if over else [])]
    off = next((step for step in session.steps[session.index + 1 :] if step.on_skin == "end"), None)
    if over and off:
        return "\n".join((*lines, off.say))
    lines += [session.step.say]
    if session.index + 1 < len(session.steps):
        lines.append(f"Then: {session.steps[session.index + 1].say}")
    return "\n".join(lines)


def _progress(session: Session, left: float | None) -> int | None:
    length = phase_length(session)
    return None if left is None or not length else round(100 * (1 - left / length))


def next_wakes(snapshot: Snapshot) -> Iterator[datetime]:
    """When (UTC) a running session needs a tick."""
    session = snapshot.state.session
    if session and (at := session_wake(session, snapshot.now)):
        yield at


def session_wake(session: Session, now: Now) -> datetime | None:
    """The next instant (UTC) at which the session, or the time left in its notice, changes."""
    wake = next_wake(session, now)
    left = _left(session, now)
    if left is None or session.paused:
        return wake
    every = _refresh_every(session)
    refresh = now.instant + timedelta(seconds=(left % every or every) / session.speed)
    return refresh if wake is None else min(wake, refresh)


# --- for the terminal ---------------------------------------------------------------------------------------------


def session_view(draft: Snapshot) -> SessionReply:
    """Where the session stands, and the closing words of the last one while they show."""
    session = draft.state.session
    ending = None if session else draft.card(card_id("session"))
    return SessionReply(
        session=_view(session, draft.now) if session else None,
        ending=EndingView(title=ending.title, lines=tuple(ending.body.splitlines())) if ending else None,
    )


def _view(session: Session, now: Now) -> SessionView:
    step, worn, left = session.step, skin_seconds(session, now).seconds, _left(session, now)
    follower = session.steps[session.index + 1].say if session.index + 1 < len(session.steps) else None
    ahead = sum(_timed(session, index) for index in range(session.index + 1, len(session.steps)))
    return SessionView(
        routine=session.routine,
        title=session.title,
        step=StepView(id=step.id, index=session.index + 1, of=len(session.steps), say=step.say, posture=step.posture),
        left_s=None if left is None else round(left, 1),
        on_skin_s=round(worn, 1) if session.skin_began else None,
        paused=session.paused is not None,
        overrun=on_skin(session) and is_over(session, worn),
        phase=session.phase,
        length_s=phase_length(session),
        question=_question(session),
        next=follower,
        longest_s=session.longest_s,
        total_left_s=round(ahead + (left or 0.0) + _timer_after_lead_in(session), 1),
        total_s=sum(_timed(session, index) for index in range(len(session.steps))),
        speed=session.speed,
        rehearsal=session.rehearsal,
        uncertain=session.uncertain,
        missing=session.missing,
    )


def _question(session: Session) -> str | None:
    """What is asked before the first step, with what is missing said first."""
    if session.phase == "asking":
        return " ".join((*map(_sentence, session.missing), session.questions[0].text))
    if session.phase == "sound-check" and session.missing:
        return " ".join((*map(_sentence, session.missing), SOUND_CHECK))
    return None


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _timed(session: Session, index: int) -> float:
    """Session seconds that a step takes by itself."""
    step = session.steps[index]
    return sum(length.delta().total_seconds() for length in (step.lead_in, step.timer or step.auto) if length)


def _timer_after_lead_in(session: Session) -> float:
    length = session.step.timer or session.step.auto
    return length.delta().total_seconds() if session.phase == "lead-in" and length else 0.0
