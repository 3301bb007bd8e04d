"""Which times are open to an answer: on a day, around a time, the missed since a date; the one routine that waits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from routine.core.errors import AmbiguousError, NothingToDoError
from routine.core.occurrences.due import ahead
from routine.core.schedule.clock import Occurrence
from routine.core.snapshot import Snapshot
from routine.core.state.fold import effective
from routine.core.state.keys import asks, is_visit
from routine.core.state.log import Entry
from routine.core.state.reminder import Armed, Reminder
from routine.core.when.format import format_day
from routine.core.when.moment import day_of, instant_of, wall

#: An occurrence that an answer can be given to, with the entry that the answer replaces.
Open = tuple[Occurrence | Reminder | Armed | Entry, Entry | None]


def the_one_waiting(draft: Snapshot, verb: str) -> str | None:
    """The only routine with a raised reminder; None where nothing waits; AmbiguousError where several do."""
    waiting = draft.waiting()
    if len(waiting) > 1:
        names = "\n".join(f"  routine {verb} {id}   {draft.title(id)}" for id in waiting)
        said = f"{len(waiting)} reminders are waiting. Which one do you mean?\n{names}"
        raise AmbiguousError(said, f"For example: routine {verb} {waiting[0]}")
    return waiting[0] if waiting else None


def open_on(draft: Snapshot, id: str, day: date, entries: Iterable[Entry]) -> list[Open]:
    """The routine's unanswered and missed occurrences of one day. `entries`: its effective answers.

    Whether a person went to a visit is nothing to answer before its evening.
    """
    begin = datetime.combine(day, draft.day_ends)
    end = begin + timedelta(days=1)
    zone = draft.zone(id)
    known = {entry.key: entry for entry in entries}
    found: list[Open] = [
        (e, e) for e in known.values() if e.answer == "missed" and begin <= wall(e.instant, zone) < end
    ]
    raised = draft.routine(id).raised
    if raised and begin <= wall(raised.instant, zone) < end:
        found.append((raised, None))
    last = end - timedelta(microseconds=1)
    planned = ahead(draft.preset(id), draft.routine(id), draft.calendar(id), last)
    planned = [one for one in planned if not (asks(one.key) and one.instant > draft.now.instant)]
    return found + [(one, None) for one in planned if begin <= wall(one.instant, zone) and one.key not in known]


#: Reasons for which a time was not counted that nothing can be done about: there was nothing to do at it.
COALESCED = "coalesced: the same moment as a later time"
NO_NIGHT = "no night of the plan: the ones before it were done after all"


def excused_on(draft: Snapshot, id: str, day: date, entries: Iterable[Entry]) -> list[Open]:
    """The routine's times of one day that were not counted, and that a person may have done all the same.

    A pause, irritated skin or a rule kept them away: done, they count. `entries`: its effective answers.
    """
    return [(e, e) for e in entries if draft.day_on(id, e.instant) == day and can_be_done(e)]


def can_be_done(entry: Entry) -> bool:
    """Whether this time was not counted, and counts if it was done all the same."""
    nothing_to_do = is_visit(entry.key) or entry.reason in (COALESCED, NO_NIGHT)
    return entry.answer == "excused" and not nothing_to_do


def excused_today(draft: Snapshot, id: str) -> Open | None:
    """The last time of today that was not counted; None while one waits or something was done after it."""
    routine = draft.routine(id)
    found = excused_on(draft, id, draft.today(id), routine.recent)
    last = max(found, key=lambda one: one[0].instant, default=None)
    if last is None or routine.raised or (routine.last_done and routine.last_done >= last[0].instant):
        return None
    return last


def moved_from(draft: Snapshot, id: str, day: date) -> list[Open]:
    """What a rule of spacing moved away from a day: a person may have done it that day all the same."""
    armed = (one for one in draft.routine(id).armed if one.moved == "rule")
    there = [one for one in armed if day_of(one.nominal, draft.day_ends) == day]
    return [(Occurrence(id, one.nominal, one.instant, one.key), None) for one in there]


def nearest_at(draft: Snapshot, id: str, at: datetime) -> Open:
    """The routine's occurrence of that day nearest to `at` (naive wall, in the routine's zone).

    Open ones, and those that a person answered: naming the time again corrects the answer.
    """
    day = day_of(at, draft.day_ends)
    entries = in_the_past(draft, id)
    found = open_on(draft, id, day, entries)
    found += [(e, e) for e in entries if _given_on(draft, e, day)]
    found = found or moved_from(draft, id, day)
    if not found:
        raise NothingToDoError(
            f"{draft.title(id)} has nothing to answer around {draft.when_nominal(id, at)}.",
            f"See your answers: routine log --since {day.isoformat()}",
        )
    instant = instant_of(at, draft.zone(id))
    return min(found, key=lambda one: abs(one[0].instant - instant))


def in_the_past(draft: Snapshot, id: str) -> list[Entry]:
    """The routine's answers that hold, as far back as the log is at hand."""
    known = (*effective(draft.history), *draft.routine(id).recent)
    return list({entry.key: entry for entry in known if entry.routine == id}.values())


def _given_on(draft: Snapshot, entry: Entry, day: date) -> bool:
    on_day = day_of(wall(entry.instant, draft.zone(entry.routine)), draft.day_ends) == day
    return on_day and entry.by == "person" and entry.answer in ("done", "skipped")


def missed_since(draft: Snapshot, id: str, since: date) -> list[Open]:
    """The routine's missed occurrences from `since` on; whether somebody went to a visit is said of each alone."""
    begin = datetime.combine(since, draft.day_ends)
    missed = (e for e in effective(draft.history) if e.routine == id and e.answer == "missed" and e.nominal >= begin)
    entries = [e for e in missed if not asks(e.key)]
    if not entries:
        raise NothingToDoError(f"{draft.title(id)} has missed nothing since {format_day(since, draft.today(id))}.")
    return [(entry, entry) for entry in entries]
