"""Done and skip: record the answers to the times that are meant, with what stands against each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

import msgspec
from msgspec import Struct

from routine.core.draft import Draft
from routine.core.errors import NeedsYesError, NothingToDoError, UsageError
from routine.core.find_routine import resolve_enabled
from routine.core.occurrences.sunscreen_renewal import WET
from routine.core.reminders.find import Open, excused_today, missed_since, nearest_at, the_one_waiting
from routine.core.reminders.late_nights import done_after_all, withdraw_unplanned
from routine.core.reminders.outcomes import Answered, StayedIn
from routine.core.reminders.sunscreen import of_the_sun, stay_in, went_out, wet_details
from routine.core.reminders.too_soon import TooSoon, question, too_soon
from routine.core.reminders.typed_time import instant_at, not_of_another_day
from routine.core.reminders.which_time import IN_ADDITION, at_hand, at_time, in_addition, just_answered, next_one
from routine.core.requests.commands import Done, Skip
from routine.core.requests.replies.commands import StillOpen
from routine.core.snapshot import Snapshot
from routine.core.state.keys import is_extra
from routine.core.state.log import Answer, Entry
from routine.core.state.note import note_details
from routine.core.when.moment import day_of, wall


class Meant(Struct, frozen=True):
    """A time that is answered, with the entry that this replaces; `at`: when it was done (UTC), None for now."""

    routine: str
    open: Open
    at: datetime | None = None


def answer(draft: Draft, command: Done | Skip) -> Answered | StayedIn:
    """Done or skip: find which occurrences are meant, record the answers."""
    kind: Literal["done", "skipped"] = "done" if isinstance(command, Done) else "skipped"
    verb = "done" if kind == "done" else "skip"
    _check(command, verb)
    if isinstance(command, Skip) and command.staying_in:
        return _staying_in(draft, command)
    details = {**wet_details(command), **note_details(command.note)}
    if WET in details:
        named = of_the_sun(draft, command.routines, f"--{details[WET]}", verb)
        command = msgspec.structs.replace(command, routines=named)
    meant, left = _meant(draft, command, verb)
    if isinstance(command, Done) and command.since:
        return _done_since(draft, meant, left)
    against = _against(draft, command, meant) if isinstance(command, Done) else ()
    reason = IN_ADDITION if command.extra else None
    entries = [_record(draft, one, kind, details, reason) for one in meant]
    if kind == "done":
        withdraw_unplanned(draft, [entry.routine for entry in entries])
    asked = isinstance(command, Done) and command.sure
    return Answered(tuple(entries), against, asked, left=left)


#: What can be said of an answer, each with what cannot stand beside it.
_EXCLUSIVE = {"since": ("at", "extra", "next", "note"), "extra": ("next",)}


def _check(command: Done | Skip, verb: str) -> None:
    given = {name for name in ("at", "since", "extra", "next", "note") if getattr(command, name)}
    for one, others in _EXCLUSIVE.items():
        for other in others:
            if one in given and other in given:
                raise UsageError(
                    f"--{other} and --{one} cannot go together.", f"See all options: routine {verb} --help"
                )
    for option in ("since", "extra", "next"):
        if option in given and not command.routines:
            value = f" {command.since}" if option == "since" else ""
            raise UsageError(
                f"--{option} needs the name of one routine.", f"For example: routine {verb} spf --{option}{value}"
            )
    if isinstance(command, Skip) and command.extra:
        raise UsageError("--extra records what you did, so it goes with done.", "For example: routine done spf --extra")


def _staying_in(draft: Draft, command: Skip) -> StayedIn:
    if command.at or command.since or command.next:
        raise UsageError(
            "--staying-in is for today, so it does not go with another time.",
            "For example: routine skip spf --staying-in",
        )
    ids = of_the_sun(draft, command.routines, "--staying-in", "skip")
    return StayedIn(ids, tuple(entry for id in ids for entry in stay_in(draft, id)))


# --- which are meant ----------------------------------------------------------------------------------------------


def _meant(draft: Snapshot, command: Done | Skip, verb: str) -> tuple[list[Meant], tuple[StillOpen, ...]]:
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


def _not_answered(id: str, error: NothingToDoError) -> StillOpen:
    choices = error.details.get("choices", ())
    return StillOpen(id, error.message, error.hint, tuple(choices) if isinstance(choices, list | tuple) else ())


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
    if after_all is None and command.note and (same := _given_lately(draft, id, verb)):
        return same
    return Meant(id, after_all or _at_hand(draft, id, verb))


def _at_hand(draft: Snapshot, id: str, verb: str) -> Open:
    """What is at hand; where nothing is, today's time that was not counted: it was done in the pause, or in spite."""
    try:
        found = at_hand(draft, id, verb)
    except NothingToDoError:
        if verb == "done" and (excused := excused_today(draft, id)):
            return excused
        raise
    excused = excused_today(draft, id) if is_extra(found[0].key) and not draft.preset(id).schedule.when_needed else None
    return excused or found


def _given_lately(draft: Snapshot, id: str, verb: str) -> Meant | None:
    """Where nothing waits, a note belongs to today's last answer of this kind, which stays as it was."""
    kind = "done" if verb == "done" else "skipped"
    mine = [entry for entry in draft.routine(id).recent if entry.answer == kind and entry.by == "person"]
    last = max(mine, key=lambda entry: entry.seq, default=None)
    if last is None or draft.routine(id).raised or draft.day_on(id, last.at) != draft.today(id):
        return None
    # One given by a clock that was ahead is given now: nothing is done in time to come.
    return Meant(id, (last, last), min(last.at, draft.now.instant))


def one_time(draft: Snapshot, id: str, at: str | None, verb: str = "rate") -> tuple[Open, datetime | None]:
    """The occurrence of one named routine, and when the answer happened."""
    if at is None:
        return at_hand(draft, id, verb), None
    instant = instant_at(draft, id, at, verb)
    if verb == "done":
        return at_time(draft, id, instant), instant
    raised, there = draft.routine(id).raised, wall(instant, draft.zone(id))
    if raised and day_of(wall(raised.instant, draft.zone(id)), draft.day_ends) == day_of(there, draft.day_ends):
        return (raised, None), instant
    return nearest_at(draft, id, there), instant


# --- recording ----------------------------------------------------------------------------------------------------


def _against(draft: Snapshot, command: Done, meant: list[Meant]) -> tuple[TooSoon, ...]:
    """What stands against each, before anything is recorded. Raises NeedsYesError where somebody can be asked."""
    found = [too_soon(draft, one.routine, one.at or draft.now.instant, one.open[1]) for one in meant]
    against = tuple(one for one in found if one)
    if against and command.ask and not command.sure:
        asked = " ".join(question(draft, one) for one in against)
        raise NeedsYesError(asked, "Nothing was recorded.", {"ask": asked})
    return against


def _record(draft: Draft, meant: Meant, kind: Answer, details: Mapping[str, str], reason: str | None) -> Entry:
    occurrence, replaces = meant.open
    id, at = meant.routine, meant.at
    return draft.answer(
        id, occurrence, kind, by="person", at=at, reason=reason, replaces=replaces, details=dict(details)
    )


def _done_since(draft: Draft, meant: list[Meant], left: tuple[StillOpen, ...]) -> Answered:
    in_order = sorted(meant, key=lambda one: one.open[0].instant)
    entries = [done_after_all(draft, one.routine, *one.open) for one in in_order]
    withdraw_unplanned(draft, [one.routine for one in meant])
    return Answered(tuple(entry for entry in entries if entry), left=left)
