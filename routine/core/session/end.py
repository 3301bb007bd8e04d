"""The end of a guided session: what it writes to the log, and the notice that says how it ended and what comes next."""

from __future__ import annotations

from datetime import timedelta

from routine.core.draft import Draft
from routine.core.irritation import irritation_lines, report
from routine.core.reminders.lines import next_line
from routine.core.routines.start import begin
from routine.core.state.keys import OwnSession, Rehearsal, print_key
from routine.core.state.log import Entry
from routine.core.state.notice import NOTICE, OK_BUTTONS, UNDO_BUTTONS, Card
from routine.core.state.reminder import Armed
from routine.core.state.session import Outcome, Session
from routine.core.when.moment import wall

PATCH_TEST = "patch-test"
PATCH_CHECK = "patch-check"
#: How long the words at the end of a session stay on the screen; an over-time end stays until it is answered.
_ENDING = timedelta(minutes=10)


def end(draft: Draft, session: Session, outcome: Outcome) -> None:
    """Log what the session came to, and say so in its notice."""
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
        report(draft, session.routine, "mild")
        lines += irritation_lines(draft)
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
    began = session.started.instant.isoformat(timespec="seconds").replace("+00:00", "Z")
    worn = str(round(outcome.on_skin_s))
    found = {"session": "yes", "began": began, "step": session.step.id, "on_skin_s": worn}
    return {**found, **({"uncertain": "yes"} if session.uncertain else {})}


def _answered_occurrence(draft: Draft, session: Session) -> Armed:
    """The occurrence that the session answers; one of its own where none was open."""
    if session.key and session.nominal and session.due:
        return Armed(session.key, session.nominal, session.due, "session")
    nominal = wall(session.started.instant, draft.zone(session.routine)).replace(second=0, microsecond=0)
    return Armed(print_key(OwnSession(nominal)), nominal, session.started.instant, "session")


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
    occurrence = Armed(print_key(Rehearsal(nominal)), nominal, now.instant, "rehearsal")
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
