"""Guided sessions in the household: starting one, its keys and its time, and what its end writes to the log."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from routine.core import session as guided
from routine.core.answering import heard
from routine.core.draft import Draft
from routine.core.enabling import begin
from routine.core.errors import NothingToDoError, RefusedError, UsageError
from routine.core.finding_times import open_on, resolve_enabled
from routine.core.messages import Outputs, SessionAct, SessionStart
from routine.core.now import day_of, wall
from routine.core.phrases import format_when
from routine.core.preset import Preset
from routine.core.safety import review
from routine.core.schedule_words import duration_words
from routine.core.session import Outcome, Question, Session, Turn
from routine.core.session_notice import NOTICE, actions
from routine.core.state import Armed, Card, Entry, Hold, Irritation
from routine.core.texts import OK_BUTTONS, UNDO_BUTTONS, next_line, title_of

Reply = dict[str, Any]
#: The key of a session that answers no planned time begins so.
OWN_TIME = "run:"
PATCH_TEST = "patch-test"
PATCH_CHECK = "patch-check"
#: How long the words at the end of a session stay on the screen; an over-time end stays until it is answered.
_ENDING = timedelta(minutes=10)


def start(draft: Draft, command: SessionStart) -> Reply:
    """Begin a session of a routine, or find that it runs already; one at a time on this machine."""
    id = resolve_enabled(draft, command.routine)
    running = draft.state.session
    if running:
        if running.routine == id:
            return {"said": [f"{running.title} runs already."], "session": id, "attached": True}
        hint = f"routine session stop, then routine run {id}"
        raise UsageError(f"A session of {running.title} runs; one at a time", hint)
    if not 0 < command.speed <= 1000:
        raise UsageError(f"A speed of {command.speed:g} cannot be run", "routine run ROUTINE --speed 20")
    rehearsal = command.speed != 1
    if not rehearsal:
        _refuse_final(draft, id)
    occurrence = None if rehearsal else _occurrence(draft, id)
    turn = guided.begin(
        draft.preset(id),
        draft.now,
        key=occurrence.key if occurrence else None,
        nominal=occurrence.nominal if occurrence else None,
        due=occurrence.instant if occurrence else None,
        speed=command.speed,
        rehearsal=rehearsal,
        questions=questions(draft, id),
        sound_check=not rehearsal,
    )
    if not rehearsal:
        heard(draft)
    take(draft, turn)
    return {"said": [f"{title_of(draft, id)}: the session begins."], "session": id, "attached": False}


def _refuse_final(draft: Draft, id: str) -> None:
    final = [f for f in review(draft.setup, [id], draft.now.wall().date()) if f.level == "final"]
    if final:
        raise RefusedError(f"No session of {title_of(draft, id)}: {final[0].why}", final[0].fix)


def _occurrence(draft: Draft, id: str) -> Any:
    """What the session answers: the raised reminder, else the day's nearest open occurrence; None: one of its own."""
    raised = draft.routine(id).raised
    if raised:
        return raised
    today = day_of(draft.now.wall(draft.zone(id)), draft.day_ends)
    open_ones = [one for one, _ in open_on(draft, id, today, draft.routine(id).recent)]
    return min(open_ones, key=lambda o: abs(o.instant - draft.now.instant), default=None)


def questions(draft: Draft, id: str) -> tuple[Question, ...]:
    """What is asked before the start: the preset's questions, but those answered for good, and a gap not kept."""
    preset, routine = draft.preset(id), draft.routine(id)
    asked = [draft.setup.questions[name] for name in preset.safety.ask if name in draft.setup.questions]
    found = [Question(q.name, q.text, q.stops_on, q.why) for q in asked if q.name not in routine.confirmed]
    gap = _gap_question(draft, preset)
    return (*found, gap) if gap else tuple(found)


def _gap_question(draft: Draft, preset: Preset) -> Question | None:
    gap, last = preset.safety.min_gap, draft.routine(preset.id).last_done
    zone = draft.zone(preset.id)
    if gap is None or last is None:
        return None
    # A gap in days counts days: done on Sunday evening, five days later is Friday, at any hour.
    again = gap.after_wall(wall(last, zone)).date() if gap.days or gap.months else None
    kept = draft.now.wall(zone).date() >= again if again else draft.now.instant >= gap.after(last, zone)
    if kept:
        return None
    when = format_when(wall(last, zone), draft.now.wall(zone))
    text = f"The last one was {when}, and {duration_words(gap)} between two are advised. Go on all the same?"
    return Question("min-gap", text, "no", f"Not today, then: {duration_words(gap)} between two.")


def act(draft: Draft, command: SessionAct) -> Reply:
    """A key, a button, a command. Raises NothingToDoError where no session runs."""
    session = draft.state.session
    if session is None:
        raise NothingToDoError("No session runs", "routine run ROUTINE")
    if not session.rehearsal:
        heard(draft)
    turn = guided.act(session, command.action, draft.now)
    if len(turn.session.questions) < len(session.questions):
        _confirm(draft, session.routine, session.questions[0])
    take(draft, turn)
    return {"said": [turn.outcome.words] if turn.outcome else [], "ended": turn.outcome is not None}


def press(draft: Draft, button: str) -> Reply:
    """A button of the session's notice; one of an earlier form of it changes nothing."""
    session = draft.state.session
    for action, _ in actions(session) if session else ():
        if action == button:
            return act(draft, SessionAct(action))
    return {"said": [], "answers": []}


