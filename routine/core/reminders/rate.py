"""Rating the signs: which answer the ratings belong to, and what changed since the last ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from routine.core.draft import Draft
from routine.core.errors import AmbiguousError, NothingToDoError, UsageError
from routine.core.find_routine import resolve_enabled
from routine.core.preset.rated_signs import read_ratings, spots
from routine.core.reminders.open_times import open_on
from routine.core.reminders.outcomes import Rated
from routine.core.reminders.which_time import one_time
from routine.core.requests.commands import Rate
from routine.core.snapshot import Snapshot
from routine.core.state.fold import effective
from routine.core.state.keys import OwnSession, Planned, print_key
from routine.core.state.log import Entry
from routine.core.state.note import note_details
from routine.core.state.ratings import rated_details, ratings_of
from routine.core.state.reminder import Armed
from routine.core.text.match import resolve
from routine.core.when.moment import day_of, wall

#: The time that ratings answer, with the entry they take the place of; and when they were given, None for now.
Target = tuple[tuple[Planned, Entry | None], datetime | None]


def rate(draft: Draft, command: Rate) -> Rated:
    """Record ratings in one done answer: of the time that waits, of today's, of the last one, or of a time of its own.

    What was rated in that answer before stays, where nothing else is said of it now.
    """
    id = to_rate(draft, command.routine)
    new = read_ratings(draft.preset(id), command.ratings)
    if not new:
        raise UsageError(
            "Nothing was rated.", f"For example: routine rate {id} --set {spots(draft.preset(id))[0].key}=2"
        )
    (occurrence, replaces), at = target(draft, id, command.at)
    details = {**rated_details(new), **note_details(command.note)}
    entry = draft.answer(id, occurrence, "done", by="person", at=at, replaces=replaces, details=details)
    ratings = ratings_of(entry)
    before = last_ratings(earlier_answers(draft.history, id, entry.at, replaces))
    return Rated(entry, {key: before[key] for key in ratings if key in before})


def to_rate(draft: Snapshot, text: str | None) -> str:
    """The enabled routine whose signs are to be rated; raises RoutineError where it has none, or several could be."""
    having = [id for id in draft.enabled() if draft.preset(id).signs]
    if text:
        return _named(draft, text, having)
    waiting = [id for id in having if draft.routine(id).raised]
    found = waiting if len(waiting) == 1 else having
    if not found:
        raise NothingToDoError(
            "None of your routines has signs to rate.", "Enable one: routine preset enable self-check"
        )
    if len(found) > 1:
        names = "\n".join(f"  routine rate {id}   {draft.title(id)}" for id in found)
        asked = f"{len(found)} routines have signs to rate. Which one do you mean?\n{names}"
        raise AmbiguousError(asked, f"For example: routine rate {found[0]}")
    return found[0]


def _named(draft: Snapshot, text: str, having: list[str]) -> str:
    try:
        id = resolve_enabled(draft, text)
    except NothingToDoError:  # enabling it is no help where it has nothing to rate
        id = resolve(text, {id: preset.title for id, preset in draft.setup.presets.items()})
        if draft.preset(id).signs:
            raise
    if id not in having:
        raise no_signs(draft, id)
    return id


def no_signs(draft: Snapshot, id: str) -> UsageError:
    """What is said of a routine without signs: which ones do have some."""
    having = sorted(id for id, preset in draft.setup.presets.items() if preset.signs)
    return UsageError(f"{draft.title(id)} has no signs to rate.", f"These routines have signs: {', '.join(having)}.")


# --- which answer -------------------------------------------------------------------------------------------------


def target(draft: Snapshot, id: str, at: str | None) -> Target:
    """The time that ratings given now (or `at`) answer."""
    if at is not None:
        return one_time(draft, id, at)
    routine, now = draft.routine(id), draft.now
    if routine.raised:
        return (routine.raised, None), None
    today = open_on(draft, id, _day(draft, id, now.instant), routine.recent)
    if today:
        return min(today, key=lambda one: abs(one[0].instant - now.instant)), None
    last = max(routine.recent, key=lambda entry: (entry.instant, entry.seq), default=None)
    if last and _takes_more(draft, id, last):
        return (last, last), min(last.at, now.instant) if last.answer == "done" else None
    nominal = now.wall(draft.zone(id)).replace(second=0, microsecond=0)
    return (Armed(print_key(OwnSession(nominal)), nominal, now.instant, "rated"), None), None


def _takes_more(draft: Snapshot, id: str, last: Entry) -> bool:
    """Whether ratings given now belong to the last answer: those of today are corrected, and one without any takes
    them while its time is nearer than the next."""
    if ratings_of(last):
        return _day(draft, id, last.at) == _day(draft, id, draft.now.instant)
    if last.answer not in ("done", "missed", "skipped"):
        return False
    upcoming = draft.upcoming(id)
    return upcoming is None or draft.now.instant - last.instant <= upcoming.instant - draft.now.instant


def _day(draft: Snapshot, id: str, instant: datetime) -> date:
    return day_of(wall(instant, draft.zone(id)), draft.day_ends)


# --- what changed -------------------------------------------------------------------------------------------------


def rated_entries(history: Iterable[Entry]) -> list[Entry]:
    """The answers with ratings that hold, in the order in which they were given."""
    rated = (entry for entry in effective(history) if entry.answer == "done" and ratings_of(entry))
    return sorted(rated, key=lambda entry: (entry.at, entry.seq))


def earlier_answers(history: Iterable[Entry], id: str, at: datetime, but: Entry | None) -> list[Entry]:
    """The routine's answers with ratings from before `at`, the oldest first, without the one that is corrected."""
    rated = (entry for entry in rated_entries(history) if entry.routine == id and entry.at < at)
    return [entry for entry in rated if but is None or entry.seq != but.seq]


def last_ratings(entries: Iterable[Entry]) -> dict[str, int]:
    """The last rating of each spot."""
    return {key: rating for entry in entries for key, rating in ratings_of(entry).items()}
