"""Later: hide a reminder for a while, or move an occurrence to another day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from routine.core.draft import Draft
from routine.core.errors import NothingToDoError, UsageError
from routine.core.find_routine import resolve_enabled
from routine.core.occurrences.due import next_due
from routine.core.reminders.next_time import next_line
from routine.core.reminders.open_times import the_one_waiting
from routine.core.reminders.outcomes import Moved, PutOff, Snoozed, TooLateForLater
from routine.core.reminders.too_late import window_of
from routine.core.requests.commands import Snooze
from routine.core.snapshot import Snapshot
from routine.core.spacing.lines import because
from routine.core.spacing.one_time import conflict_at
from routine.core.state.keys import Planned
from routine.core.state.reminder import Armed, MovedBy, Postponed, Reminder
from routine.core.when.duration import Duration, format_duration
from routine.core.when.moment import day_of, instant_of, wall
from routine.core.when.parse_relative import parse_length
from routine.core.when.parse_time import parse_time

_A_DAY, _LONGEST = timedelta(days=1), timedelta(days=30)


def snooze(draft: Draft, command: Snooze) -> Snoozed | Moved:
    """Later: a duration hides the reminder until then; a time on another day moves that occurrence."""
    if command.length and command.until:
        raise UsageError("--for and --until do not go together.", "For example: routine snooze --for 20m")
    id = resolve_enabled(draft, command.routine) if command.routine else the_one_waiting(draft, "snooze")
    if id is None:
        raise NothingToDoError("No reminder is waiting for your answer.", "See today's times: routine today")
    raised = draft.routine(id).raised
    length = parse_length(command.length) if command.length else draft.preset(id).remind.later
    if command.until:
        return _until(draft, id, raised, command.until)
    if raised is None:
        hint = f'To move the next time: routine snooze {id} --until "tomorrow 20:30"' if draft.ahead(id) else None
        raise NothingToDoError(f"{draft.title(id)} is not waiting for your answer. {next_line(draft, id)}", hint)
    return _later(draft, id, raised, length)


def _later(draft: Draft, id: str, raised: Reminder, length: Duration) -> Snoozed:
    until = length.after(draft.now.instant, draft.zone(id))
    _not_for_long(draft, id, raised, until, length)
    _within_window(draft, id, raised, until)
    return later_until(draft, id, raised, until, length)


def later_until(draft: Draft, id: str, raised: Reminder, until: datetime, length: Duration | None = None) -> Snoozed:
    """Hide a reminder until an instant (UTC)."""
    put_off = _put_off(draft, id, raised, waited=True)
    draft.change_routine(id, raised=msgspec.structs.replace(raised, snoozed_until=until, put_off=put_off))
    return Snoozed(id, raised.key, until, length)


def _put_off(draft: Snapshot, id: str, one: Planned, *, waited: bool) -> Postponed:
    moved: MovedBy = next((armed.moved for armed in draft.routine(id).armed if armed.key == one.key), "")
    return Postponed(at=draft.now.instant, seq=draft.state.seq, instant=one.instant, waited=waited, moved=moved)


def put_off(draft: Draft, members: Iterable[tuple[str, Reminder]]) -> PutOff:
    """The button Later: each reminder comes again after its own time, before its part of the day ends."""
    parts: list[Snoozed | TooLateForLater] = []
    for id, raised in members:
        until = _latest_later(draft, id, raised)
        parts.append(TooLateForLater(id) if until is None else later_until(draft, id, raised, until))
    return PutOff(tuple(parts))


def _until(draft: Draft, id: str, raised: Reminder | None, text: str) -> Snoozed | Moved:
    zone = draft.zone(id)
    try:
        at = parse_time(text, draft.now, day_ends=draft.day_ends, zone=zone, direction="future")
    except UsageError as error:
        raise error.within(f"snooze {id} --until") from None
    until = instant_of(at, zone)
    if until <= draft.now.instant:
        how = f'Enter a time that is still to come, for example: routine snooze {id} --until "tomorrow 20:30"'
        raise UsageError(f"“{text}” means {draft.when_in(zone, at)}, which has passed.", how)
    _within_window(draft, id, raised, until)
    _within_rules(draft, id, raised, until)
    same_day = day_of(at, draft.day_ends) == day_of(draft.now.wall(zone), draft.day_ends)
    if raised and same_day:
        return later_until(draft, id, raised, until)
    return _move(draft, id, raised, until, at)


def _move(draft: Draft, id: str, raised: Reminder | None, until: datetime, at: datetime) -> Moved:
    """Give an occurrence, the raised or the next one, another instant; its key stays."""
    upcoming = draft.ahead(id)
    moving = raised or upcoming
    if moving is None:
        raise NothingToDoError(f"{draft.title(id)} has no time ahead to move.")
    zone = draft.zone(id)
    if raised is None and moving.instant == until:
        raise NothingToDoError(f"{draft.title(id)} is already planned for {draft.when_in(zone, at)}.")
    _not_past_the_next(draft, id, moving.key, until, waits=raised is not None)
    others = tuple(a for a in draft.routine(id).armed if a.key != moving.key)
    moved = Armed(
        key=moving.key,
        nominal=moving.nominal,
        instant=until,
        reason="you moved it",
        moved="hand",
        put_off=_put_off(draft, id, moving, waited=raised is not None),
    )
    draft.change_routine(id, raised=None, armed=(*others, moved))
    return Moved(id, moving.key, moving.instant, until)


def _skip(id: str, *, waits: bool) -> str:
    """The command that skips what was to be moved: what waits, or the next time."""
    return f"routine skip {id}" if waits else f"routine skip {id} --next"


def _not_past_the_next(draft: Snapshot, id: str, key: str, until: datetime, *, waits: bool) -> None:
    """An occurrence moved past the one after it would only be closed by it."""
    routine = draft.routine(id)
    rest = msgspec.structs.replace(routine, armed=tuple(a for a in routine.armed if a.key != key))
    if key not in {a.key for a in routine.armed}:
        # What passed, and is not decided yet, does not come after it.
        through = max(rest.through, draft.now.wall(draft.zone(id)))
        rest = msgspec.structs.replace(rest, through=through)
    follower = next_due(draft.preset(id), rest, draft.calendar(id))
    while follower and follower.key == key:
        rest = msgspec.structs.replace(rest, through=wall(follower.instant, draft.zone(id)))
        follower = next_due(draft.preset(id), rest, draft.calendar(id))
    if follower and follower.instant <= until:
        raise UsageError(
            f"{draft.title(id)} comes again {draft.when(id, follower.instant)}, so it cannot be moved to "
            f"{draft.when(id, until)}.",
            f"To skip this time: {_skip(id, waits=waits)}",
        )


def _not_for_long(draft: Snapshot, id: str, raised: Reminder, until: datetime, length: Duration) -> None:
    """Refuse what would hide a reminder for weeks, or for over a day and past the next time of its routine."""
    if length.delta() <= _A_DAY:
        return
    upcoming = draft.ahead(id)
    understood = f"“{format_duration(length)}” means until {draft.when(id, until)}."
    pause = f"For no reminders until then: routine pause {id} --for {format_duration(length).replace(' ', '')}"
    if upcoming and upcoming.key != raised.key and upcoming.instant <= until:
        when = draft.when(id, upcoming.instant)
        raise UsageError(f"{understood} {draft.title(id)} comes again {when}, before that. Nothing was changed.", pause)
    if length.delta() > _LONGEST:
        raise UsageError(f"{understood} A reminder can be put off for at most 30 days. Nothing was changed.", pause)


def _within_window(draft: Snapshot, id: str, raised: Reminder | None, until: datetime) -> None:
    """Refuse a time outside the part of day that it belongs to; one that is outside as planned may stay there."""
    preset = draft.preset(id)
    window = window_of(preset, raised) if raised else preset.remind.window
    there = wall(until, draft.zone(id))
    if window and not window.covers(there):
        when = draft.when(id, until)
        raise UsageError(
            f"{draft.title(id)} belongs to {window.words}, and {when} is outside it.",
            f"Choose a time inside it, or skip it: {_skip(id, waits=raised is not None)}",
        )


def _within_rules(draft: Snapshot, id: str, raised: Reminder | None, until: datetime) -> None:
    """Refuse a time that a rule of spacing is against."""
    moving = raised or draft.ahead(id)
    conflict = conflict_at(draft, id, moving, until) if moving else None
    if conflict:
        said = f"{draft.title(id)} cannot be at that time, because of the rule {because(conflict)}."
        raise UsageError(said, "See what is planned: routine plan")


def _latest_later(draft: Snapshot, id: str, raised: Reminder) -> datetime | None:
    """When the Later button brings it back: after the preset's time, before its window ends; None: too late."""
    window, zone = window_of(draft.preset(id), raised), draft.zone(id)
    until = draft.preset(id).remind.later.after(draft.now.instant, zone)
    there = wall(until, zone)
    if window is None or window.covers(there):
        return until
    # The last whole minute inside: the end of a part of the day is outside.
    minutes_over = (there.hour * 60 + there.minute - window.end) % (24 * 60) + 1
    until -= timedelta(minutes=minutes_over)
    # Sooner it would come back before the press was over.
    return until if until - draft.now.instant >= timedelta(minutes=2) else None
