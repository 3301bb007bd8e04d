"""Which routines a done or skip means, and which time of each: those named, the one that waits, or the nearest."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from routine.core.errors import NothingToDoError, UsageError
from routine.core.find_routine import resolve_enabled
from routine.core.reminders.open_times import Open, missed_since, nearest_at, the_one_waiting
from routine.core.reminders.outcomes import NotAnswered
from routine.core.reminders.sunscreen import went_out
from routine.core.reminders.typed_time import instant_at, not_of_another_day
from routine.core.reminders.which_time import (
    at_hand,
    at_hand_or_excused,
    given_lately,
    in_addition,
    just_answered,
    next_one,
    one_time,
)
from routine.core.requests.commands import Done, Skip
from routine.core.snapshot import Snapshot
from routine.core.state.keys import is_extra
from routine.core.when.moment import wall


class Meant(Struct, frozen=True):
    """A time that is answered, with the entry that this replaces; `at`: when it was done (UTC), None for now."""

    routine: str
    open: Open
    at: datetime | None = None


def meant_by(draft: Snapshot, command: Done | Skip, verb: str) -> tuple[list[Meant], tuple[NotAnswered, ...]]:
    """What is answered, and what is not although it was named beside that: one that has nothing keeps none off."""
    if not command.routines:
        return [_nameless(draft, command, verb)], ()
    found: list[Meant] = []
    refused: dict[str, NothingToDoError] = {}
    ids = list(dict.fromkeys(resolve_enabled(draft, text) for text in command.routines))
    for id in ids:
        try:
            found += _of_one(draft, id, command, verb)
        except NothingToDoError as error:
            refused[id] = error
    if refused and not found:
        raise _none_of_them(list(refused.values()))
    return found, tuple(_not_answered(id, error) for id, error in refused.items())


def _of_one(draft: Snapshot, id: str, command: Done | Skip, verb: str) -> list[Meant]:
    if not command.since:
        return [_named(draft, id, command, verb)]
    from routine.core.when.parse_time import parse_past_date  # here: most answers name no time

    try:
        since = parse_past_date(command.since, draft.now, draft.day_ends)
    except UsageError as error:
        raise error.within(f"{verb} {id} --since") from None
    return [Meant(id, one, one[0].instant) for one in missed_since(draft, id, since)]


def _none_of_them(refused: list[NothingToDoError]) -> NothingToDoError:
    """One refusal as it is, with its choices; several with all that they say."""
    if len(refused) == 1:
        return refused[0]
    hints = [error.hint for error in refused if error.hint]
    return NothingToDoError("\n".join(error.message for error in refused), "\n".join(hints) or None)


def _not_answered(id: str, error: NothingToDoError) -> NotAnswered:
    choices = error.details.get("choices", ())
    return NotAnswered(id, error.message, error.hint, tuple(choices) if isinstance(choices, list | tuple) else ())


def _nameless(draft: Snapshot, command: Done | Skip, verb: str) -> Meant:
    """The one that waits; else what is open nearest to the time that is named, or to now."""
    id = the_one_waiting(draft, verb)
    if id:
        return _named(draft, id, command, verb)
    if command.at:
        return _nearest(draft, [(id, *one_time(draft, id, command.at, verb)) for id in _open_around(draft, command.at)])
    # Typed a second time it means the same again, and not whatever else is open today.
    if just := just_answered(draft):
        raise NothingToDoError(
            f"No reminder is waiting, and you have just answered this one: {draft.title(just)}. Nothing was changed.",
            f"To answer another one: routine {verb} ROUTINE",
        )
    found: list[tuple[str, Open, datetime | None]] = []
    for id in draft.enabled():
        try:
            one = at_hand(draft, id, verb)
        except NothingToDoError:
            continue
        if not is_extra(one[0].key):  # a time of its own is never meant without a name
            found.append((id, one, None))
    if not found:
        raise NothingToDoError("No reminder is waiting for your answer.", "See today's times: routine today")
    return _nearest(draft, found)


def _open_around(draft: Snapshot, at: str) -> list[str]:
    """The routines with an open time on the day that is named."""
    found = []
    for id in draft.enabled():
        try:
            nearest_at(draft, id, wall(instant_at(draft, id, at), draft.zone(id)))
        except NothingToDoError:
            continue
        found.append(id)
    if not found:
        raise NothingToDoError(f"There was nothing to answer around “{at}”.", "See your history: routine log")
    return found


def _nearest(draft: Snapshot, found: list[tuple[str, Open, datetime | None]]) -> Meant:
    def far(one: tuple[str, Open, datetime | None]) -> tuple[timedelta, str]:
        return abs(one[1][0].instant - (one[2] or draft.now.instant)), one[0]

    return Meant(*min(found, key=far))


def _named(draft: Snapshot, id: str, command: Done | Skip, verb: str) -> Meant:
    at = instant_at(draft, id, command.at, verb) if command.at else None
    if command.extra:
        if command.at and at:
            not_of_another_day(draft, id, command.at, at, verb)
        return Meant(id, in_addition(draft, id, at or draft.now.instant), at)
    if command.next:
        return Meant(id, next_one(draft, id), at)
    if command.at:
        meant = Meant(id, *one_time(draft, id, command.at, verb))
        if at and is_extra(meant.open[0].key):
            not_of_another_day(draft, id, command.at, at, verb)
        return meant
    # Done today, although the day was excused for staying in: that is what it answers.
    after_all = went_out(draft, id) if verb == "done" else None
    if after_all is None and command.note and (same := given_lately(draft, id, verb)):
        return Meant(id, *same)
    return Meant(id, after_all or at_hand_or_excused(draft, id, verb))
