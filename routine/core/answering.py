"""What people answer: done, skip, later, undo; each reply says what happens next and when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from routine.core.draft import Draft
from routine.core.due import next_due
from routine.core.duration import Duration, format_duration, parse_duration
from routine.core.errors import NothingToDoError, UsageError
from routine.core.finding_times import (
    Open,
    missed_since,
    nearest_at,
    nearest_today,
    not_in_future,
    raised_ids,
    resolve_enabled,
    the_one_waiting,
)
from routine.core.messages import Done, Skip, Snooze, Undo
from routine.core.now import day_of, instant_of, wall
from routine.core.phrases import format_when, parse_date, parse_time
from routine.core.state import Answer, Armed, Entry, Reminder
from routine.core.texts import answered_line, next_line, title_of

Reply = dict[str, Any]


def answer(draft: Draft, command: Done | Skip, history: tuple[Entry, ...]) -> Reply:
    """Done or skip: find which occurrences are meant, record the answers."""
    kind: Literal["done", "skipped"] = "done" if isinstance(command, Done) else "skipped"
    verb = "done" if kind == "done" else "skip"
    if command.at and command.since:
        raise UsageError("--at and --since cannot go together", f"routine {verb} ROUTINE --since DATE")
    if command.since and not command.routines:
        raise UsageError("--since needs a routine", f"routine {verb} ROUTINE --since {command.since}")
    meant = _meant(draft, command, verb, history)
    entries = [_record(draft, id, one, kind, at) for id, one, at in meant]
    heard(draft)
    return said(draft, entries)


def _meant(
    draft: Draft, command: Done | Skip, verb: str, history: tuple[Entry, ...]
) -> list[tuple[str, Open, datetime | None]]:
    if not command.routines:
        id = the_one_waiting(draft, verb)
        if id is None:
            id, one = nearest_today(draft, draft.enabled())
            return [(id, one, _at(draft, id, command.at))]
        return [(id, _raised_or(draft, id), _at(draft, id, command.at))]
    ids = list(dict.fromkeys(resolve_enabled(draft, text) for text in command.routines))
    if command.since:
        since = parse_date(command.since, draft.now, draft.day_ends, "past")
        return [(id, one, one[0].instant) for id in ids for one in missed_since(draft, id, since, history)]
    return [(id, *_one(draft, id, command.at, history)) for id in ids]


def _one(draft: Draft, id: str, at: str | None, history: tuple[Entry, ...]) -> tuple[Open, datetime | None]:
    """The occurrence of one named routine, and when the answer happened."""
    instant = _at(draft, id, at)
    raised = draft.routine(id).raised
    zone = draft.zone(id)
    if instant is None:
        return (raised, None) if raised else nearest_today(draft, [id])[1], None
    there = wall(instant, zone)
    if raised and day_of(wall(raised.instant, zone), draft.day_ends) == day_of(there, draft.day_ends):
        return (raised, None), instant
    return nearest_at(draft, id, there, history), instant


def _raised_or(draft: Draft, id: str) -> Open:
    raised = draft.routine(id).raised
    return (raised, None) if raised else nearest_today(draft, [id])[1]


def _at(draft: Draft, id: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    zone = draft.zone(id)
    return not_in_future(draft, id, parse_time(text, draft.now, day_ends=draft.day_ends, zone=zone, direction="past"))


def _record(draft: Draft, id: str, one: Open, kind: Answer, at: datetime | None) -> Entry:
    occurrence, replaces = one
    return draft.answer(id, occurrence, kind, by="person", at=at, replaces=replaces)


def heard(draft: Draft) -> None:
    """A sign of life: the silence, and its notice, are over."""
    draft.change(waiting_since=_oldest_raised(draft), silent_shown=None)
    for card in draft.state.cards:
        if card.kind == "silent":
            draft.drop_card(card.id)


def _oldest_raised(draft: Draft) -> datetime | None:
    """The wait of what is still raised begins anew: the person is here now."""
    return draft.now.instant if raised_ids(draft) else None


def said(draft: Draft, entries: list[Entry]) -> Reply:
    """The reply to answers: a line each, and what comes next."""
    lines = [f"{answered_line(draft, entry)} {next_line(draft, entry.routine)}" for entry in entries]
    return {"said": lines, "answers": [{"id": entry.id, "answer": entry.answer} for entry in entries]}


# --- later --------------------------------------------------------------------------------------------------------


def snooze(draft: Draft, command: Snooze) -> Reply:
    """Later: a duration hides the reminder until then; a time on another day moves that occurrence."""
    if command.length and command.until:
        raise UsageError("--for and --until cannot go together", "routine snooze --for 20m")
    id = resolve_enabled(draft, command.routine) if command.routine else the_one_waiting(draft, "snooze")
    if id is None:
        raise NothingToDoError("No reminder waits, so there is nothing to snooze", "routine today")
    raised = draft.routine(id).raised
    if command.until:
        reply = _until(draft, id, raised, command.until)
    elif raised is None:
        hint = f'to move the next one: routine snooze {id} --until "tomorrow 20:30"'
        raise NothingToDoError(f"{title_of(draft, id)} does not wait for an answer. {next_line(draft, id)}", hint)
    else:
        length = parse_duration(command.length) if command.length else draft.preset(id).remind.later
        reply = _later(draft, id, raised, length)
    heard(draft)
    return reply


def _later(draft: Draft, id: str, raised: Reminder, length: Duration) -> Reply:
    until = length.after(draft.now.instant, draft.zone(id))
    _within_window(draft, id, until)
    return later_until(draft, id, raised, until, f" ({format_duration(length)})")


def later_until(draft: Draft, id: str, raised: Reminder, until: datetime, note: str = "") -> Reply:
    """Hide a reminder until an instant (UTC)."""
    draft.change_routine(id, raised=msgspec.structs.replace(raised, snoozed_until=until))
    when = format_when(wall(until, draft.zone(id)), draft.now.wall(draft.zone(id)))
    return {
        "said": [f"{title_of(draft, id)}: later, {when}{note}."],
        "answers": [],
        "id": f"{id}@{raised.key}",
        "until": until,
    }


def _until(draft: Draft, id: str, raised: Reminder | None, text: str) -> Reply:
    zone = draft.zone(id)
    at = parse_time(text, draft.now, day_ends=draft.day_ends, zone=zone, direction="future")
    until = instant_of(at, zone)
    if until <= draft.now.instant:
        raise UsageError(f"{format_when(at, draft.now.wall(zone))} is past", "name a time that is still to come")
    _within_window(draft, id, until)
    same_day = day_of(at, draft.day_ends) == day_of(draft.now.wall(zone), draft.day_ends)
    if raised and same_day:
        return later_until(draft, id, raised, until)
    return _move(draft, id, raised, until, at)


def _move(draft: Draft, id: str, raised: Reminder | None, until: datetime, at: datetime) -> Reply:
    """Give an occurrence, the raised or the next one, another instant; its key stays."""
    upcoming = next_due(id, draft.preset(id), draft.routine(id), draft.now, draft.state.pauses)
    moving = raised or upcoming
    if moving is None:
        raise NothingToDoError(f"{title_of(draft, id)} has no time ahead to move")
    zone = draft.zone(id)
    _not_past_the_next(draft, id, moving.key, until)
    others = tuple(a for a in draft.routine(id).armed if a.key != moving.key)
    moved = Armed(key=moving.key, nominal=moving.nominal, instant=until, reason="you moved it")
    draft.change_routine(id, raised=None, armed=(*others, moved))
    old = format_when(moving.nominal, draft.now.wall(zone))
    line = f"{title_of(draft, id)}: moved from {old} to {format_when(at, draft.now.wall(zone))}."
    return {"said": [line], "answers": [], "id": f"{id}@{moving.key}", "until": until}


def _not_past_the_next(draft: Draft, id: str, key: str, until: datetime) -> None:
    """An occurrence moved past the one after it would only be closed by it."""
    routine = draft.routine(id)
    rest = msgspec.structs.replace(routine, armed=tuple(a for a in routine.armed if a.key != key))
    if key not in {a.key for a in routine.armed}:
        through = max(rest.through, draft.now.wall(draft.zone(id)))
        rest = msgspec.structs.replace(rest, through=through)
    follower = next_due(id, draft.preset(id), rest, draft.now, draft.state.pauses)
    while follower and follower.key == key:
        rest = msgspec.structs.replace(rest, through=wall(follower.instant, draft.zone(id)))
        follower = next_due(id, draft.preset(id), rest, draft.now, draft.state.pauses)
    if follower and follower.instant <= until:
        zone = draft.zone(id)
        when = format_when(wall(follower.instant, zone), draft.now.wall(zone))
        raise UsageError(f"The next time of {title_of(draft, id)} comes {when} already", f"routine skip {id}")


def _within_window(draft: Draft, id: str, until: datetime) -> None:
    window = draft.preset(id).remind.window
    there = wall(until, draft.zone(id))
    if window and not window.holds(there.hour * 60 + there.minute):
        when = format_when(there, draft.now.wall(draft.zone(id)))
        raise UsageError(
            f"{title_of(draft, id)} belongs to the {window.name}; {when} lies outside it",
            f"name a time inside it, or skip: routine skip {id}",
        )


def latest_later(draft: Draft, id: str) -> datetime | None:
    """When the Later button brings it back: after the preset's time, before its window ends; None: too late."""
    remind = draft.preset(id).remind
    zone = draft.zone(id)
    until = remind.later.after(draft.now.instant, zone)
    there = wall(until, zone)
    if remind.window is None or remind.window.holds(there.hour * 60 + there.minute):
        return until
    minutes_over = (there.hour * 60 + there.minute - remind.window.end) % (24 * 60) + 1
    until -= timedelta(minutes=minutes_over)
    return until if until - draft.now.instant >= timedelta(minutes=2) else None


