"""What is replied to what a person says about a visit, by command or by a button."""

from __future__ import annotations

from routine.core.draft import Draft
from routine.core.occurrences.visit_dates import instant_at
from routine.core.occurrences.visit_reminders import after_care
from routine.core.reminders.next_time import next_line
from routine.core.requests.replies.commands import VisitReply
from routine.core.review.lines import lines_on
from routine.core.safety.contraindications import rules_of
from routine.core.snapshot import Snapshot
from routine.core.state.cards import Confirmation
from routine.core.state.notice import Button
from routine.core.state.visit import Visit
from routine.core.text.counts import and_list, listed, plural
from routine.core.text.notice_title import titled
from routine.core.text.safe import one_line
from routine.core.text.source_line import source_line
from routine.core.visits.booking_notes import notes_on, spacing_notes, too_late_for
from routine.core.visits.next_visit_lines import ask_clinic, effect_line, next_visit_lines
from routine.core.visits.notice_lines import not_for_you
from routine.core.visits.outcomes import Attended, Booked, Cancelled, DoctorAsked, NotAttended
from routine.core.visits.visit_list import visit_view
from routine.core.visits.visit_time import visit_time
from routine.core.visits.which_visit import of_number, to_ask_for

#: Asked in the same notice after “Went”, where some after-care hangs on it.
ASKED, NOT_ASKED = Button("asked", "Doctor asked"), Button("ok", "Not asked")


def booked(draft: Draft, outcome: Booked) -> VisitReply:
    """The visit, the next reminder, and what is worth a word about it."""
    id, visit, old = outcome.routine, of_number(draft, outcome.routine, outcome.n), outcome.moved_from
    title, when = draft.title(id), visit_time(draft, visit)
    lines = [
        f"{title}: visit {visit.n} is moved from {visit_time(draft, old)} to {when}."
        if old and old.status != "cancelled"
        else f"{title}: visit {visit.n} is booked for {when}.",
        *not_for_you(draft, id),
        next_line(draft, id),
        *too_late_for(draft, id, visit),
        *notes_on(draft, id, visit),
    ]
    lines += [] if old else [*_booked_as_well(draft, id, visit), *ask_clinic(draft, id)]
    lines += _warned(draft, id)
    lines += [*spacing_notes(draft, id, visit), *lines_on(draft, outcome.findings)]
    return _reply(draft, id, visit, lines)


def _warned(draft: Snapshot, id: str) -> list[str]:
    """What an authority warns of, said at every booking, whatever was answered before."""
    rules = draft.setup.rules
    warn = (rules[name] for name in rules_of(rules, draft.preset(id)) if name in rules and rules[name].at_booking)
    return [f"{rule.why} {rule.fix} {source_line(rule.source)}" for rule in warn]


def _booked_as_well(draft: Snapshot, id: str, visit: Visit) -> list[str]:
    """A second visit ahead may be meant, or be the first at another time: which, only the person knows."""
    ahead = [
        other
        for other in draft.routine(id).visits
        if other.n != visit.n and other.status == "booked" and instant_at(other) > draft.now.instant
    ]
    return [
        f"Visit {other.n} is also booked, {visit_time(draft, other)}. If it does not take place: "
        f"routine visit cancel {id} --visit {other.n}"
        for other in ahead
    ]


def cancelled(draft: Draft, outcome: Cancelled) -> VisitReply:
    """What is cancelled, and the next reminder."""
    id, visit = outcome.routine, of_number(draft, outcome.routine, outcome.n)
    line = f"{draft.title(id)}: visit {visit.n}, {visit_time(draft, visit)}, is cancelled. {next_line(draft, id)}"
    return _reply(draft, id, visit, [line])


def attended(draft: Draft, outcome: Attended) -> VisitReply:
    """After-care, the next visit, the effect."""
    id, n = outcome.routine, outcome.n
    return _reply(draft, id, of_number(draft, id, n), attended_lines(draft, id, n))


