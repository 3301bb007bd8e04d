"""Visits: booked, moved, attended, missed, cancelled; what a person says about them, by command or by a button."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from routine.core.draft import Draft, heard, resolve_enabled, title_of
from routine.core.errors import UsageError
from routine.core.occurrences.visits import after_care, instant_at, question
from routine.core.preset.model import series_of
from routine.core.reminders.lines import next_line
from routine.core.requests import VisitAct
from routine.core.review.safety_notes import new_notes_on
from routine.core.schedule import Occurrence
from routine.core.schedule.types import Visits
from routine.core.state.fold import effective
from routine.core.state.keys import is_question, number_of
from routine.core.state.log import Answer, Entry
from routine.core.state.reminder import Armed, Reminder
from routine.core.state.visit import Visit, VisitStatus
from routine.core.text.counts import and_list
from routine.core.text.match import resolve
from routine.core.text.safe import one_line
from routine.core.visits.find import HAS_CLOCK, OPEN, added, exact, of_number, that_was, the_one
from routine.core.visits.lines import ask_clinic, effect_line, next_visit_line, notes_on, too_late_for, when
from routine.core.visits.spacing_notes import notes as spacing_notes
from routine.core.visits.view import visit_view
from routine.core.when.format import format_when
from routine.core.when.moment import instant_of
from routine.core.when.parse import parse_time

Reply = dict[str, Any]


def act(draft: Draft, command: VisitAct, history: tuple[Entry, ...]) -> Reply:
    """Do what a person says about a visit. `history`: the log since `visits_since`.

    Raises UsageError, AmbiguousError, NothingToDoError, NotFoundError.
    """
    id = resolve_enabled(draft, command.routine)
    series = series_of(draft.preset(id))
    if series is None:
        raise UsageError(f"{title_of(draft, id)} is no series of visits to a clinic", "routine visit list")
    match command.action:
        case "book":
            visit, lines = _book(draft, id, command)
        case "move":
            visit, lines = _move(draft, id, command)
        case "attended":
            visit, lines = _attended(draft, id, series, command, history)
        case "missed":
            visit, lines = _missed(draft, id, command, history)
        case "cancel":
            visit, lines = _cancel(draft, id, command)
    heard(draft)
    visit = of_number(draft, id, visit.n)
    return {"said": lines, "answers": [], "routine": id, "visit": visit_view(draft, visit)}


# --- dates --------------------------------------------------------------------------------------------------------


def _book(draft: Draft, id: str, command: VisitAct) -> tuple[Visit, list[str]]:
    at = _ahead(draft, id, command, "book", draft.now.zone)
    _not_twice(draft, id, at)
    visit = added(draft, id, at)
    draft.plan_visits(id)
    lines = [f"{title_of(draft, id)}: visit {visit.n} is booked for {when(draft, visit)}.", next_line(draft, id)]
    lines += [*too_late_for(draft, id, visit), *notes_on(draft, id, visit), *ask_clinic(draft, id)]
    lines += [*spacing_notes(draft, id, visit), *new_notes_on(draft, id)]
    return visit, lines


def _move(draft: Draft, id: str, command: VisitAct) -> tuple[Visit, list[str]]:
    visit = the_one(draft, id, command, OPEN, "move")
    at = _ahead(draft, id, command, "move", visit.zone)
    _not_twice(draft, id, at)
    old = when(draft, visit)
    _withdraw(draft, id, visit, "moved", "the visit was moved")
    visit = replace(visit, at=at, status="booked", planned=False)
    _put(draft, id, visit)
    draft.plan_visits(id)
    lines = [f"{title_of(draft, id)}: visit {visit.n} is moved from {old} to {when(draft, visit)}."]
    lines += [next_line(draft, id), *too_late_for(draft, id, visit), *notes_on(draft, id, visit)]
    return visit, [*lines, *spacing_notes(draft, id, visit), *new_notes_on(draft, id)]


def _cancel(draft: Draft, id: str, command: VisitAct) -> tuple[Visit, list[str]]:
    visit = the_one(draft, id, command, OPEN, "cancel")
    _withdraw(draft, id, visit, "cancelled", "the visit was cancelled")
    draft.plan_visits(id)
    line = f"{title_of(draft, id)}: visit {visit.n}, {when(draft, visit)}, is cancelled. {next_line(draft, id)}"
    return visit, [line]


def _ahead(draft: Draft, id: str, command: VisitAct, verb: str, zone: str) -> datetime:
    """The time of a visit that is still to come (naive wall), as the clock of the clinic in `zone` shows it."""
    text = command.when or ""
    if not text:
        raise UsageError("When is the visit?", f'routine visit {verb} {id} "3 Dec 10:00"')
    at = exact(parse_time(text, draft.now, day_ends=draft.day_ends, zone=zone, direction="any"))
    if instant_of(at, zone) <= draft.now.instant:
        at = _next_such(draft, text, zone) or at
    if instant_of(at, zone) <= draft.now.instant:
        past = format_when(at, draft.now.wall(zone))
        hint = f'if you were there: routine visit attended {id} "{one_line(text)}"'
        raise UsageError(f"{past} is past: a visit is booked for a time to come", hint)
    if not HAS_CLOCK.search(text):
        raise UsageError(
            f"At what time is the visit on {format_when(at, draft.now.wall(zone))[:-6]}?", f'"{text} 10:00"'
        )
    return at


def _next_such(draft: Draft, text: str, zone: str) -> datetime | None:
    """`mon 10:00` on a Tuesday is the Monday to come."""
    try:
        return exact(parse_time(text, draft.now, day_ends=draft.day_ends, zone=zone, direction="future"))
    except UsageError:
        return None


def _not_twice(draft: Draft, id: str, at: datetime) -> None:
    same = [v for v in draft.routine(id).visits if v.at == at and v.status == "booked"]
    if same:
        said = f"{title_of(draft, id)}: visit {same[0].n} is booked for {when(draft, same[0])} already"
        raise UsageError(said, f"routine visit list {id}")


# --- what became of it --------------------------------------------------------------------------------------------


def _attended(
    draft: Draft, id: str, series: Visits, command: VisitAct, history: tuple[Entry, ...]
) -> tuple[Visit, list[str]]:
    asked = _asked(series, command.asked)
    visit = that_was(draft, id, command, ("booked", "moved", "missed", "attended"), "attended")
    if asked:
        visit = replace(visit, asked=tuple(dict.fromkeys((*visit.asked, *asked))), planned=False)
        _put(draft, id, visit)
    if visit.status != "attended":
        _answer(draft, id, visit, "done", history)
    draft.plan_visits(id)
    return visit, attended_lines(draft, id, visit.n)


def attended_lines(draft: Draft, id: str, n: int) -> list[str]:
    """What is said once the person went: after-care, the next visit, the effect."""
    series, visit = series_of(draft.preset(id)), of_number(draft, id, n)
    if series is None:
        return []
    care = list(after_care(series, visit))
    begun = dict.fromkeys(say for one in care if one.instant <= draft.now.instant for say in one.says)
    ahead = sum(one.instant > draft.now.instant for one in care)
    lines = [f"{title_of(draft, id)}: you went to visit {n}, {when(draft, visit)}. {next_line(draft, id)}"]
    if ahead:  # else all of it is over by now
        lines += [f"Since then: {one_line(say)}" for say in begun]
        lines += [f"{ahead} reminder{'s' if ahead > 1 else ''} of after-care to come."]
    lines += _to_ask(draft, id, n)
    lines += [line for line in (next_visit_line(draft, id), effect_line(series, draft.routine(id).visits)) if line]
    return lines


def _to_ask(draft: Draft, id: str, n: int) -> list[str]:
    open_ones = to_ask_for(draft, id, n)
    how = " ".join(f"--asked {name}" for name in open_ones)
    line = f"Only if your doctor asked for {and_list(open_ones)}: routine visit attended {id} {how} --visit {n}"
    return [line] if open_ones else []


def to_ask_for(draft: Draft, id: str, n: int) -> list[str]:
    """The after-care of a visit that hangs on the doctor asking for it, and was not asked for yet."""
    series, visit = series_of(draft.preset(id)), of_number(draft, id, n)
    return [step.id for step in (series.after if series else ()) if step.if_asked and step.id not in visit.asked]


def ask_for_all(draft: Draft, id: str, n: int) -> bool:
    """Plan all after-care that hangs on the doctor asking for it; False where the person did not go."""
    visit = of_number(draft, id, n)
    if visit.status != "attended":
        return False
    _put(draft, id, replace(visit, asked=(*visit.asked, *to_ask_for(draft, id, n)), planned=False))
    draft.plan_visits(id)
    return True


def _asked(series: Visits, names: tuple[str, ...]) -> list[str]:
    can = {step.id: step.say for step in series.after if step.if_asked}
    if names and not can:
        raise UsageError("No after-care of this series hangs on the doctor asking for it", "leave --asked out")
    return [resolve(name, can, what="after-care") for name in names]


def _missed(draft: Draft, id: str, command: VisitAct, history: tuple[Entry, ...]) -> tuple[Visit, list[str]]:
    visit = that_was(draft, id, command, ("booked", "moved", "attended"), "missed")
    _answer(draft, id, visit, "skipped", history)
    draft.plan_visits(id)
    said = f"{title_of(draft, id)}: you did not go to visit {visit.n}, {when(draft, visit)}."
    return visit, [said, next_visit_line(draft, id)]


def _answer(draft: Draft, id: str, visit: Visit, answer: Answer, history: tuple[Entry, ...]) -> None:
    """Answer the evening's question: the one that waits or is planned, else the last answer to it is corrected."""
    series, routine = series_of(draft.preset(id)), draft.routine(id)
    waiting: list[Reminder | Armed] = [*([routine.raised] if routine.raised else []), *routine.armed]
    own = [one for one in waiting if _asks(one.key, visit)]
    given = {e.seq: e for e in (*effective(history), *routine.recent) if e.routine == id and _asks(e.key, visit)}
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


def visits_since(draft: Draft, command: VisitAct) -> datetime | None:
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
    """Take back everything planned for a visit; what waits for an answer is not counted."""
    _put(draft, id, replace(visit, status=status, planned=True))
    routine = draft.routine(id)
    draft.change_routine(id, armed=tuple(a for a in routine.armed if number_of(a.key) != visit.n))
    if routine.raised and number_of(routine.raised.key) == visit.n:
        draft.answer(id, routine.raised, "excused", by="person", reason=why)
