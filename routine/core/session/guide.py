"""Guided sessions in the household: starting one, its questions, its keys and its time."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.errors import NothingToDoError, RefusedError, UsageError
from routine.core.find_routine import resolve_enabled
from routine.core.occurrences.irritation_rest import holding
from routine.core.occurrences.ramp_nights import tonight
from routine.core.preset.model import Preset
from routine.core.reminders.find import open_on
from routine.core.requests.commands import Outputs, SessionAct, SessionStart
from routine.core.safety.contraindications import review
from routine.core.safety.lying_posture import fitted
from routine.core.schedule.clock import Occurrence
from routine.core.schedule.words import duration_words
from routine.core.session import machine
from routine.core.session.end import end
from routine.core.session.notice import actions
from routine.core.session.outcomes import Acted, Begun, EndedUnsafe, OutputsMissing
from routine.core.session.said_on_the_way import where_it_stands
from routine.core.snapshot import Snapshot
from routine.core.spacing.lines import because
from routine.core.spacing.one_time import breach_at
from routine.core.state.session import LyingFlat, Question, Say, Turn
from routine.core.when.moment import wall


def start(draft: Draft, command: SessionStart) -> Begun:
    """Begin a session of a routine, or find that it runs already; one at a time on this machine."""
    id = resolve_enabled(draft, command.routine)
    running = draft.state.session
    if running:
        if running.routine == id:
            return Begun(id, running.title, attached=True, rehearsal=running.rehearsal)
        hint = f"routine session stop, then routine run {id}"
        raise UsageError(f"A session of {running.title} runs; one at a time", hint)
    if not 0 < command.speed <= 1000:
        raise UsageError(f"A speed of {command.speed:g} cannot be run", "routine run ROUTINE --speed 20")
    if draft.preset(id).schedule.series:
        raise UsageError(f"{draft.title(id)} takes place at the clinic", f"routine visit list {id}")
    if not draft.preset(id).steps:
        raise UsageError(f"{draft.title(id)} has no steps to be guided through", f"routine done {id}")
    rehearsal = command.speed != 1
    if not rehearsal:
        _refuse_final(draft, id)
    occurrence = None if rehearsal else _occurrence(draft, id)
    if not rehearsal:
        _refuse_irritated(draft, id)
    turn = machine.begin(
        _of_tonight(draft, id, occurrence),
        draft.now,
        key=occurrence.key if occurrence else None,
        nominal=occurrence.nominal if occurrence else None,
        due=occurrence.instant if occurrence else None,
        speed=command.speed,
        rehearsal=rehearsal,
        questions=questions(draft, id),
        sound_check=not rehearsal,
    )
    take(draft, turn)
    return Begun(id, draft.title(id), attached=False, rehearsal=rehearsal)


def _refuse_final(draft: Snapshot, id: str) -> None:
    held = draft.routine(id).held
    if held:
        raise RefusedError(f"No session of {draft.title(id)}, which is on hold: {held.why}", f"routine why {id}")
    final = [f for f in review(draft.setup, [id], draft.now.wall().date()) if f.level == "final"]
    if final:
        raise RefusedError(f"No session of {draft.title(id)}: {final[0].why}", final[0].fix)


def _refuse_irritated(draft: Snapshot, id: str) -> None:
    why = holding(draft.state, draft.preset(id), draft.now.instant, draft.zone(id))
    if why:
        hint = "when it is over: routine irritated --over"
        raise RefusedError(f"No session of {draft.title(id)} now: {why}", hint)


def _of_tonight(draft: Snapshot, id: str, occurrence: Any) -> Preset:
    """The preset with the steps of the night that it answers, or of the next one, as this person may do them."""
    today = draft.today(id)
    day = occurrence.nominal.date() if occurrence else today
    return fitted(tonight(draft.preset(id), draft.routine(id), draft.calendar(id), day), draft.setup, today)


def _occurrence(draft: Snapshot, id: str) -> Any:
    """What the session answers: the raised reminder, else the day's nearest open occurrence; None: one of its own."""
    raised = draft.routine(id).raised
    if raised:
        return raised
    today = draft.today(id)
    open_ones = [one for one, _ in open_on(draft, id, today, draft.routine(id).recent)]
    return min(open_ones, key=lambda o: abs(o.instant - draft.now.instant), default=None)


def questions(draft: Snapshot, id: str) -> tuple[Question, ...]:
    """What is asked before the start: the preset's questions, but those answered for good, and a gap not kept."""
    preset, routine = draft.preset(id), draft.routine(id)
    asked = [draft.setup.questions[name] for name in preset.safety.ask if name in draft.setup.questions]
    found = [Question(q.name, q.text, q.stops_on, q.why) for q in asked if q.name not in routine.safety.confirmed]
    more = (_gap_question(draft, preset), _spacing_question(draft, preset))
    return (*found, *(question for question in more if question))


def _gap_question(draft: Snapshot, preset: Preset) -> Question | None:
    gap, last = preset.safety.min_gap, draft.routine(preset.id).last_done
    zone = draft.zone(preset.id)
    if gap is None or last is None:
        return None
    # A gap in days counts days: done on Sunday evening, five days later is Friday, at any hour.
    again = gap.after_wall(wall(last, zone)).date() if gap.days or gap.months else None
    kept = draft.now.wall(zone).date() >= again if again else draft.now.instant >= gap.after(last, zone)
    if kept:
        return None
    when = draft.when(preset.id, last)
    text = f"The last one was {when}, and {duration_words(gap)} between two are advised. Go on all the same?"
    return Question("min-gap", text, "no", f"Not today, then: {duration_words(gap)} between two.")


