"""Which visit is meant: by its number, by its day, or the only one; one that nobody had booked is entered."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.errors import AmbiguousError, NothingToDoError, UsageError
from routine.core.occurrences.visit_dates import instant_at
from routine.core.requests.commands import VisitAct
from routine.core.snapshot import Snapshot
from routine.core.state.visit import Visit, VisitStatus
from routine.core.text.safe import one_line
from routine.core.visits.visit_time import hour_of_a_day, visit_time
from routine.core.when.parse_time import names_clock, parse_time

_STATUS: dict[VisitStatus, str] = {
    "booked": "is booked",
    "moved": "has no date yet",
    "attended": "is over, and you went",
    "missed": "is over, and you did not go",
    "cancelled": "is cancelled",
}

#: What is not there, by what was to be done with it.
_NONE = {
    "move": "that you can give another date",
    "cancel": "that you can cancel",
    "attended": "that you could have gone to",
    "missed": "that you could have missed",
}
#: Visits that are still to come about.
OPEN: tuple[VisitStatus, ...] = ("booked", "moved")


def that_was(draft: Draft, id: str, command: VisitAct, statuses: tuple[VisitStatus, ...], verb: str) -> Visit:
    """The visit, behind us, that is meant; one that nobody had booked is entered."""
    if command.when and command.visit is None:
        at = exact(parse_time(command.when, draft.now, day_ends=draft.day_ends, direction="past"))
        # A day alone has an hour of its own, or counts as now while that is still to come.
        same = [v for v in draft.routine(id).visits if v.at.date() == at.date() and v.status in statuses]
        if names_clock(command.when):
            same = [v for v in same if v.at == at] or same  # of two on that day, the one at that time
        else:
            at = min(at, hour_of_a_day(at.date()))
        if len(same) != 1 and verb == "attended":
            return added(draft, id, at)
        if same:
            return _behind(draft, id, same[0])
    if command.when and command.visit is not None and verb == "attended":
        return _held_at(draft, id, the_one(draft, id, command, statuses, verb), command.when)
    asked: tuple[VisitStatus, ...] = ("attended",) if command.asked and command.visit is None else ()
    visit = the_one(draft, id, command, (*OPEN, *asked) if command.visit is None else statuses, verb)
    return _behind(draft, id, visit)


def _held_at(draft: Draft, id: str, visit: Visit, text: str) -> Visit:
    """The visit at the time when it really took place, earlier or later than it was booked for."""
    at = exact(parse_time(text, draft.now, day_ends=draft.day_ends, zone=visit.zone, direction="past"))
    if not names_clock(text):
        at = datetime.combine(at.date(), visit.at.time())
    held = replace(visit, at=at, planned=False)
    draft.change_routine(id, visits=tuple(held if v.n == visit.n else v for v in draft.routine(id).visits))
    return _behind(draft, id, held)


def _behind(draft: Snapshot, id: str, visit: Visit) -> Visit:
    """The visit, if it has begun. Raises UsageError."""
    if instant_at(visit) > draft.now.instant:
        said = f"Visit {visit.n} is still to come, {visit_time(draft, visit)}."
        how = f'routine visit attended {id} "yesterday 16:00" --visit {visit.n}'
        raise UsageError(said, f"If you went at another time, for example: {how}")
    return visit


def the_one(draft: Snapshot, id: str, command: VisitAct, statuses: tuple[VisitStatus, ...], verb: str) -> Visit:
    """The visit that is meant: by its number, or the only one; of those behind us, the last."""
    visits = draft.routine(id).visits
    if command.visit is not None:
        visit = of_number(draft, id, command.visit)
        if visit.status not in statuses:
            said = f"{draft.title(id)}: visit {visit.n} {_STATUS[visit.status]}, so this is not possible."
            raise UsageError(said, f"See your visits: routine visit list {id}")
        return visit
    found = [v for v in visits if v.status in statuses]
    behind = [v for v in found if instant_at(v) <= draft.now.instant]
    if verb in ("attended", "missed") and behind:
        return max(behind, key=instant_at)
    if not found:
        raise NothingToDoError(
            f"{draft.title(id)} has no visit {_NONE[verb]}.", f"See your visits: routine visit list {id}"
        )
    if len(found) > 1 and verb not in ("attended", "missed"):
        names = "\n".join(f"  --visit {v.n}   {visit_time(draft, v)}" for v in found)
        raise AmbiguousError(
            f"{draft.title(id)} has several visits. Which one do you mean?\n{names}",
            f"For example: routine visit {verb} {id} --visit {found[0].n}{_when(verb, command)}",
        )
    return min(found, key=instant_at)


def _when(verb: str, command: VisitAct) -> str:
    """The date that was typed with it, or an example of one, for a command that needs one."""
    return f' "{one_line(command.when or "fri 10:00")}"' if verb == "move" else ""


def of_number(draft: Snapshot, id: str, n: int) -> Visit:
    """The visit of this number. Raises NothingToDoError."""
    found = next((v for v in draft.routine(id).visits if v.n == n), None)
    if found is None:
        raise NothingToDoError(f"{draft.title(id)} has no visit {n}.", f"See your visits: routine visit list {id}")
    return found


def exact(at: datetime) -> datetime:
    """To the minute."""
    return at.replace(second=0, microsecond=0)


def added(draft: Draft, id: str, at: datetime) -> Visit:
    """A new visit, booked, at a time of the machine's zone."""
    visits = draft.routine(id).visits
    visit = Visit(n=max((v.n for v in visits), default=0) + 1, at=at, zone=draft.now.zone)
    draft.change_routine(id, visits=(*visits, visit))
    return visit


def to_ask_for(draft: Snapshot, id: str, n: int) -> list[str]:
    """The after-care of a visit that hangs on the doctor asking for it, and was not asked for yet."""
    series, visit = draft.preset(id).schedule.series, of_number(draft, id, n)
    return [step.id for step in (series.after if series else ()) if step.if_asked and step.id not in visit.asked]
