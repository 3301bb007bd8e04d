"""The session state machine: what each action, and the passing of time, makes of a session."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from routine.core.preset.model import Preset, Step
from routine.core.session.announce import announcements, spoken
from routine.core.session.said_on_the_way import (
    RESTARTED,
    RINSE,
    SOUND_CHECK,
    finished,
    step_words,
    take_off,
    where_it_stands,
)
from routine.core.session.time_on_skin import is_over, on_skin, put_on, skin_end, skin_seconds, sound_alarm
from routine.core.session.timing import earlier, of_another_boot, phase_length, phase_spent, rebased
from routine.core.session.wake import overdue
from routine.core.state.session import (
    NEARLY_S,
    Action,
    Chime,
    Effect,
    Ending,
    Mark,
    Phase,
    Question,
    Say,
    Session,
    Turn,
    mark,
    since,
)
from routine.core.when.moment import Now

#: What should have been said longer ago than this (real seconds) is not said any more.
_STALE_S = 3.0
#: A key that comes sooner (real seconds) after a step came by itself was meant for the one before.
_TOO_SOON_S = 0.5


def begin(
    preset: Preset,
    now: Now,
    *,
    key: str | None = None,
    nominal: datetime | None = None,
    due: datetime | None = None,
    speed: float = 1.0,
    rehearsal: bool = False,
    questions: tuple[Question, ...] = (),
    sound_check: bool = False,
) -> Turn:
    """Start a session at its questions, its sound check or its first step; `speed` divides the durations."""
    limit = preset.safety.longest_on_skin
    session = Session(
        routine=preset.id,
        title=preset.title,
        steps=preset.steps,
        phase="asking" if questions and not rehearsal else "sound-check" if sound_check else "waiting",
        began=mark(now),
        started=mark(now),
        key=key,
        nominal=nominal,
        due=due,
        longest_s=int(limit.delta().total_seconds()) if limit else None,
        speed=speed,
        rehearsal=rehearsal,
        questions=() if rehearsal else questions,
        seen=mark(now),
    )
    if session.phase == "asking":
        return Turn(session, (Say(session.questions[0].text),))
    if session.phase == "sound-check":
        return Turn(session, (Say(SOUND_CHECK),))
    return _enter(session, 0, now)


def act(session: Session, action: Action, now: Now) -> Turn:
    """What a key, a button or a command does. One that does not fit the phase changes nothing."""
    surprised = _surprised(session, now)
    session = replace(session, seen=mark(now), alarms=0, alarm_at=mark(now) if session.over_since else None)
    if action in ("stop", "stinging"):
        return _stop(session, now, stinging=action == "stinging")
    if session.phase == "asking":
        return _answer(session, action, now)
    if session.phase == "sound-check":
        return _enter(session, 0, now)
    if surprised and action in ("next", "ready", "toggle"):
        return Turn(session)
    match action:
        case "next":
            return _leave(session, now)
        case "back":
            return _enter(session, max(0, session.index - 1), now)
        case "pause":
            return _pause(session, now)
        case "resume":
            return _resume(session, now)
        case "ready" | "toggle" if session.phase == "waiting":
            return _leave(session, now)
        case "toggle":
            return _resume(session, now) if session.paused else _pause(session, now)
    return Turn(session)


def _surprised(session: Session, now: Now) -> bool:
    """Whether the step came by itself a moment ago, so that a key may have been meant for the one before."""
    key = since(session.seen, now).seconds if session.seen else 0.0
    return since(session.began, now).seconds < min(_TOO_SOON_S, key)


def advance(session: Session, now: Now) -> Turn:
    """Let time pass: announcements, ends of phases, the alarm; what is long past is not said, only where it stands."""
    effects: list[Effect] = []
    gap = of_another_boot(session, now)
    slept = overdue(session, now) > _STALE_S
    moved = session
    while turn := _pass(moved, now):
        effects += turn.effects
        if turn.ending:
            return Turn(turn.session, tuple(effects), turn.ending)
        moved = turn.session
    if gap:
        moved = replace(rebased(moved, now), uncertain=True)
        effects = [Say(f"{RESTARTED} {where_it_stands(moved, now)}")]
    elif slept:
        effects = [Say(where_it_stands(moved, now))]
    over = sound_alarm(moved, now)
    return Turn(over.session, (*effects, *over.effects), over.ending)


def _pass(session: Session, now: Now) -> Turn | None:
    """The next thing that has come to pass; None when nothing has."""
    length = phase_length(session)
    if length is None or session.paused:
        return None
    spent = phase_spent(session, now).seconds
    due = announcements(session.step, length)[session.told :] if session.phase == "running" else ()
    if due and due[0].at <= spent + NEARLY_S:
        fresh = (spent - due[0].at) / session.speed <= _STALE_S
        return Turn(replace(session, told=session.told + 1), (Say(due[0].text),) if fresh else ())
    if spent < length - NEARLY_S:
        return None
    late = (spent - length) / session.speed
    return _leave(session, now, since_end=late)


def _leave(session: Session, now: Now, since_end: float = 0.0) -> Turn:
    """The phase is over: the timer after the lead-in, the next step, or the end. `since_end`: how long ago (real s)."""
    at = earlier(now, since_end)
    fresh = since_end <= _STALE_S
    if session.phase == "lead-in":
        running = replace(session, phase="running", began=at, banked_s=0.0, paused=None, told=0)
        return Turn(running, (Chime("lead-in"),) if fresh else ())
    session = skin_end(session, at)
    ended = (Chime("step-end"),) if fresh and session.phase == "running" else ()
    if session.index + 1 == len(session.steps):
        return Turn(session, (*ended, Chime("finished")), finished(session))
    turn = _enter(session, session.index + 1, now, at=at, quiet=not fresh)
    return Turn(turn.session, (*ended, *turn.effects), turn.ending)


def _enter(session: Session, index: int, now: Now, at: Mark | None = None, quiet: bool = False) -> Turn:
    """Begin a step: say it, and start what it counts."""
    step = session.steps[index]
    begun = replace(
        session, index=index, phase=_first_phase(step), began=at or mark(now), banked_s=0.0, paused=None, told=0
    )
    if step.on_skin == "start" and not on_skin(begun):
        begun = put_on(begun, at or mark(now))
    return Turn(begun, () if quiet else (Say(step_words(begun)),))


def _first_phase(step: Step) -> Phase:
    if step.lead_in:
        return "lead-in"
    return "running" if step.timer or step.auto else "waiting"


def _answer(session: Session, action: Action, now: Now) -> Turn:
    question = session.questions[0]
    if action not in ("yes", "no"):
        return Turn(session, (Say(question.text),))
    if action == question.stops_on:
        ending = Ending(answer="skipped", reason=f"{question.id}: {action}", words=question.why)
        return Turn(session, (Say(question.why),), ending)
    left = replace(session, questions=session.questions[1:])
    if left.questions:
        return Turn(left, (Say(left.questions[0].text),))
    return Turn(replace(left, phase="sound-check"), (Say(SOUND_CHECK),))


def _pause(session: Session, now: Now) -> Turn:
    if session.paused or phase_length(session) is None:
        return Turn(session)
    paused = replace(session, paused=mark(now), banked_s=phase_spent(session, now).seconds)
    words = "Paused. The time on your skin goes on." if on_skin(session) else "Paused."
    return Turn(paused, (Say(words),))


def _resume(session: Session, now: Now) -> Turn:
    if not session.paused:
        return Turn(session)
    going = replace(session, paused=None, began=mark(now))
    left = (phase_length(going) or 0.0) - going.banked_s
    return Turn(going, (Say(f"Going on. {spoken(left)} left."),))


def _stop(session: Session, now: Now, *, stinging: bool) -> Turn:
    """End it here, and say what to do now: a mask that is on comes off first."""
    worn = skin_seconds(session, now).seconds
    words = take_off(session) if on_skin(session) else "Stopped."
    if stinging:
        words = RINSE
    where = f"stopped at {session.step.id} ({session.index + 1} of {len(session.steps)})"
    begun = session.phase not in ("asking", "sound-check")
    ending = Ending(
        answer="skipped" if begun else "none",
        reason=f"{'stinging, ' if stinging else ''}{where}",
        words=words,
        on_skin_s=worn,
        over=is_over(session, worn),
        stinging=stinging,
    )
    return Turn(session, (Say(words),), ending)
