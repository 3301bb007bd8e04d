"""Ramps and cycles of nights: which nights come, given which were done, and what each of them is.

A night is known by its date. One that is still ahead is taken as done on time; one behind that nobody did is lost, and
what comes after it is planned anew from the next evening on, never closer together than it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from datetime import date, datetime, time, timedelta
from itertools import takewhile

import msgspec
from msgspec import Struct

from routine.core.memo import Memo
from routine.core.occurrences.calendar import Calendar
from routine.core.occurrences.pauses import paused_at
from routine.core.preset.model import Preset, Step
from routine.core.schedule.clock import Occurrence
from routine.core.schedule.types import RESTS, ByNight, NightCycle, NightsAWeek, Ramp, RampWeek
from routine.core.state.fingerprint import fingerprint
from routine.core.state.fold import is_night
from routine.core.state.nights import Nights
from routine.core.state.routine import RoutineState
from routine.core.when.moment import instant_of, wall

Done = Callable[[date], bool]
_DAY = timedelta(days=1)
_WEEK = 7
_DAYS = tuple(n * _DAY for n in range(_WEEK))
_LAST_YEAR = 9990  # the calendar ends in 9999, and a week ahead has to fit


class Night(Struct, frozen=True):
    """One night: `index` is its week's in the ramp, or its place in the cycle, from 0.

    The week began on `begins`; `last` is the last night done before it.
    """

    day: date
    index: int
    begins: date
    last: date | None


#: Asked at every tick and of every notice, and each time all nights from the last settled week on are walked.
_FOUND: Memo[Night | None] = Memo()


def fresh(base: ByNight, day: date, upto: int | None = None) -> Nights:
    """A ramp or a cycle at its beginning; no night comes before its `first`."""
    return Nights(start=max(day, base.first or day), shape=shape(base), upto=upto)


def shape(base: ByNight) -> str:
    """Tells whether the weeks, or the kinds of nights, are still the same; the time of day does not matter."""
    said = base.weeks if isinstance(base, Ramp) else base.kinds
    return fingerprint(msgspec.json.encode(said))


# --- which nights -------------------------------------------------------------------------------------------------


def walk(base: ByNight, nights: Nights, done: Done) -> Iterator[Night]:
    """Every night from the start on, without end."""
    return _ramp(base, nights, done) if isinstance(base, Ramp) else _cycle(base, nights, done)


def free_evenings(base: Ramp, nights: Nights | None) -> tuple[int, ...]:
    """The weekdays (Monday is 0) that a ramp leaves free: those of its schedule, else those chosen by a button."""
    return base.free if base.free is not None else nights.free if nights else ()


def _ramp(base: Ramp, nights: Nights, done: Done) -> Iterator[Night]:
    start, last, final = nights.start, nights.last, len(base.weeks) - 1
    free = frozenset(free_evenings(base, nights))
    most = final if nights.upto is None else min(nights.upto, final)
    week = min(nights.index, final)
    while start.year < _LAST_YEAR:
        before = last
        for day in _of_week(base.weeks[week], start, before, free):
            yield Night(day, week, start, before)
            if not done(day):
                start = day + _DAY
                break
            last = day
        else:
            # Held at `most` a week repeats; a ramp that is further on already does not fall back.
            start, week = start + _WEEK * _DAY, max(week, min(week + 1, most))


def _of_week(week: RampWeek, start: date, last: date | None, free: Set[int]) -> list[date]:
    """The nights of one week; every third night goes on counting from the week before. None is on a `free` weekday."""
    week_long = [start + by for by in _DAYS]
    days = [day for day in week_long if day.weekday() not in free] if free else week_long
    if isinstance(week, NightsAWeek):
        count = min(week.nights, len(days))
        return [days[n * len(days) // count] for n in range(count)]
    found: list[date] = []
    for day in days:
        before = found[-1] if found else last
        if before is None or day - before >= week.every * _DAY:
            found.append(day)
    return found


def _cycle(base: NightCycle, nights: Nights, done: Done) -> Iterator[Night]:
    day, index = nights.start, nights.index % len(base.kinds)
    last = nights.last
    while day.year < _LAST_YEAR:
        yield Night(day, index, day, last)
        if done(day) or base.kinds[index] in RESTS:
            index, last = (index + 1) % len(base.kinds), day
        day += _DAY


def _was_done(base: ByNight, id: str, routine: RoutineState, calendar: Calendar, *, unanswered: bool) -> Done:
    """Whether a night was done, or will be if it is answered on time.

    `unanswered`: what waits for an answer now is taken as lost, to see when the next one closes it.
    """
    nights = routine.nights
    done = set(nights.done) if nights else set()
    given = {e.nominal.date(): e.answer == "done" for e in routine.recent if is_night(e)}
    open_ones = {armed.nominal.date(): True for armed in routine.armed if is_night(armed)}
    if routine.raised:
        open_ones[routine.raised.nominal.date()] = not unanswered
    at, pauses, zone = timedelta(minutes=base.at), calendar.pauses, calendar.zone

    def was_done(day: date) -> bool:
        if day in done:
            return True
        nominal = datetime.combine(day, time()) + at
        known = given.get(day, open_ones.get(day))
        if known is not None:
            return known
        # Behind the watermark nobody did it; ahead, it is done on time unless a pause keeps it from coming.
        return nominal > routine.through and not (pauses and paused_at(pauses, id, instant_of(nominal, zone)))

    return was_done


def planned(preset: Preset, routine: RoutineState, calendar: Calendar, *, unanswered: bool = False) -> Iterator[Night]:
    """The nights of a routine from its last settled week on, without end; none where it does not go by nights."""
    base, nights = preset.schedule.nights, routine.nights
    if base is None or nights is None:
        return iter(())
    return walk(base, nights, _was_done(base, preset.id, routine, calendar, unanswered=unanswered))


def whatever_is_paused(preset: Preset, routine: RoutineState, calendar: Calendar) -> Iterator[Night]:
    """The same as if there were no pauses: where it stands, and what a night is, hangs on answers alone."""
    return planned(preset, routine, calendar.with_pauses(()))


def times(
    preset: Preset,
    routine: RoutineState,
    calendar: Calendar,
    after: datetime,
    until: datetime,
    *,
    unanswered: bool = False,
) -> Iterator[Occurrence]:
    """The occurrences of the nights whose wall time (naive) lies in (`after`, `until`]."""
    base = preset.schedule.nights
    if base is None:
        return
    at, zone = timedelta(minutes=base.at), calendar.zone
    for night in planned(preset, routine, calendar, unanswered=unanswered):
        nominal = datetime.combine(night.day, time()) + at
        if nominal > until:
            return
        # No gap moves it further than a day, and asking a zone is what costs.
        if nominal < after - _DAY:
            continue
        instant = instant_of(nominal, zone)
        if after < wall(instant, zone) <= until:
            yield Occurrence(preset.id, nominal, instant)


# --- what a night is ----------------------------------------------------------------------------------------------


def night_on(preset: Preset, routine: RoutineState, calendar: Calendar, day: date) -> Night | None:
    """The night planned on a day, or None."""
    if preset.schedule.nights is None:
        return None
    hangs_on = (preset, routine, calendar, day)
    return _FOUND.of(preset.id, hangs_on, lambda: _on(*hangs_on))


def _on(preset: Preset, routine: RoutineState, calendar: Calendar, day: date) -> Night | None:
    found = takewhile(lambda night: night.day <= day, whatever_is_paused(preset, routine, calendar))
    return next((night for night in found if night.day == day), None)


def tonight(preset: Preset, routine: RoutineState, calendar: Calendar, day: date) -> Preset:
    """The preset with the steps of that night alone, where it differs from night to night."""
    base = preset.schedule.nights
    if not isinstance(base, NightCycle):
        return preset
    ahead = whatever_is_paused(preset, routine, calendar)
    night = next((night for night in ahead if night.day >= day), None)
    if night is None:
        return preset
    return msgspec.structs.replace(preset, steps=_steps(preset.steps, base.kinds[night.index]))


def _steps(steps: tuple[Step, ...], kind: str) -> tuple[Step, ...]:
    return tuple(step for step in steps if not step.nights or kind in step.nights)
