"""The end of a guided session: what it writes to the log, and what it sets going."""

from __future__ import annotations

from routine.core.draft import Draft
from routine.core.irritation.report import report
from routine.core.session.outcomes import SessionEnded
from routine.core.session.patch_test import PATCH_TEST, plan_patch_test
from routine.core.snapshot import Snapshot
from routine.core.state.keys import OwnSession, Rehearsal, print_key
from routine.core.state.log import Entry
from routine.core.state.reminder import Armed
from routine.core.state.session import Ending, Session
from routine.core.when.moment import wall


def end(draft: Draft, session: Session, ending: Ending) -> None:
    """Log what the session came to; its notice says so once the decision is finished."""
    if session.rehearsal:
        _log_rehearsal(draft, session, ending)
        draft.tell(SessionEnded(session, ending))
        return
    entry = _log(draft, session, ending)
    untested = session.phase == "asking" and ending.reason == f"{PATCH_TEST}: no"
    planned = plan_patch_test(draft) if untested else False
    if ending.stinging:
        report(draft, session.routine, "mild")
    draft.tell(SessionEnded(session, ending, entry, planned))


def _log(draft: Draft, session: Session, ending: Ending) -> Entry | None:
    if ending.answer == "none" or session.routine not in draft.state.routines:
        return None
    occurrence = _answered_occurrence(draft, session)
    known = next((e for e in draft.routine(session.routine).recent if e.key == occurrence.key), None)
    # Answered meanwhile, by a command or a button: done is not recorded twice.
    if known and known.answer == "done":
        return None
    return draft.answer(
        session.routine, occurrence, ending.answer, by="person", reason=ending.reason, replaces=known,
        details=_details(session, ending),
    )  # fmt: skip


def _details(session: Session, ending: Ending) -> dict[str, str]:
    began = session.started.instant.isoformat(timespec="seconds").replace("+00:00", "Z")
    worn = str(round(ending.on_skin_s))
    found = {"session": "yes", "began": began, "step": session.step.id, "on_skin_s": worn}
    if ending.timed_s:
        found |= {"timed_s": str(round(ending.timed_s)), "ran_s": str(round(ending.ran_s))}
    return {**found, **({"uncertain": "yes"} if session.uncertain else {})}


def _answered_occurrence(draft: Snapshot, session: Session) -> Armed:
    """The occurrence that the session answers; one of its own where none was open."""
    if session.key and session.nominal and session.due:
        return Armed(session.key, session.nominal, session.due, "session")
    nominal = wall(session.started.instant, draft.zone(session.routine)).replace(second=0, microsecond=0)
    return Armed(print_key(OwnSession(nominal)), nominal, session.started.instant, "session")


def _log_rehearsal(draft: Draft, session: Session, ending: Ending) -> None:
    """A rehearsal is logged as one and touches nothing else."""
    now = draft.now
    nominal = now.wall(draft.zone(session.routine)).replace(microsecond=0)
    occurrence = Armed(print_key(Rehearsal(nominal)), nominal, now.instant, "rehearsal")
    draft.answer(session.routine, occurrence, "rehearsal", by="person", reason=ending.reason)