def _confirm(draft: Draft, id: str, question: Question) -> None:
    """A good answer that holds for good is not asked for again."""
    known = draft.setup.questions.get(question.id)
    if known and known.once and id in draft.state.routines:
        draft.change_routine(id, confirmed=(*draft.routine(id).confirmed, question.id))


def outputs(draft: Draft, command: Outputs) -> Reply:
    """What cannot be heard here is said before the start, in the notice and the terminal."""
    if draft.state.session:
        draft.change(session=replace(draft.state.session, missing=command.missing))
    return {"said": list(command.missing), "answers": []}


def pass_time(draft: Draft) -> None:
    """Let the session's own time pass."""
    if draft.state.session:
        take(draft, guided.advance(draft.state.session, draft.now))


def take(draft: Draft, turn: Turn) -> None:
    """Take up what a session became: its effects, the hold of other notices, its end."""
    before = draft.state.session
    draft.effects += turn.effects
    draft.change(session=None if turn.outcome else turn.session)
    lay = before is not None and before.lying_flat
    lies = draft.state.session is not None and turn.session.lying_flat
    if lies and not lay:
        draft.change(hold=Hold(draft.now.instant))
    elif lay and not lies and draft.state.hold:
        _release(draft, draft.state.hold)
    if turn.outcome:
        _end(draft, turn.session, turn.outcome)


def _release(draft: Draft, hold: Hold) -> None:
    """The person is up again: what waited meanwhile waits from now."""
    draft.change(hold=replace(hold, end=draft.now.instant))
    for id in draft.enabled():
        raised = draft.routine(id).raised
        if raised and raised.delivered_at:
            draft.change_routine(id, raised=replace(raised, last_shown=draft.now.instant))


# --- the end ------------------------------------------------------------------------------------------------------


def _end(draft: Draft, session: Session, outcome: Outcome) -> None:
    if session.rehearsal:
        _rehearsed(draft, session, outcome)
        return
    entry = _log(draft, session, outcome)
    untested = session.phase == "asking" and outcome.reason == f"{PATCH_TEST}: no"
    planned = _plan_patch_test(draft) if untested else None
    lines = [outcome.words]
    lines += [next_line(draft, session.routine)] if outcome.answer != "none" else []
    lines += [planned] if planned else []
    if outcome.stinging:
        draft.change(irritations=(*draft.state.irritations, Irritation(session.routine, draft.now.instant)))
    _tell(draft, session, outcome, lines, entry)


def _log(draft: Draft, session: Session, outcome: Outcome) -> Entry | None:
    if outcome.answer == "none" or session.routine not in draft.state.routines:
        return None
    occurrence = _answered_occurrence(draft, session)
    known = next((e for e in draft.routine(session.routine).recent if e.key == occurrence.key), None)
    if known and known.answer == "done":
        return None
    return draft.answer(
        session.routine, occurrence, outcome.answer, by="person", reason=outcome.reason, replaces=known,
        details=_details(session, outcome),
    )  # fmt: skip


def _details(session: Session, outcome: Outcome) -> dict[str, str]:
    found = {"session": "yes", "step": session.step.id, "on_skin_s": str(round(outcome.on_skin_s))}
    return {**found, **({"uncertain": "yes"} if session.uncertain else {})}


def _answered_occurrence(draft: Draft, session: Session) -> Armed:
    """The occurrence that the session answers; one of its own where none was open."""
    if session.key and session.nominal and session.due:
        return Armed(session.key, session.nominal, session.due, "session")
    nominal = wall(session.started.instant, draft.zone(session.routine)).replace(second=0, microsecond=0)
    return Armed(f"{OWN_TIME}{nominal:%Y-%m-%dT%H:%M}", nominal, session.started.instant, "session")


def _tell(draft: Draft, session: Session, outcome: Outcome, lines: list[str], entry: Entry | None) -> None:
    early = "not today" if session.phase == "asking" else "stopped"
    how = "over time" if outcome.over else "finished" if outcome.answer == "done" else early
    title = f"{session.title}: {how}"
    critical = outcome.unanswered or outcome.stinging
    draft.show(
        Card(
            id=NOTICE,
            kind="session",
            title=title,
            body="\n".join(lines),
            buttons=OK_BUTTONS if critical or entry is None else UNDO_BUTTONS,
            about=(f"{entry.routine}/{entry.seq}",) if entry else (),
            since=draft.now.instant,
            ends=None if critical else draft.now.instant + _ENDING,
            critical=critical,
        )
    )


def _rehearsed(draft: Draft, session: Session, outcome: Outcome) -> None:
    """A rehearsal is logged as one and touches nothing else."""
    body = f"Rehearsal, {session.speed:g} times as fast: {session.step.id}, {outcome.words}"
    now = draft.now
    nominal = now.wall(draft.zone(session.routine)).replace(microsecond=0)
    occurrence = Armed(f"rehearsal:{nominal:%Y-%m-%dT%H:%M:%S}", nominal, now.instant, "rehearsal")
    draft.answer(session.routine, occurrence, "rehearsal", by="person", reason=outcome.reason)
    draft.show(
        Card(
            id=NOTICE,
            kind="session",
            title=f"{session.title}: rehearsal over",
            body=body,
            ends=draft.now.instant + timedelta(minutes=1),
        )
    )


def _plan_patch_test(draft: Draft) -> str | None:
    """“Not yet”: the test, at once, and its check a day later become routines of their own."""
    tests = [id for id in (PATCH_CHECK, PATCH_TEST) if id in draft.setup.presets]
    for id in tests:
        begin(draft, id, ())
    return (
        f"The test is planned for now, and its check a day after it: {next_line(draft, PATCH_TEST)}" if tests else None
    )
