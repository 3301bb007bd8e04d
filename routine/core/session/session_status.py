"""How a running session shows to the terminal and the programs that ask."""

from __future__ import annotations

from msgspec.structs import asdict

from routine.core.irritation.lines import HOW_TO_END, waiting_lines
from routine.core.requests.replies.session import (
    EndingView,
    QuestionView,
    SessionReply,
    SessionStep,
    SessionView,
    StepView,
)
from routine.core.session.buttons import every_action, where
from routine.core.session.how_it_comes_off import how_it_comes_off
from routine.core.session.no_voice_or_sound import lacks_words, told_now
from routine.core.session.step_lines import step_line
from routine.core.session.time_on_skin import is_over, on_skin, really_on_skin, skin_seconds
from routine.core.session.timing import phase_left, phase_length, step_length, timer_after_lead_in
from routine.core.session.voice_lines import sound_check
from routine.core.snapshot import Snapshot
from routine.core.state.notice import Button
from routine.core.state.session import Session
from routine.core.when.format import utc_text
from routine.core.when.moment import Now


def session_view(draft: Snapshot) -> SessionReply:
    """Where the session stands, and the closing words of the last one while they show."""
    session = draft.state.session
    return SessionReply(
        session=_view(session, draft.now) if session else None,
        ending=None if session else _ending(draft),
    )


def _ending(draft: Snapshot) -> EndingView | None:
    """How the last one ended; at a terminal, with what to type once skin that stings is calm again."""
    cards = [card for card in draft.state.notices.cards if card.kind == "session"]
    if not cards:
        return None
    card = cards[-1]
    waits = waiting_lines(draft) if card.critical else []
    body = card.body.splitlines()
    typed = [*(line for line in waits if line not in body), *([HOW_TO_END] if waits else [])]
    return EndingView(
        title=card.title,
        lines=(*body, *typed),
        routine=card.of,
        critical=card.critical,
        notice=card.id,
        buttons=card.buttons,
    )


def _view(session: Session, now: Now) -> SessionView:
    step, worn, left = session.step, skin_seconds(session, now).seconds, phase_left(session, now)
    follower = session.steps[session.index + 1].say if session.index + 1 < len(session.steps) else None
    ahead = sum(map(step_length, session.steps[session.index + 1 :]))
    return SessionView(
        routine=session.routine,
        title=session.title,
        step=StepView(id=step.id, index=session.index + 1, of=len(session.steps), say=step.say, posture=step.posture),
        left_s=None if left is None else round(left, 2),
        on_skin_s=round(worn, 2) if session.skin_began else None,
        paused=session.paused is not None,
        overrun=on_skin(session) and is_over(session, worn),
        phase=session.phase,
        length_s=phase_length(session),
        question=_question(session),
        next=follower,
        longest_s=session.longest_s,
        total_left_s=round(ahead + (left or 0.0) + timer_after_lead_in(session), 1),
        total_s=sum(map(step_length, session.steps)),
        speed=session.speed,
        rehearsal=session.rehearsal,
        uncertain=session.uncertain,
        missing=tuple(filter(None, (lacks_words(session),))),
        sound=told_now(session),
        stopping=session.stopping,
        take_off=how_it_comes_off(session) if really_on_skin(session) else "",
        at=where(session),
        steps=_steps(session),
        asks=_asks(session),
        actions=tuple(Button(action, label) for action, label in every_action(session, now)),
        alarms=session.alarms,
        began=utc_text(session.started.instant),
    )


def _steps(session: Session) -> tuple[SessionStep, ...]:
    """Every step, with where it is; before the first one, all are ahead."""
    at = session.index if session.begun else -1
    return tuple(
        SessionStep(
            **asdict(step_line(step)),
            state="done" if n < at else "now" if n == at else "ahead",
            length_s=step_length(step),
        )
        for n, step in enumerate(session.steps)
    )


def _asks(session: Session) -> QuestionView | None:
    """The question that is asked now, and how many are left."""
    if session.phase != "asking":
        return None
    first = session.questions[0]
    return QuestionView(
        id=first.id, text=first.text, stops_on=first.stops_on, why=first.why, left=len(session.questions)
    )


def _question(session: Session) -> str | None:
    """What is asked before the first step."""
    if session.phase == "asking":
        return session.questions[0].text
    return sound_check(session) if session.phase == "sound-check" else None