def attended_notice(draft: Snapshot, outcome: Attended) -> Confirmation:
    """The same where a button said it; and whether the doctor asked for what hangs on that."""
    id, undo = outcome.routine, (outcome.entry,) if outcome.entry else ()
    title, lines = _headed(draft, id, "you went"), tuple(attended_lines(draft, id, outcome.n, typed=False))
    if not (names := to_ask_for(draft, id, outcome.n)):
        return Confirmation(title, lines, undo, to_read=bool(_begun(draft, id, outcome.n)))
    asks = f"Did your doctor ask for this: {listed(names)}? If not, Routine leaves it out."
    return Confirmation(title, lines, undo, asks=asks, buttons=(ASKED, NOT_ASKED))


def not_attended(draft: Draft, outcome: NotAttended) -> VisitReply:
    """That the person did not go, and when the next visit is due."""
    id, visit = outcome.routine, of_number(draft, outcome.routine, outcome.n)
    said = f"{draft.title(id)}: you did not go to visit {visit.n}, {visit_time(draft, visit)}."
    return _reply(draft, id, visit, [said, *next_visit_lines(draft, id)])


def not_attended_notice(draft: Snapshot, outcome: NotAttended) -> Confirmation:
    """The same where a button said it; how to say the new date."""
    id, undo = outcome.routine, (outcome.entry,) if outcome.entry else ()
    if outcome.why == "moved":
        return Confirmation(_headed(draft, id, "moved"), ("Enter the new date when you know it.",), undo)
    lines = tuple(next_visit_lines(draft, id, typed=False))
    return Confirmation(_headed(draft, id, "did not go"), lines, undo)


def _headed(draft: Snapshot, id: str, what: str) -> str:
    """`Sculptra: you went`."""
    return titled(draft.title(id), what)


def doctor_asked_notice(draft: Snapshot, outcome: DoctorAsked) -> Confirmation:
    """When the after-care that the doctor asked for comes."""
    return Confirmation("Saved", tuple(attended_lines(draft, outcome.routine, outcome.n, typed=False)[:1]))


def _reply(draft: Draft, id: str, visit: Visit, lines: list[str]) -> VisitReply:
    return VisitReply(said=tuple(lines), routine=id, visit=visit_view(draft, visit))


def attended_lines(draft: Snapshot, id: str, n: int, *, typed: bool = True) -> list[str]:
    """What is said once the person went: after-care, the next visit, the effect; `typed`: and how to enter that."""
    series, visit = draft.preset(id).schedule.series, of_number(draft, id, n)
    if series is None:
        return []
    care = list(after_care(series, visit))
    ahead = sum(one.instant > draft.now.instant for one in care)
    then = next_line(draft, id, typed=typed)
    lines = [f"{draft.title(id)}: you went to visit {n}, {visit_time(draft, visit)}. {then}"]
    if ahead:  # else all of it is over by now
        lines += [f"Since then: {one_line(say)}" for say in _begun(draft, id, n)]
        one, other = "1 after-care reminder is still to come.", "{count} after-care reminders are still to come."
        lines.append(plural(ahead, one=one, other=other))
    lines += _to_ask(draft, id, n) if typed else []
    lines += next_visit_lines(draft, id, typed=typed)
    lines += [line] if (line := effect_line(series, draft.routine(id).visits)) else []
    return lines


def _begun(draft: Snapshot, id: str, n: int) -> list[str]:
    """The after-care whose time has come already: no reminder of it can come, so this is where it is read."""
    series, visit = draft.preset(id).schedule.series, of_number(draft, id, n)
    care = after_care(series, visit) if series else ()
    return list(dict.fromkeys(say for one in care if one.instant <= draft.now.instant for say in one.says))


def _to_ask(draft: Snapshot, id: str, n: int) -> list[str]:
    open_ones = to_ask_for(draft, id, n)
    how = " ".join(f"--asked {name}" for name in open_ones)
    line = f"Only if your doctor asked for {and_list(open_ones)}: routine visit attended {id} {how} --visit {n}"
    return [line] if open_ones else []
