"""A time that a person typed after `--at`: read as one that has passed, and refused while it is still to come."""

from __future__ import annotations

from datetime import datetime, timedelta

from routine.core.errors import UsageError
from routine.core.snapshot import Snapshot
from routine.core.state.keys import is_question
from routine.core.when.moment import instant_of, wall


def not_of_another_day(draft: Snapshot, id: str, text: str, at: datetime, verb: str) -> None:
    """Refuse a clock time alone that is still to come today: that of yesterday, where none was planned, is named."""
    from routine.core.when.parse_clock import parse_clock

    if draft.day_on(id, at) == draft.today(id):
        return
    try:
        parse_clock(text)
    except UsageError:  # it names a day
        return
    raise UsageError(*_still_to_come(draft, id, wall(at, draft.zone(id)) + timedelta(days=1), verb))


def _still_to_come(draft: Snapshot, id: str, there: datetime, verb: str) -> tuple[str, str]:
    when = draft.when_nominal(id, there)
    return f"You cannot answer for {when} yet. Nothing was changed.", _to_name_it(draft, id, verb, "yesterday 08:00")


def _to_name_it(draft: Snapshot, id: str, verb: str, example: str) -> str:
    """How to name the time that was meant: one that has passed, or the next one, which can be skipped ahead."""
    passed = f'Enter a time that has passed, for example: {_typed(id, verb)} --at "{example}"'
    upcoming = draft.ahead(id) if verb == "skip" else None
    if upcoming is None or is_question(upcoming.key):
        return passed
    return f"{passed}\nTo skip the next time, {draft.when(id, upcoming.instant)}: routine skip {id} --next"


def _typed(id: str, verb: str) -> str:
    return f"routine {verb} {id}"


def instant_at(draft: Snapshot, id: str, text: str, verb: str = "done") -> datetime:
    """The instant (UTC) of a time that has passed, as typed. Raises UsageError for one that is still to come."""
    from routine.core.when.parse_time import parse_time  # here: most answers name no time

    zone = draft.zone(id)
    try:
        there = parse_time(text, draft.now, day_ends=draft.day_ends, zone=zone, direction="past")
    except UsageError as error:
        if error.example and verb == "skip":
            raise UsageError(error.message, _to_name_it(draft, id, verb, error.example), error.details) from None
        command = f'{_typed(id, verb)} --at "{error.example}"' if error.example else None
        raise UsageError(error.message, error.advice, error.details, command) from None
    found = instant_of(there, zone)
    if found > draft.now.instant:
        raise UsageError(*_still_to_come(draft, id, there, verb))
    return found
