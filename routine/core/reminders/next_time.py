"""When a routine's next time is, in words; or why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from routine.core.occurrences.irritation_rest import holding
from routine.core.occurrences.pauses import paused_at
from routine.core.reminders.too_soon import free_from
from routine.core.snapshot import Snapshot
from routine.core.spacing.one_time import left_out
from routine.core.state.routine import OnHold


def next_line(draft: Snapshot, id: str) -> str:
    """`Next: tomorrow 08:00.`, or why there is no next time."""
    routine, preset = draft.state.routines.get(id), draft.known(id)
    if routine is None or preset is None or not routine.enabled:
        return "It is not enabled, so no reminders come."
    if routine.held:
        return f"It is on hold. {routine.held.why} {way_on(routine.held, id)}"
    if preset.schedule.when_needed:
        return as_needed_line(draft, id)
    upcoming = draft.upcoming(id)
    if upcoming is None and preset.schedule.series and not any(v.status == "booked" for v in routine.visits):
        return book_line(id)
    if upcoming is None:
        return "No further time is planned."
    line = f"Next: {draft.when(id, upcoming.instant)}."
    if paused_at(draft.state.pauses, id, upcoming.instant):
        return f"{line} It is paused then."
    held = holding(draft.state, preset, upcoming.instant, draft.zone(id))
    if held:
        return f"{line} It is on hold then, because your skin is irritated."
    no_room = left_out(draft, id, upcoming)
    return f"{line} This time is not counted: {no_room}." if no_room else line


def way_on(held: OnHold, id: str) -> str:
    """How a routine on hold goes on, as the end of a line: by saying that what it waits for is over, or anew."""
    if held.waits_for:
        return f"To continue: routine profile set {held.waits_for} no"
    return f"To enable it again: routine preset enable {id}"


def as_needed_line(draft: Snapshot, id: str) -> str:
    """From when on the next one is possible; no time of it is planned."""
    free = free_from(draft, id)
    return f"The next one is possible from {draft.when(id, free)}." if free else "Do it when you need it."


#: What names a next time is not true for longer than this, and can be read for so long at least.
_LONGEST, _SHORTEST = timedelta(days=1), timedelta(minutes=10)


def until_told(draft: Snapshot, times: Iterable[datetime]) -> datetime:
    """Until when (UTC) a notice may stay that names these times as the next: the first of them, a day at most."""
    now = draft.now.instant
    first = min((at for at in times if at > now), default=now + _LONGEST)
    return min(max(first, now + _SHORTEST), now + _LONGEST)


def book_line(id: str) -> str:
    """What to do where no visit is booked."""
    return f'No visit is booked. Book one: routine visit book {id} "3 Dec 10:00"'
