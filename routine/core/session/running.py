"""The session that runs in the household: its keys and buttons, its time, what ends it before it is over."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.errors import NothingToDoError
from routine.core.occurrences.irritation_rest import holding
from routine.core.requests.commands import SessionAct
from routine.core.requests.reports import Outputs
from routine.core.safety.contraindications import review
from routine.core.session import step_by_step
from routine.core.session.buttons import actions, where
from routine.core.session.end import end
from routine.core.session.outcomes import Acted, EndedUnsafe, OutputsMissing
from routine.core.session.voice_lines import where_it_stands
from routine.core.snapshot import Snapshot
from routine.core.state.session import LyingFlat, Question, Say, Turn

#: What is meant wherever the session stands.
_ALWAYS = ("stop", "stinging")


def act(draft: Draft, command: SessionAct) -> Acted:
    """A key, a button, a command. Raises NothingToDoError where no session runs."""
    session = draft.state.session
    if session is None:
        raise NothingToDoError("No session is running.", "Start one: routine run ROUTINE")
    if command.at not in (None, where(session)) and command.action not in _ALWAYS:
        raise NothingToDoError(
            "The session is at another step now. Nothing was changed.", "Show the step: routine session status"
        )
    session = replace(session, keys=session.keys or command.keys)
    turn = step_by_step.act(session, command.action, draft.now)
    if len(turn.session.questions) < len(session.questions):
        _confirm(draft, session.routine, session.questions[0])
    take(draft, turn)
    return Acted(turn.ending, session.rehearsal)


def press(draft: Draft, button: str) -> Acted | None:
    """A button of the session's notice; one of an earlier form of it changes nothing."""
    session = draft.state.session
    for action, _ in actions(session, draft.now) if session else ():
        if session and action == button:
            # Who presses a button is not at the keyboard: from here on words name the buttons.
            draft.change(session=replace(session, keys=False))
            return act(draft, SessionAct(action))
    return None


def _confirm(draft: Draft, id: str, question: Question) -> None:
    """A good answer that holds for good is not asked for again."""
    known = draft.setup.questions.get(question.id)
    if known and known.once and id in draft.state.routines:
        draft.change_safety(id, confirmed=(*draft.routine(id).safety.confirmed, question.id))


def outputs(draft: Draft, command: Outputs) -> OutputsMissing:
    """What cannot be had on this machine is told: said with the first step; no sound check where nothing is heard."""
    if draft.state.session:
        take(draft, step_by_step.without(draft.state.session, command.missing, draft.now, midway=command.midway))
    return OutputsMissing(command.missing)


def end_unsafe(draft: Draft) -> EndedUnsafe | None:
    """End a session that may not go on: its routine became final, or skin was reported irritated meanwhile.

    Whatever else changes, a session finishes on the steps it began with. Returns what to do now, if it ended.
    """
    session = draft.state.session
    if session is None or session.rehearsal or session.routine not in draft.setup.presets:
        return None
    if why := _final_meanwhile(draft, session.routine):
        turn = _stopped_because(why, step_by_step.act(session, "stop", draft.now))
    elif holding(draft.state, draft.preset(session.routine), draft.now.instant, draft.zone(session.routine)):
        turn = step_by_step.act(session, "stinging", draft.now)
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
        take(draft, step_by_step.advance(draft.state.session, draft.now))


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
