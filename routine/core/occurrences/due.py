"""Which occurrences of a routine came due: the clock's since its watermark, and those with an instant of their own."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from routine.core.occurrences import ramp_nights
from routine.core.occurrences.course import course_end
from routine.core.preset.model import Preset
from routine.core.schedule import Occurrence, next_occurrence, occurrences
from routine.core.schedule.types import Clock, NightCycle, Ramp
from routine.core.state.keys import Planned, is_link
from routine.core.state.pause import Pause
from routine.core.state.reminder import Armed
from routine.core.state.routine import RoutineState
from routine.core.when.moment import Now, instant_of, wall
from routine.core.when.part_of_day import Window

#: No zone's clocks go back by more in one step; within it, a wall time read now may be behind one read before.
_FOLD = timedelta(hours=4)
_FAR = timedelta(days=36600)


def zone_of(preset: Preset, now: Now) -> str:
    """The zone the routine's wall times are in."""
    return preset.schedule.zone or now.zone


def due(id: str, preset: Preset, routine: RoutineState, now: Now, pauses: tuple[Pause, ...]) -> list[Occurrence]:
    """Every occurrence that came due and was not decided yet, by instant, then nominal time.

    Of a schedule by nights only the first: what comes after it hangs on its answer.
    """
    found = [one for one in _armed(id, preset, routine, now, pauses) if one.instant <= now.instant]
    if _any_by_clock(preset, routine, now):
        until = now.wall(zone_of(preset, now)) + _FOLD
        by_clock = clock_between(id, preset, routine, now, routine.through, until, pauses)
        found += [o for o in by_clock if o.instant <= now.instant]
    if ramp_nights.by_night(preset):
        night = _next_night(preset, routine, now, pauses, unanswered=True)
        found += [night] if night and night.instant <= now.instant else []
    return sorted(found, key=lambda o: (o.instant, o.nominal))


def _any_by_clock(preset: Preset, routine: RoutineState, now: Now) -> bool:
    """Whether the clock's first time after the watermark has come; mostly not, and then that is all the work."""
    base = preset.schedule.base
    if not isinstance(base, Clock):
        return False
    first = _first_after(base, routine.anchor, zone_of(preset, now), routine.through)
    return first is not None and first <= now.instant


@lru_cache(maxsize=4096)
def _first_after(base: Clock, anchor: date, zone: str, after: datetime) -> datetime | None:
    first = next_occurrence("", base, anchor=anchor, zone=zone, after=after)
    return first.instant if first else None


def ahead(
    id: str, preset: Preset, routine: RoutineState, now: Now, until: datetime, pauses: tuple[Pause, ...]
) -> list[Occurrence]:
    """Every open occurrence up to `until` (naive wall, in the routine's zone), the due ones included."""
    found = _armed(id, preset, routine, now, pauses)
    found = [o for o in found if wall(o.instant, zone_of(preset, now)) <= until]
    found += clock_between(id, preset, routine, now, routine.through, until, pauses)
    return sorted(found, key=lambda o: (o.instant, o.nominal))


def clock_between(
    id: str,
    preset: Preset,
    routine: RoutineState,
    now: Now,
    after: datetime,
    until: datetime,
    pauses: tuple[Pause, ...],
) -> list[Occurrence]:
    """The clock occurrences with a wall time in (after, until] that are neither moved nor answered nor raised.

    Nothing from before the enabling exists, although in the hour that clocks show twice its wall time may be later.
    """
    base = preset.schedule.base
    if not (isinstance(base, Clock) or ramp_nights.by_night(preset)) or until <= after:
        return []
    zone = zone_of(preset, now)
    last = course_end(preset, routine, zone, pauses)
    until = min(until, last or until)
    if isinstance(base, Clock):
        made = list(occurrences(id, base, anchor=routine.anchor, zone=zone, after=after, until=until))
    else:
        made = list(ramp_nights.times(preset, routine, zone, pauses, after, until))
    taken = _taken(routine) if made else set()
    return [o for o in made if o.key not in taken and o.instant >= routine.since]


