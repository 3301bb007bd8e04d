"""Visits: booked, moved, attended, missed, cancelled; what a person says about them, by command or by a button."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.errors import UsageError
from routine.core.find_routine import resolve_enabled
from routine.core.occurrences.evening_question import question
from routine.core.occurrences.visit_dates import instant_at
from routine.core.requests.commands import VisitAct
from routine.core.review.safety_notes import new_notes_on
from routine.core.schedule.clock import Occurrence
from routine.core.schedule.visit_series import Visits
from routine.core.snapshot import Snapshot
from routine.core.state.fold import effective
from routine.core.state.keys import is_question, number_of
from routine.core.state.log import Answer
from routine.core.state.reminder import Armed, Reminder
from routine.core.state.visit import Visit, VisitStatus
from routine.core.text.match import resolve
from routine.core.text.safe import one_line
from routine.core.visits.notice_lines import DID_NOT_GO, WENT
from routine.core.visits.outcomes import Attended, Booked, Cancelled, DoctorAsked, NotAttended
from routine.core.visits.visit_time import visit_time
from routine.core.visits.which_visit import OPEN, added, exact, of_number, that_was, the_one, to_ask_for
from routine.core.when.format import MONTHS, format_clock
from routine.core.when.moment import day_of, instant_of
from routine.core.when.parse_time import names_clock, parse_time


def act(draft: Draft, command: VisitAct) -> Booked | Cancelled | Attended | NotAttended:
    """Do what a person says about a visit. `draft.history`: the log since `visits_since`.

    Raises UsageError, AmbiguousError, NothingToDoError, NotFoundError.
    """
    id = resolve_enabled(draft, command.routine)
    series = draft.preset(id).schedule.series
    if series is None:
        raise UsageError(f"{draft.title(id)} has no visits to a clinic.", "See all visits: routine visit list")
    match command.action:
        case "book":
            return _book(draft, id, command)
        case "move":
            return _move(draft, id, command)
        case "attended":
            return _attended(draft, id, series, command)
        case "missed":
            return _missed(draft, id, command)
        case "cancel":
            return _cancel(draft, id, command)


# --- dates --------------------------------------------------------------------------------------------------------


def _book(draft: Draft, id: str, command: VisitAct) -> Booked:
    at = _ahead(draft, id, command, "book", draft.now.zone)
    _not_twice(draft, id, at)
    visit = added(draft, id, at)
    draft.plan_visits(id)
    return Booked(id, visit.n, new_notes_on(draft, id))


def _move(draft: Draft, id: str, command: VisitAct) -> Booked:
    # One that was cancelled can have a date again, if it is named: that is how a cancellation is taken back.
    visit = the_one(draft, id, command, OPEN if command.visit is None else (*OPEN, "cancelled"), "move")
    at = _ahead(draft, id, command, "move", visit.zone)
    _not_twice(draft, id, at)
    _withdraw(draft, id, visit, "moved", "the visit was moved")
    _put(draft, id, replace(visit, at=at, status="booked", planned=False))
    draft.plan_visits(id)
    return Booked(id, visit.n, new_notes_on(draft, id), moved_from=visit)


def _cancel(draft: Draft, id: str, command: VisitAct) -> Cancelled:
    visit = the_one(draft, id, command, OPEN, "cancel")
    _withdraw(draft, id, visit, "cancelled", "the visit was cancelled")
    draft.plan_visits(id)
    return Cancelled(id, visit.n)


def _ahead(draft: Snapshot, id: str, command: VisitAct, verb: str, zone: str) -> datetime:
    """The time of a visit that is still to come (naive wall), as the clock of the clinic in `zone` shows it."""
    text = command.when or ""
    if not text:
        raise UsageError("When is the visit?", f'For example: routine visit {verb} {id} "fri 10:00"')
    try:
        at = _to_come(draft, id, text, zone)
    except UsageError as error:
        number = f"--visit {command.visit}" if command.visit is not None else ""
        raise error.within(f"visit {verb} {id}", number) from None
    if not names_clock(text):
        raise UsageError(
            f"At what time is the visit on “{text}”?", f'For example: routine visit {verb} {id} "{text} 10:00"'
        )
    return at


def _to_come(draft: Snapshot, id: str, text: str, zone: str) -> datetime:
    """`mon 10:00` on a Tuesday is the Monday to come. Raises UsageError, and says how to enter one that is over."""
    try:
        at = exact(parse_time(text, draft.now, day_ends=draft.day_ends, zone=zone, direction="future"))
    except UsageError as error:
        nearest = parse_time(text, draft.now, day_ends=draft.day_ends, zone=zone, direction="any")
        if instant_of(nearest, zone) > draft.now.instant:
            raise
        hint = f'If you were there: routine visit attended {id} "{one_line(text)}"'
        raise UsageError(error.message, hint) from None
    _of_the_day_named(draft, text, at, zone)
    return at


def _of_the_day_named(draft: Snapshot, text: str, at: datetime, zone: str) -> None:
    """After midnight, “today 10:00” may be over, or the coming morning: a clinic's appointment is not guessed."""
    today = day_of(draft.now.wall(zone), draft.day_ends)
    if "today" in text.lower().split() and day_of(at, draft.day_ends) != today:
        over = format_clock(datetime.combine(today, at.time()))
        raise UsageError(
            f"“{one_line(text)}” may mean {over}, which has passed, or {format_clock(at)}.",
            "Name the date.",
            example=f"{at.day} {MONTHS[at.month - 1][:3]} {at:%H:%M}",
        )


