"""Done and skip: which occurrences are meant, and what happens next and when."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from routine.core.draft import Draft
from routine.core.errors import NothingToDoError, UsageError
from routine.core.find_routine import resolve_enabled
from routine.core.occurrences.sunscreen_renewal import WET
from routine.core.reminders.find import Open, missed_since, nearest_at, nearest_today, not_in_future, the_one_waiting
from routine.core.reminders.late_nights import done_after_all, withdraw_unplanned
from routine.core.reminders.outcomes import Answered, StayedIn
from routine.core.reminders.sunscreen import of_the_sun, stay_in, went_out, wet_details
from routine.core.requests.commands import Done, Skip
from routine.core.snapshot import Snapshot
from routine.core.state.log import Answer, Entry
from routine.core.when.moment import day_of, wall


def answer(draft: Draft, command: Done | Skip) -> Answered | StayedIn:
    """Done or skip: find which occurrences are meant, record the answers."""
    kind: Literal["done", "skipped"] = "done" if isinstance(command, Done) else "skipped"
    verb = "done" if kind == "done" else "skip"
    if command.at and command.since:
        raise UsageError("--at and --since cannot go together", f"routine {verb} ROUTINE --since DATE")
    if command.since and not command.routines:
        raise UsageError("--since needs a routine", f"routine {verb} ROUTINE --since {command.since}")
    if isinstance(command, Skip) and command.staying_in:
        return _staying_in(draft, command)
    details = wet_details(command)
    if details:
        named = of_the_sun(draft, command.routines, f"--{details[WET]}", verb)
        command = msgspec.structs.replace(command, routines=named)
    meant = _meant(draft, command, verb)
    if isinstance(command, Done) and command.since:
        entries = _done_since(draft, [(id, one) for id, one, _ in meant])
    else:
        entries = [_record(draft, id, one, kind, at, details) for id, one, at in meant]
    if kind == "done":
        withdraw_unplanned(draft, [entry.routine for entry in entries])
    return Answered(tuple(entries))


def _staying_in(draft: Draft, command: Skip) -> StayedIn:
    if command.at or command.since:
        raise UsageError("--staying-in means today, without another time", "routine skip spf --staying-in")
    ids = of_the_sun(draft, command.routines, "--staying-in", "skip")
    return StayedIn(ids, tuple(entry for id in ids for entry in stay_in(draft, id)))


def _meant(draft: Snapshot, command: Done | Skip, verb: str) -> list[tuple[str, Open, datetime | None]]:
    if not command.routines:
        id = the_one_waiting(draft, verb)
        if id is None and command.at is None:
            id, one = nearest_today(draft, draft.enabled())
            return [(id, one, None)]
        id = id or _nearest_of_all(draft, command.at or "now")
        return [(id, *one_time(draft, id, command.at))]
    ids = list(dict.fromkeys(resolve_enabled(draft, text) for text in command.routines))
    if command.since:
        from routine.core.when.parse_time import parse_date  # here: most answers name no time

        since = parse_date(command.since, draft.now, draft.day_ends, "past")
        return [(id, one, one[0].instant) for id in ids for one in missed_since(draft, id, since)]
    return [(id, *_named(draft, id, command)) for id in ids]


def _named(draft: Snapshot, id: str, command: Done | Skip) -> tuple[Open, datetime | None]:
    """Done today, although the day was excused for staying in: that is what it answers."""
    after_all = went_out(draft, id) if isinstance(command, Done) and command.at is None else None
    return (after_all, None) if after_all else one_time(draft, id, command.at)


def one_time(draft: Snapshot, id: str, at: str | None) -> tuple[Open, datetime | None]:
    """The occurrence of one named routine, and when the answer happened."""
    instant = _at(draft, id, at)
    raised = draft.routine(id).raised
    zone = draft.zone(id)
    if instant is None:
        return (raised, None) if raised else nearest_today(draft, [id])[1], None
    there = wall(instant, zone)
    if raised and day_of(wall(raised.instant, zone), draft.day_ends) == day_of(there, draft.day_ends):
        return (raised, None), instant
    return nearest_at(draft, id, there), instant


def _nearest_of_all(draft: Snapshot, at: str) -> str:
    """The routine with the open occurrence nearest to a time that lies behind."""
    found: list[tuple[timedelta, str]] = []
    for id in draft.enabled():
        with suppress(NothingToDoError):
            (occurrence, _), instant = one_time(draft, id, at)
            found.append((abs(occurrence.instant - (instant or draft.now.instant)), id))
    if not found:
        raise NothingToDoError(f"Nothing was open around {at}", "routine log")
    return min(found)[1]


def _at(draft: Snapshot, id: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    from routine.core.when.parse_time import parse_time

    zone = draft.zone(id)
    return not_in_future(draft, id, parse_time(text, draft.now, day_ends=draft.day_ends, zone=zone, direction="past"))


def _record(draft: Draft, id: str, one: Open, kind: Answer, at: datetime | None, details: Mapping[str, str]) -> Entry:
    occurrence, replaces = one
    return draft.answer(id, occurrence, kind, by="person", at=at, replaces=replaces, details=dict(details))


def _done_since(draft: Draft, meant: list[tuple[str, Open]]) -> list[Entry]:
    in_order = sorted(meant, key=lambda found: found[1][0].instant)
    entries = (done_after_all(draft, id, one, replaces) for id, (one, replaces) in in_order)
    return [entry for entry in entries if entry]
