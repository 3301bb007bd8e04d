"""What hangs on an answer: the next link of a routine's own chain, and the routines that come after another one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from routine.core.occurrences.calendar import Calendar
from routine.core.occurrences.sunscreen_renewal import STAYING_IN, Renewal, renewal, wet_wait
from routine.core.preset.model import Preset
from routine.core.schedule.relative import after_done_goes_on, after_done_instant
from routine.core.schedule.types import AfterDone, AfterRoutine
from routine.core.state.keys import is_link, link_key
from routine.core.state.log import Entry
from routine.core.state.reminder import Armed
from routine.core.state.routine import RoutineState
from routine.core.when.moment import Now, wall

_Follow = Callable[[datetime], Renewal]


def an_armed(key: str, instant: datetime, zone: str, reason: str) -> Armed:
    """An occurrence with an instant of its own, shown to the minute."""
    return Armed(key, wall(instant, zone).replace(second=0, microsecond=0), instant, reason)


def own_chain(
    preset: Preset,
    routine: RoutineState,
    calendar: Calendar,
    entry: Entry,
    now: Now,
    *,
    open_link: bool,
) -> tuple[Armed, ...]:
    """The routine's armed occurrences once its own chain has gone on from this answer.

    `open_link`: the answer is to the open link, or a correction of what the open link hung on. Any other, unless it
    is the latest, changes nothing ahead: the chain hangs on the latest. What a person enters late makes no link that
    would be missed at once: it goes on with the next.
    """
    base, again = preset.schedule.base, preset.schedule.again
    chain = isinstance(base, AfterDone)
    continues = chain or (again is not None and (entry.answer == "done" or is_link(entry.key)))
    if not continues or not _is_latest(routine, entry, now, open_link):
        return routine.armed
    # All that is armed of such a chain is its next link; beside a clock schedule there may be times that were moved.
    kept = () if chain else tuple(a for a in routine.armed if not is_link(a.key))
    if again is not None and entry.reason == STAYING_IN:
        return kept
    link = _next_link(preset, calendar, entry, now.instant - preset.remind.late.delta())
    instant, zone = link.at, calendar.zone
    if instant is None or (
        isinstance(base, AfterDone)
        and not after_done_goes_on(base, wall(instant, zone), routine.course.done_count, calendar.day_ends)
    ):
        return kept
    why = _AFTER.get(entry.answer, _AFTER["excused"])
    return (*kept, an_armed(link_key(entry.seq), instant, zone, f"{why}, {link.sky}" if link.sky else why))


#: Why a link comes, by the answer before it.
_AFTER = {
    "done": "after you did it",
    "skipped": "after the time that you skipped",
    "missed": "after the time that was missed",
    "excused": "after the time that was not counted",
}


def _starts(entry: Entry) -> datetime:
    """A missed, skipped or excused link goes on from its own time, so that a chain never dies of one lost answer."""
    return entry.at if entry.answer == "done" else entry.instant


def _is_latest(routine: RoutineState, entry: Entry, now: Now, open_link: bool) -> bool:
    """Whether no later link is answered or raised; answers from a clock that was ahead of now do not count."""
    start = _starts(entry)
    if routine.raised and routine.raised.instant > start:
        return False
    if open_link:
        return True
    others = (other for other in routine.recent if other.seq != entry.seq and other.recorded_at <= now.instant)
    return all(_starts(other) <= start for other in others)


def _next_link(preset: Preset, calendar: Calendar, entry: Entry, too_late: datetime) -> Renewal:
    base, again, start = preset.schedule.base, preset.schedule.again, _starts(entry)
    zone, day_ends, window = calendar.zone, calendar.day_ends, preset.remind.window
    follow: _Follow
    if isinstance(base, AfterDone):
        follow = lambda start: Renewal(after_done_instant(base, start, zone, day_ends, window))  # noqa: E731 - one of two
        if entry.by != "time" and base.wait.is_elapsed and base.at is None and start < too_late:
            # In one step: every ten minutes over months would be thousands of links to walk.
            start += (too_late - start) // base.wait.delta() * base.wait.delta()
        found = follow(start)
    elif again is not None:
        follow = lambda start: renewal(again, start, calendar)  # noqa: E731 - the other, both short
        wet = wet_wait(preset, entry.details) if entry.answer == "done" else None
        found = renewal(again, start, calendar, wet)
    else:
        return Renewal(None)
    while entry.by != "time" and found.at is not None and found.at < too_late:
        found = follow(found.at)
    return found


def after_other(preset: Preset, calendar: Calendar, entry: Entry, now: Now) -> Armed | None:
    """What another routine's done answer sets going, or None: nothing, or what would be missed at once."""
    base = preset.schedule.base
    if entry.answer != "done" or not isinstance(base, AfterRoutine) or base.routine != entry.routine:
        return None
    instant = after_done_instant(base, entry.at, calendar.zone, calendar.day_ends, preset.remind.window)
    if instant < now.instant - max(preset.remind.late.delta(), timedelta()):
        return None
    return an_armed(link_key(entry.seq), instant, calendar.zone, f"after {entry.routine} was done")