def _not_twice(draft: Snapshot, id: str, at: datetime) -> None:
    same = [v for v in draft.routine(id).visits if v.at == at and v.status == "booked"]
    if same:
        said = f"{draft.title(id)}: visit {same[0].n} is already booked for {visit_time(draft, same[0])}."
        raise UsageError(said, f"See your visits: routine visit list {id}")


# --- what became of it --------------------------------------------------------------------------------------------


def _attended(draft: Draft, id: str, series: Visits, command: VisitAct) -> Attended:
    asked = _asked(series, command.asked)
    visit = that_was(draft, id, command, ("booked", "moved", "missed", "attended"), "attended")
    if asked:
        visit = replace(visit, asked=tuple(dict.fromkeys((*visit.asked, *asked))), planned=False)
        _put(draft, id, visit)
    if visit.status != "attended":
        _answer(draft, id, visit, "done")
    draft.plan_visits(id)
    return Attended(id, visit.n)


def ask_for_all(draft: Draft, id: str, n: int) -> DoctorAsked | None:
    """Plan all after-care that hangs on the doctor asking for it; None where the person did not go."""
    visit = of_number(draft, id, n)
    if visit.status != "attended":
        return None
    _put(draft, id, replace(visit, asked=(*visit.asked, *to_ask_for(draft, id, n)), planned=False))
    draft.plan_visits(id)
    return DoctorAsked(id, n)


def answer_question(draft: Draft, id: str, raised: Reminder, button: str) -> Attended | NotAttended:
    """The evening's question, answered by a button: went, moved, or did not go."""
    n = number_of(raised.key) or 0
    if button == WENT.id:
        return Attended(id, n, draft.answer(id, raised, "done", by="person"))
    if button == DID_NOT_GO.id:
        return NotAttended(id, n, "missed", draft.answer(id, raised, "skipped", by="person"))
    why, details = "the visit was moved", {"visit": "moved"}
    return NotAttended(id, n, "moved", draft.answer(id, raised, "excused", by="person", reason=why, details=details))


def _asked(series: Visits, names: tuple[str, ...]) -> list[str]:
    can = {step.id: step.say for step in series.after if step.if_asked}
    if names and not can:
        raise UsageError("This series has no after-care that your doctor has to ask for.", "Leave out --asked.")
    return [resolve(name, can, what="after-care") for name in names]


def _missed(draft: Draft, id: str, command: VisitAct) -> NotAttended:
    visit = that_was(draft, id, command, ("booked", "moved", "attended"), "missed")
    _answer(draft, id, visit, "skipped")
    draft.plan_visits(id)
    return NotAttended(id, visit.n, "missed")


def _answer(draft: Draft, id: str, visit: Visit, answer: Answer) -> None:
    """Answer the evening's question: the one that waits or is planned, else the last answer to it is corrected."""
    series, routine = draft.preset(id).schedule.series, draft.routine(id)
    waiting: list[Reminder | Armed] = [*([routine.raised] if routine.raised else []), *routine.armed]
    own = [one for one in waiting if _asks(one.key, visit)]
    given = {e.seq: e for e in (*effective(draft.history), *routine.recent) if e.routine == id and _asks(e.key, visit)}
    if own:
        draft.answer(id, own[0], answer, by="person", at=instant_at(visit))
    elif given:
        last = given[max(given)]
        draft.answer(id, last, answer, by="person", at=instant_at(visit), replaces=last)
    elif series:
        moment = question(series, visit, instant_at(visit))
        one = Occurrence(id, moment.nominal, moment.instant, moment.key)
        draft.answer(id, one, answer, by="person", at=instant_at(visit))


def _asks(key: str, visit: Visit) -> bool:
    return is_question(key) and number_of(key) == visit.n


def visits_since(draft: Snapshot, command: VisitAct) -> datetime | None:
    """From which instant (UTC) on the log may hold an answer that this command corrects; None: it corrects none."""
    routine = draft.state.routines.get(resolve_enabled(draft, command.routine))
    if command.action not in ("attended", "missed") or routine is None:
        return None
    return min((instant_at(visit) for visit in routine.visits), default=None)


# --- the list of visits -------------------------------------------------------------------------------------------


def _put(draft: Draft, id: str, visit: Visit) -> None:
    visits = draft.routine(id).visits
    draft.change_routine(id, visits=tuple(visit if v.n == visit.n else v for v in visits))


def _withdraw(draft: Draft, id: str, visit: Visit, status: VisitStatus, why: str) -> None:
    """Take back everything planned for a visit; what waits for an answer is not counted.

    What it had taken the place of, such as the word that the next visit is due, is planned again.
    """
    _put(draft, id, replace(visit, status=status, planned=False))
    routine = draft.routine(id)
    draft.change_routine(id, armed=tuple(a for a in routine.armed if number_of(a.key) != visit.n))
    if routine.raised and number_of(routine.raised.key) == visit.n:
        draft.answer(id, routine.raised, "excused", by="person", reason=why)
