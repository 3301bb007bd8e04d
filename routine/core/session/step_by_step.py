"""A session step by step: what each key, button or command, and the passing of time, makes of it."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from routine.core.preset.model import Preset, Step
from routine.core.session.cues_and_time_left import announcements
from routine.core.session.end import finished
from routine.core.session.no_voice_or_sound import news_words, sound_news
from routine.core.session.pause import pause, resume
from routine.core.session.stop import ask_stop, stop
from routine.core.session.time_on_skin import is_over_now, on_skin, put_on, skin_end, sound_alarm
from routine.core.session.timing import earlier, of_another_boot, phase_length, phase_spent, rebased, with_time_run
from routine.core.session.voice_lines import RESTARTED, question_words, sound_check, step_words, where_it_stands
from routine.core.session.wake import overdue
from routine.core.state.session import (
    NEARLY_S,
    Action,
    Chime,
    Effect,
    Ending,
    Mark,
    Part,
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
    check_sound: bool = False,
    keys: bool = False,
) -> Turn:
    """Start a session at its questions, its sound check or its first step; `speed` divides the durations."""
    limit = preset.safety.longest_on_skin
    session = Session(
        routine=preset.id,
        title=preset.title,
        steps=preset.steps,
        # A rehearsal puts nothing on the skin, so nothing has to be asked first.
        phase="asking" if questions and not rehearsal else "sound-check" if check_sound else "waiting",
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
        keys=keys,
        check_sound=check_sound,
        take_off=preset.safety.take_off or "",
    )
    if session.phase == "asking":
        return Turn(session, (Say(question_words(session)),))
    if session.phase == "sound-check":
        return Turn(session, (Say(sound_check(session)),))
    return _enter(session, 0, now)


def act(session: Session, action: Action, now: Now) -> Turn:
    """What a key, a button or a command does. One that does not fit the phase changes nothing."""
    # Asked first: below, this very key becomes the last one that was seen.
    surprised = _surprised(session, now)
    # Somebody is there: whatever they pressed, the alarm leaves them time.
    session = replace(session, seen=mark(now), alarms=0, alarm_at=mark(now) if session.over_since else None)
    if action in ("stop", "stinging"):
        return stop(session, now, stinging=action == "stinging")
    if action == "ask-stop":
        return ask_stop(session, now)
    session = replace(session, stopping=False)
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
            return _enter(with_time_run(session, now), max(0, session.index - 1), now)
        case "pause":
            return pause(session, now)
        case "resume":
            return resume(session, now)
        case "ready" | "toggle" if session.phase == "waiting":
            return _leave(session, now)
        case "yes" if is_over_now(session, now):
            return _take_off(session, now)
        case "toggle":
            return resume(session, now) if session.paused else pause(session, now)
    return Turn(session)


def without(session: Session, lacks: tuple[Part, ...], now: Now, *, midway: bool = False) -> Turn:
    """What cannot be had on this machine is known: no sound check where no voice can be heard.

    What changed while it ran (`midway`) is told in its step. A voice that is back says where it stands: eyes may be
    closed.
    """
    told = replace(session, lacks=lacks, check_sound=session.check_sound and "voice" not in lacks)
    if told.phase == "sound-check" and not told.check_sound:
        return _enter(told, 0, now)
    news = sound_news(session, lacks) if midway and session.begun else None
    if news is None:
        return Turn(told)
    again = news.back and "voice" in news.parts
    return Turn(replace(told, sound=news), (Say(f"{news_words(news)} {where_it_stands(told, now)}"),) if again else ())


def _surprised(session: Session, now: Now) -> bool:
    """Whether the step came by itself a moment ago, so that a key may have been meant for the one before."""
    key = since(session.seen, now).seconds if session.seen else 0.0
    return since(session.began, now).seconds < min(_TOO_SOON_S, key)


def advance(session: Session, now: Now) -> Turn:
    """Let time pass: announcements, ends of phases, the alarm; what is long past is not said, only where it stands."""
    effects: list[Effect] = []
    gap = of_another_boot(session, now)
    # Asked before time passes: afterwards nothing is overdue.
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
    # What follows counts from when this was over, so that lateness never adds up.
    at = earlier(now, since_end)
    fresh = since_end <= _STALE_S
    if session.phase == "lead-in":
        running = replace(session, phase="running", began=at, banked_s=0.0, paused=None, told=0)
        return Turn(running, (Chime("lead-in"),) if fresh else ())
    session = skin_end(with_time_run(session, now), at)
    ended = (Chime("step-end"),) if fresh and session.phase == "running" else ()
    if session.index + 1 == len(session.steps):
        return Turn(session, (*ended, Chime("finished")), finished(session))
    turn = _enter(session, session.index + 1, now, at=at, quiet=not fresh)
    return Turn(turn.session, (*ended, *turn.effects), turn.ending)


def _enter(session: Session, index: int, now: Now, at: Mark | None = None, quiet: bool = False) -> Turn:
    """Begin a step: say it, and start what it counts."""
    step = session.steps[index]
    begun = replace(
        session,
        index=index,
        phase=_first_phase(step),
        began=at or mark(now),
        banked_s=0.0,
        paused=None,
        told=0,
        stopping=False,
    )
    # Going back to this step does not begin the time of a mask anew that is still on.
    if step.on_skin == "start" and not on_skin(begun):
        begun = put_on(begun, at or mark(now))
    if step.on_skin == "stays":
        begun = replace(begun, left_on=True)
    return Turn(begun, () if quiet else (Say(step_words(begun)),))


def _first_phase(step: Step) -> Phase:
    if step.lead_in:
        return "lead-in"
    return "running" if step.timer or step.auto else "waiting"


def _take_off(session: Session, now: Now) -> Turn:
    """The alarm was answered by taking it off: on to the step that says how, where it is still ahead."""
    ahead = range(session.index + 1, len(session.steps))
    off = next((index for index in ahead if session.steps[index].on_skin == "end"), None)
    return Turn(session) if off is None else _enter(with_time_run(session, now), off, now)


def _answer(session: Session, action: Action, now: Now) -> Turn:
    question = session.questions[0]
    if action not in ("yes", "no"):
        return Turn(session, (Say(question_words(session)),))
    if action == question.stops_on:
        ending = Ending(answer="skipped", reason=f"{question.id}: {action}", words=question.why)
        return Turn(session, (Say(question.why),), ending)
    left = replace(session, questions=session.questions[1:])
    if left.questions:
        return Turn(left, (Say(question_words(left)),))
    if not left.check_sound:
        return _enter(left, 0, now)
    checking = replace(left, phase="sound-check")
    return Turn(checking, (Say(sound_check(checking)),))