# --- undo ---------------------------------------------------------------------------------------------------------


def undo(draft: Draft, command: Undo) -> Reply:
    """Take back the last answer that a person gave, of one routine or at all."""
    ids = [resolve_enabled(draft, command.routine)] if command.routine else list(draft.state.routines)
    given = [entry for id in ids for entry in draft.routine(id).recent if entry.by == "person"]
    if not given:
        of = f" of {title_of(draft, ids[0])}" if command.routine else ""
        raise NothingToDoError(f"There is no answer{of} to take back", "routine log")
    heard(draft)
    return take_back(draft, max(given, key=lambda entry: entry.seq))


def take_back(draft: Draft, entry: Entry) -> Reply:
    """Retract one answer: what it replaced stands again; else it waits again, or is missed if a newer one came."""
    id = entry.routine
    before = draft.routine(id).raised
    hung = before is not None and before.key == f"after:{entry.seq}"
    if entry.was in ("missed", "excused"):
        back = draft.answer(id, entry, entry.was, by="time", at=entry.instant, reason="undone", replaces=entry)
    elif before is not None and not hung:
        back = draft.answer(id, entry, "missed", by="time", reason="undone after a newer time came due", replaces=entry)
    else:
        back = draft.answer(id, entry, "undone", by="person", replaces=entry)
        _open_again(draft, entry)
    note = "It waits again." if draft.routine(id).raised else next_line(draft, id)
    return {"said": [f"{answered_line(draft, back)} {note}"], "answers": [{"id": entry.id, "answer": back.answer}]}


def _open_again(draft: Draft, entry: Entry) -> None:
    """The retracted occurrence is raised again if it had come due, else it is ahead again."""
    id = entry.routine
    routine = draft.routine(id)
    if not routine.enabled:
        return
    if entry.instant <= draft.now.instant:
        raised = Reminder(
            key=entry.key,
            nominal=entry.nominal,
            instant=entry.instant,
            raised_at=draft.now.instant,
            notice=draft.next_notice(),
        )
        draft.change_routine(id, raised=raised)
    elif entry.key.startswith("after:") or wall(entry.instant, draft.zone(id)) != entry.nominal:
        draft.arm(id, entry.key, entry.instant, "its answer was taken back")