def _taken(routine: RoutineState) -> set[str]:
    """The keys that are moved, answered or raised."""
    raised = {routine.raised.key} if routine.raised else set()
    return raised | {armed.key for armed in routine.armed} | {entry.key for entry in routine.recent}


def next_due(
    id: str,
    preset: Preset,
    routine: RoutineState,
    now: Now,
    pauses: tuple[Pause, ...],
    *,
    unanswered: bool = False,
) -> Occurrence | None:
    """The next occurrence not yet due: the soonest of the clock's and the armed ones.

    `unanswered`: what comes if the night that waits for an answer now gets none, instead of one on time.
    """
    found = _armed(id, preset, routine, now, pauses)
    base = preset.schedule.base
    if isinstance(base, Clock):
        upcoming = _next_clock(id, base, preset, routine, now, pauses)
        if upcoming:
            found.append(upcoming)
    if ramp_nights.by_night(preset) and (night := _next_night(preset, routine, now, pauses, unanswered=unanswered)):
        found.append(night)
    return min(found, key=lambda o: (o.instant, o.nominal), default=None)


def _next_clock(
    id: str, base: Clock, preset: Preset, routine: RoutineState, now: Now, pauses: tuple[Pause, ...]
) -> Occurrence | None:
    zone = zone_of(preset, now)
    taken = _taken(routine)
    last = course_end(preset, routine, zone, pauses)
    after = routine.through
    # Over those answered in advance, and those from before the enabling.
    while upcoming := next_occurrence(id, base, anchor=routine.anchor, zone=zone, after=after):
        if last and upcoming.nominal > last:
            return None
        if upcoming.key not in taken and upcoming.instant >= routine.since:
            return upcoming
        after = wall(upcoming.instant, zone)
    return None


def _next_night(
    preset: Preset, routine: RoutineState, now: Now, pauses: tuple[Pause, ...], *, unanswered: bool
) -> Occurrence | None:
    """The first open night after the watermark; not one of the day that the waiting one was moved to."""
    zone = zone_of(preset, now)
    last = course_end(preset, routine, zone, pauses) or routine.through + _FAR
    taken = _taken(routine)
    raised_on = wall(routine.raised.instant, zone).date() if routine.raised else None
    found = ramp_nights.times(preset, routine, zone, pauses, routine.through, last, unanswered=unanswered)
    for night in found:
        if night.key not in taken and night.instant >= routine.since and night.nominal.date() != raised_on:
            return night
    return None


def _armed(id: str, preset: Preset, routine: RoutineState, now: Now, pauses: tuple[Pause, ...]) -> list[Occurrence]:
    """The occurrences with an instant of their own; a chain goes no further than its course."""
    last = course_end(preset, routine, zone_of(preset, now), pauses) if routine.armed else None
    return [as_occurrence(id, armed) for armed in routine.armed if last is None or armed.nominal <= last]


def as_occurrence(id: str, armed: Armed) -> Occurrence:
    """An armed occurrence in the form of the others."""
    return Occurrence(id, armed.nominal, armed.instant, armed.key)


def put_off(routine: RoutineState, zone: str, now: Now) -> tuple[Armed, ...]:
    """Times that came due as planned and that a person moved ahead since: they wait, whatever is edited."""
    return tuple(a for a in routine.armed if a.moved == "hand" and instant_of(a.nominal, zone) <= now.instant)


def window_of(preset: Preset, occurrence: Planned) -> Window | None:
    """The part of day that it is never shown outside of. A time that the schedule itself sets outside is as meant."""
    window = preset.remind.window
    by_clock = isinstance(preset.schedule.base, Clock | Ramp | NightCycle) and not is_link(occurrence.key)
    return None if window and by_clock and not window.holds(_minute(occurrence.nominal)) else window


def _minute(wall: datetime) -> int:
    return wall.hour * 60 + wall.minute
