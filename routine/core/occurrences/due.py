"""Which occurrences of a routine came due: the clock's since its watermark, and those with an instant of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from functools import partial

from msgspec.structs import replace

from routine.core.memo import Memo
from routine.core.occurrences import ramp_nights
from routine.core.occurrences.calendar import Calendar
from routine.core.occurrences.course import course_end
from routine.core.preset.model import Preset
from routine.core.schedule.clock import Occurrence, next_occurrence, occurrences
from routine.core.schedule.types import Clock
from routine.core.state.log import Entry
from routine.core.state.reminder import Armed, Reminder
from routine.core.state.routine import RoutineState
from routine.core.when.moment import LONGEST_FOLD, Now, instant_of, wall

_FAR = timedelta(days=36600)  # a hundred years: nights have no end of their own
#: Asked many times in a decision, and mostly the same as in the one before.
_NEXT: Memo[Occurrence | None] = Memo()


def due(preset: Preset, routine: RoutineState, calendar: Calendar, now: Now) -> list[Occurrence]:
    """Every occurrence that came due and was not decided yet, by instant, then nominal time.

    Of a schedule by nights only the first: what comes after it hangs on its answer.
    """
    first = next_due(preset, routine, calendar, unanswered=True)
    if first is None or first.instant > now.instant:
        return []  # mostly, and then that is all the work
    found = [one for one in _armed(preset, routine, calendar) if one.instant <= now.instant]
    # Of wall times that come twice, one that is due may read later than now: looked for so far, told by its instant.
    if isinstance(preset.schedule.base, Clock):
        until = now.wall(calendar.zone) + LONGEST_FOLD
        by_clock = clock_between(preset, routine, calendar, routine.through, until)
        found += [o for o in by_clock if o.instant <= now.instant]
    elif night := _next_night(preset, routine, calendar, unanswered=True):
        found += [night] if night.instant <= now.instant else []
    return sorted(found, key=_order)


def _order(one: Occurrence) -> tuple[datetime, datetime]:
    return one.instant, one.nominal


def ahead(preset: Preset, routine: RoutineState, calendar: Calendar, until: datetime) -> list[Occurrence]:
    """Every open occurrence up to `until` (naive wall, in the routine's zone), the due ones included."""
    found = [one for one in _armed(preset, routine, calendar) if wall(one.instant, calendar.zone) <= until]
    found += _open(preset, routine, calendar, routine.through, until, _drawn)
    return sorted(found, key=_order)


#: Draws the occurrences of a clock schedule with a wall time in a span; as `_between` has it.
_Draw = Callable[[Preset, RoutineState, Calendar, datetime, datetime], Iterable[Occurrence]]
_DRAWN: Memo[tuple[Occurrence, ...]] = Memo()


def _drawn(
    preset: Preset, routine: RoutineState, calendar: Calendar, after: datetime, until: datetime
) -> Iterable[Occurrence]:
    """The same as `_between`: of a clock, drawn once a day, however often the watermark moves on in it."""
    base, zone, anchor = preset.schedule.base, calendar.zone, routine.anchor
    if not isinstance(base, Clock):
        return _between(preset, routine, calendar, after, until)
    since = datetime.combine(after.date(), time())
    draw = partial(occurrences, preset.id, base, anchor=anchor, zone=zone, after=since, until=until)
    whole = _DRAWN.of(preset.id, (base, anchor, zone, since, until), lambda: tuple(draw()))
    return (one for one in whole if one.nominal > after or wall(one.instant, zone) > after)


def clock_between(
    preset: Preset, routine: RoutineState, calendar: Calendar, after: datetime, until: datetime
) -> list[Occurrence]:
    """The clock occurrences with a wall time in (after, until] that are neither moved nor answered nor raised.

    Nothing from before the enabling exists, although in the hour that clocks show twice its wall time may be later.
    """
    return _open(preset, routine, calendar, after, until, _between)


def _open(
    preset: Preset, routine: RoutineState, calendar: Calendar, after: datetime, until: datetime, draw: _Draw
) -> list[Occurrence]:
    if not preset.schedule.by_clock or until <= after:
        return []
    until = min(until, course_end(preset, routine, calendar) or until)
    made = list(draw(preset, routine, calendar, after, until))
    taken = _taken(routine) if made else {}
    last = max((after, *taken.values()))  # mostly, nothing taken is ahead: no key is needed
    free = (one for one in made if one.nominal > last or one.key not in taken)
    return [one for one in free if one.instant >= routine.since]


def _between(
    preset: Preset, routine: RoutineState, calendar: Calendar, after: datetime, until: datetime
) -> Iterator[Occurrence]:
    base = preset.schedule.base
    if isinstance(base, Clock):
        return occurrences(preset.id, base, anchor=routine.anchor, zone=calendar.zone, after=after, until=until)
    return ramp_nights.times(preset, routine, calendar, after, until)


def _taken(routine: RoutineState) -> dict[str, datetime]:
    """The keys that are moved, answered or raised, each with its nominal time."""
    taken: tuple[Armed | Entry | Reminder, ...] = (
        *routine.armed,
        *routine.recent,
        *([routine.raised] if routine.raised else []),
    )
    return {one.key: one.nominal for one in taken}


def next_due(
    preset: Preset, routine: RoutineState, calendar: Calendar, *, unanswered: bool = False
) -> Occurrence | None:
    """The next occurrence not yet due: the soonest of the clock's and the armed ones.

    `unanswered`: what comes if the night that waits for an answer now gets none, instead of one on time.
    """
    unanswered = unanswered and preset.schedule.nights is not None  # for all others it is the same question
    question, hangs_on = (preset.id, unanswered), (preset, routine, calendar)
    return _NEXT.of(question, hangs_on, lambda: _next(preset, routine, calendar, unanswered))


def next_ahead(preset: Preset, routine: RoutineState, calendar: Calendar, now: datetime) -> Occurrence | None:
    """The next occurrence after `now` (UTC), over what passed while nothing ran and is not settled."""
    later = replace(routine, through=max(routine.through, wall(now, calendar.zone)))
    found = [one for one in _armed(preset, routine, calendar) if one.instant > now]
    by_clock = _next_clock(preset, later, calendar) or _next_night(preset, later, calendar, unanswered=False)
    return min([*found, by_clock] if by_clock else found, key=_order, default=None)


def _next(preset: Preset, routine: RoutineState, calendar: Calendar, unanswered: bool) -> Occurrence | None:
    found = _armed(preset, routine, calendar)
    by_clock = _next_clock(preset, routine, calendar) or _next_night(preset, routine, calendar, unanswered=unanswered)
    return min([*found, by_clock] if by_clock else found, key=_order, default=None)


def _next_clock(preset: Preset, routine: RoutineState, calendar: Calendar) -> Occurrence | None:
    base, zone, after = preset.schedule.base, calendar.zone, routine.through
    if not isinstance(base, Clock):
        return None
    taken, last = _taken(routine), course_end(preset, routine, calendar)
    # Over those answered in advance, and those from before the enabling.
    while upcoming := next_occurrence(preset.id, base, anchor=routine.anchor, zone=zone, after=after):
        if last and upcoming.nominal > last:
            return None
        if upcoming.key not in taken and upcoming.instant >= routine.since:
            return upcoming
        after = wall(upcoming.instant, zone)
    return None


def _next_night(preset: Preset, routine: RoutineState, calendar: Calendar, *, unanswered: bool) -> Occurrence | None:
    """The first open night after the watermark; not one of the day that the waiting one was moved to."""
    if preset.schedule.nights is None:
        return None
    last = course_end(preset, routine, calendar) or routine.through + _FAR
    taken = _taken(routine)
    raised_on = wall(routine.raised.instant, calendar.zone).date() if routine.raised else None
    for night in ramp_nights.times(preset, routine, calendar, routine.through, last, unanswered=unanswered):
        if night.key not in taken and night.instant >= routine.since and night.nominal.date() != raised_on:
            return night
    return None


def _armed(preset: Preset, routine: RoutineState, calendar: Calendar) -> list[Occurrence]:
    """The occurrences with an instant of their own; a chain goes no further than its course."""
    last = course_end(preset, routine, calendar) if routine.armed else None
    return [as_occurrence(preset.id, armed) for armed in routine.armed if last is None or armed.nominal <= last]


def as_occurrence(id: str, armed: Armed) -> Occurrence:
    """An armed occurrence in the form of the others."""
    return Occurrence(id, armed.nominal, armed.instant, armed.key)


def put_off(routine: RoutineState, calendar: Calendar, now: Now) -> tuple[Armed, ...]:
    """Times that came due as planned and that a person moved ahead since: they wait, whatever is edited."""
    zone = calendar.zone
    return tuple(a for a in routine.armed if a.moved == "hand" and instant_of(a.nominal, zone) <= now.instant)
