"""The end of a guided session: whether it counts as done, what it came to, what it writes to the log and sets going."""

from __future__ import annotations

from datetime import timedelta

from routine.core.draft import Draft
from routine.core.irritation.report import report
from routine.core.session.outcomes import SessionEnded
from routine.core.session.patch_test import PATCH_TEST, plan_patch_test
from routine.core.session.time_on_skin import is_over
from routine.core.session.timing import time_run, timed
from routine.core.snapshot import Snapshot
from routine.core.state.fold import effective
from routine.core.state.keys import OwnSession, Rehearsal, print_key
from routine.core.state.log import Entry
from routine.core.state.reminder import Armed
from routine.core.state.session import Ending, Session
from routine.core.when.duration_words import spoken
from routine.core.when.moment import wall

#: How long the words at the end of a session stay on the screen; what asks to take something off: for a day at most.
SHOWN, SHOWN_URGENT = timedelta(minutes=10), timedelta(days=1)
#: A share of the timed steps that is as good as the whole: the last seconds are often cut short.
_NEARLY_WHOLE = 0.9
#: What there is to say where nothing was on the skin; a title that says so too needs no line for it.
FINISHED = "Finished."


# --- what it came to --------------------------------------------------------------------------------------------------


def finished(session: Session) -> Ending:
    """How a session ends whose last step is over: done, or skipped where its timed steps were skipped through."""
    if session.rehearsal:
        return Ending(answer="done", reason="to the end", words=FINISHED)
    worn = max(session.skin_s or 0.0, session.worn_before_s)
    over, through = is_over(session, worn), _skipped_through(session, worn)
    return Ending(
        answer="skipped" if through else "done",
        reason=_reason(worn, over=over, through=through),
        words=_summary(session, worn, over=over, through=through),
        on_skin_s=worn,
        over=over,
        timed_s=timed(session),
        ran_s=time_run(session),
        through=through,
    )


def _skipped_through(session: Session, worn: float) -> bool:
    """Whether neither its timers ran for half of their time, nor what it puts on was on for as long as that."""
    return max(time_run(session), worn) < timed(session) / 2


def _reason(worn: float, *, over: bool, through: bool) -> str:
    """For the log."""
    skin = f"{spoken(worn)} on skin" if worn else ""
    if through:
        return ", ".join(part for part in ("skipped through", skin) if part)
    return f"over time: {skin}" if over else skin or "session"


def _summary(session: Session, worn: float, *, over: bool, through: bool) -> str:
    """What it came to: the time on the skin, and the timed steps where they did not run to their end."""
    ran, whole = time_run(session), timed(session)
    lines = ["Skipped through, so it is recorded as skipped."] if through else []
    if session.skin_began:
        lines.append(f"{spoken(worn)} on your skin{_judged(session, over=over, through=through)}.")
    if ran < _NEARLY_WHOLE * whole:
        lines.append(f"The timed steps ran for {spoken(ran)} of {spoken(whole)}.")
    return " ".join(lines) or FINISHED


def _judged(session: Session, *, over: bool, through: bool) -> str:
    """How the time on the skin compares with the limit, where that says anything."""
    if over:
        return f", over the limit of {spoken(session.longest_s or 0)}"
    return ", within the limit" if session.longest_s is not None and not through else ""


# --- what is written, and what follows ----------------------------------------------------------------------------


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
    before = (*draft.routine(session.routine).recent, *effective(draft.history))
    known = next((e for e in before if e.routine == session.routine and e.key == occurrence.key), None)
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
