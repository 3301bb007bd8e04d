"""How far a ramp or a cycle has come: the night it is at, the weeks that are settled, the last one done whole."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import takewhile

import msgspec

from routine.core.memo import Memo
from routine.core.occurrences.calendar import Calendar
from routine.core.occurrences.ramp_nights import Night, whatever_is_paused
from routine.core.preset.model import Preset
from routine.core.schedule.types import Ramp
from routine.core.state.nights import Nights
from routine.core.state.routine import RoutineState

#: Answers older than this are not corrected any more: weeks before it need not be walked again.
_SETTLED = timedelta(days=28)
#: Asked at every tick and of every notice, and each time all nights from the last settled week on are walked.
_STANDING: Memo[Night | None] = Memo()
_COMPLETED: Memo[date | None] = Memo()


def standing(preset: Preset, routine: RoutineState, calendar: Calendar, today: date) -> Night | None:
    """The night that it is at: the last planned one that is not after `today`, else the first to come."""
    hangs_on = (preset, routine, calendar, today)
    return _STANDING.of(preset.id, hangs_on, lambda: _at(*hangs_on))


def _at(preset: Preset, routine: RoutineState, calendar: Calendar, today: date) -> Night | None:
    found = None
    for night in whatever_is_paused(preset, routine, calendar):
        if found is not None and night.begins > today:
            return found
        found = night
        if night.day > today:
            return night
    return found


def settled(preset: Preset, routine: RoutineState, calendar: Calendar, today: date) -> Nights | None:
    """Its nights without the weeks that nobody corrects any more; the very same value where there are none."""
    nights = routine.nights
    # Twice as long, so that weeks are cut off once a month and not every day.
    if nights is None or today - nights.start < 2 * _SETTLED:
        return nights
    old = list(takewhile(lambda night: night.day < today - _SETTLED, whatever_is_paused(preset, routine, calendar)))
    # At the beginning of a week: in its middle, the nights done in it would not be known to belong to it.
    first = next((night for night in old if night.begins == old[-1].begins), None)
    if first is None or first.begins == nights.start:
        return nights
    done = tuple(day for day in nights.done if day >= first.begins)
    return msgspec.structs.replace(nights, start=first.begins, index=first.index, last=first.last, done=done)


def standing_still(preset: Preset, routine: RoutineState, calendar: Calendar, today: date) -> Nights | None:
    """As if it stood from `today` on where it stands now, at the beginning of its week."""
    at = standing(preset, routine, calendar, today)
    if at is None or routine.nights is None:
        return routine.nights
    return msgspec.structs.replace(routine.nights, start=today, index=at.index, last=None, done=())


def completed(preset: Preset, routine: RoutineState, calendar: Calendar, today: date) -> date | None:
    """The first day of the last week of a ramp all of whose nights were done; None: there is none yet."""
    hangs_on = (preset, routine, calendar, today)
    return _COMPLETED.of(preset.id, hangs_on, lambda: _last_whole(*hangs_on))


def _last_whole(preset: Preset, routine: RoutineState, calendar: Calendar, today: date) -> date | None:
    base, nights = preset.schedule.nights, routine.nights
    if not isinstance(base, Ramp) or nights is None:
        return None
    weeks: dict[date, list[date]] = {}
    for night in takewhile(lambda night: night.begins <= today, whatever_is_paused(preset, routine, calendar)):
        weeks.setdefault(night.begins, []).append(night.day)
    whole = [begins for begins, days in weeks.items() if all(day in nights.done for day in days)]
    return max(whole, default=None)
