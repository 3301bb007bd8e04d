"""When a routine's next time is, in words; or why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from routine.core.occurrences.due import ahead
from routine.core.occurrences.irritation_rest import holding
from routine.core.occurrences.pauses import paused_at
from routine.core.reminders.too_soon import free_from
from routine.core.schedule.clock import Occurrence
from routine.core.snapshot import Snapshot
from routine.core.spacing.near_plan_length import horizon
from routine.core.spacing.nights import pauses_with_rests
from routine.core.spacing.one_time import left_out
from routine.core.state.routine import OnHold
from routine.core.when.moment import wall


def next_line(draft: Snapshot, id: str, *, typed: bool = True) -> str:
    """`Next: tomorrow 08:00.`, or why there is no next time; not `typed`: in a notice, without what to type."""
    routine, preset = draft.state.routines.get(id), draft.known(id)
    if routine is None or preset is None or not routine.enabled:
        return "It is not enabled, so no reminders come."
    if routine.held:
        return " ".join(["It is on hold.", routine.held.why, *([way_on(routine.held, id)] if typed else [])])
    if preset.schedule.when_needed:
        return as_needed_line(draft, id)
    upcoming = draft.ahead(id)
    if upcoming is None and preset.schedule.series and not any(v.status == "booked" for v in routine.visits):
        return book_line(id) if typed else "No visit is booked."
    if upcoming is None:
        due = routine.raised is None and draft.upcoming(id) is not None
        return "It is due now." if due else "No further time is planned."
    why = _not_counted(draft, id, upcoming)
    return _after(draft, id, upcoming, why) if why else f"Next: {draft.when(id, upcoming.instant)}."


def waits_too(draft: Snapshot, id: str) -> list[str]:
    """That a time of the routine waits, beside its next one."""
    raised = draft.routine(id).raised if id in draft.state.routines else None
    return [f"{draft.title(id)}, {draft.when(id, raised.instant)}, is still waiting for your answer."] if raised else []


def with_next(draft: Snapshot, ids: Iterable[str], *, typed: bool = False) -> list[str]:
    """`Sunscreen. Next: tomorrow 08:00.`, of each of these routines; `typed`: in a reply, with what to type."""
    return [f"{draft.title(id)}. {next_line(draft, id, typed=typed)}" for id in ids]


#: So far ahead it looks for a time that comes, where the next one does not.
_LOOKED = timedelta(days=60)
_LOOKED_FIRST = timedelta(days=35)  # enough for most, and a shorter plan costs less


def _not_counted(draft: Snapshot, id: str, upcoming: Occurrence) -> str | None:
    """Why the next time of its schedule will not come, as the end of a sentence; None where it will."""
    if paused_at(draft.state.pauses, id, upcoming.instant):
        return "it is paused"
    held = holding(draft.state, draft.preset(id), upcoming.instant, draft.zone(id))
    return "your skin is irritated" if held else left_out(draft, id, upcoming)


def _after(draft: Snapshot, id: str, upcoming: Occurrence, why: str) -> str:
    """The first time that comes after one that does not, and what becomes of that one."""
    first = _first_settled(draft, id) or _first_planned(draft, id)
    when = draft.when(id, upcoming.instant)
    if first is not None:
        return f"Next: {draft.when(id, first)}. The time before it, {when}, is not counted: {why}."
    return f"Nothing comes in the next {_LOOKED.days} days. The time {when} is not counted: {why}."


def _first_settled(draft: Snapshot, id: str) -> datetime | None:
    """When (UTC) the first time comes of those that the state says where they go; None where none of them comes."""
    preset, end = draft.preset(id), horizon(draft.now, draft.day_ends)
    nights = draft.calendar(id).with_pauses(pauses_with_rests(draft.setup, draft.state, preset))
    times = ahead(preset, draft.routine(id), nights, wall(end, nights.zone))
    to_come = (one for one in times if one.instant > draft.now.instant)
    return next((one.instant for one in to_come if _not_counted(draft, id, one) is None), None)


def _first_planned(draft: Snapshot, id: str) -> datetime | None:
    """The same, looked for as far ahead as is told: all that this takes is placed for it."""
    from routine.core.spacing.plan import plan  # here: few lines need it

    for span in (_LOOKED_FIRST, _LOOKED):
        rows = plan(draft.setup, draft.state, draft.now, draft.now.instant + span, id)
        first = next((row.instant for row in rows if row.status == "planned"), None)
        if first:
            return first
    return None


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
    return f'No visit is booked. Book one: routine visit book {id} "fri 10:00"'