def _spacing_question(draft: Snapshot, preset: Preset) -> Question | None:
    """What the rules of spacing have against it now, as a question."""
    occurrence = _occurrence(draft, preset.id) or _now_as_occurrence(draft, preset.id)
    breach = breach_at(draft, preset.id, occurrence, draft.now.instant)
    if breach is None:
        return None
    why = because(breach)
    text = f"{why[:1].upper()}{why[1:]}. Go on all the same?"
    return Question("spacing", text, "no", f"Not now, then: {why}.")


def _now_as_occurrence(draft: Snapshot, id: str) -> Occurrence:
    return Occurrence(id, draft.now.wall(draft.zone(id)), draft.now.instant, "now")


def act(draft: Draft, command: SessionAct) -> Acted:
    """A key, a button, a command. Raises NothingToDoError where no session runs."""
    session = draft.state.session
    if session is None:
        raise NothingToDoError("No session runs", "routine run ROUTINE")
    turn = machine.act(session, command.action, draft.now)
    if len(turn.session.questions) < len(session.questions):
        _confirm(draft, session.routine, session.questions[0])
    take(draft, turn)
    return Acted(turn.ending, session.rehearsal)


def press(draft: Draft, button: str) -> Acted | None:
    """A button of the session's notice; one of an earlier form of it changes nothing."""
    session = draft.state.session
    for action, _ in actions(session, draft.now) if session else ():
        if action == button:
            return act(draft, SessionAct(action))
    return None


def _confirm(draft: Draft, id: str, question: Question) -> None:
    """A good answer that holds for good is not asked for again."""
    known = draft.setup.questions.get(question.id)
    if known and known.once and id in draft.state.routines:
        draft.change_safety(id, confirmed=(*draft.routine(id).safety.confirmed, question.id))


def outputs(draft: Draft, command: Outputs) -> OutputsMissing:
    """What cannot be heard here is said before the start, in the notice and the terminal."""
    if draft.state.session:
        draft.change(session=replace(draft.state.session, missing=command.missing))
    return OutputsMissing(command.missing)


def end_unsafe(draft: Draft) -> EndedUnsafe | None:
    """End a session that may not go on: its routine became final, or skin was reported irritated meanwhile.

    Whatever else changes, a session finishes on the steps it began with. Returns what to do now, if it ended.
    """
    session = draft.state.session
    if session is None or session.rehearsal or session.routine not in draft.setup.presets:
        return None
    if why := _final_meanwhile(draft, session.routine):
        turn = _stopped_because(why, machine.act(session, "stop", draft.now))
    elif holding(draft.state, draft.preset(session.routine), draft.now.instant, draft.zone(session.routine)):
        turn = machine.act(session, "stinging", draft.now)
    else:
        return None
    take(draft, turn)
    return EndedUnsafe(session.title, turn.ending) if turn.ending else None


def _final_meanwhile(draft: Snapshot, id: str) -> str | None:
    if id not in draft.state.routines or not draft.routine(id).held:
        return None
    found = review(draft.setup, [id], draft.now.wall().date())
    return next((finding.why for finding in found if finding.level == "final"), None)


def _stopped_because(why: str, turn: Turn) -> Turn:
    """The same end, its reason first. A planned time is not counted, as it is on hold; one of its own is logged."""
    if turn.ending is None:
        return turn
    words = f"{why} {turn.ending.words}"
    answer = "none" if turn.session.key else turn.ending.answer
    return Turn(turn.session, (Say(words),), replace(turn.ending, answer=answer, words=words))


def pass_time(draft: Draft) -> None:
    """Let the session's own time pass."""
    if draft.state.session:
        take(draft, machine.advance(draft.state.session, draft.now))


def woke(draft: Draft) -> None:
    """After a suspend a session says where it stands, where what passed meanwhile does not say so already."""
    pass_time(draft)
    session = draft.state.session
    if session and not draft.effects:
        draft.effects += (Say(where_it_stands(session, draft.now)),)


def take(draft: Draft, turn: Turn) -> None:
    """Take up what a session became: its effects, how long somebody lies flat, its end."""
    before = draft.state.session
    draft.effects += turn.effects
    draft.change(session=None if turn.ending else turn.session)
    lay = before is not None and before.lying_flat
    lies = draft.state.session is not None and turn.session.lying_flat
    if lies and not lay:
        draft.change(lay_flat=LyingFlat(draft.now.instant))
    elif lay and not lies and draft.state.lay_flat:
        _release(draft, draft.state.lay_flat)
    if turn.ending:
        end(draft, turn.session, turn.ending)


def _release(draft: Draft, hold: LyingFlat) -> None:
    """The person is up again: what waited meanwhile waits from now."""
    draft.change(lay_flat=replace(hold, end=draft.now.instant))
    for id in draft.enabled():
        raised = draft.routine(id).raised
        if raised and raised.delivered_at:
            draft.change_routine(id, raised=replace(raised, last_shown=draft.now.instant))
