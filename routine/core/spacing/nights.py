"""Nights of a ramp or a cycle under the rules: what each puts on, and which rest for a visit or a preferred time."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import takewhile

from routine.core.config.setup import Setup
from routine.core.memo import Memo
from routine.core.occurrences import ramp_nights
from routine.core.occurrences.calendar import Calendar
from routine.core.preset.model import Preset
from routine.core.schedule.types import RESTS, NightCycle
from routine.core.spacing.around_visits import seen, windows
from routine.core.spacing.contents import Tags, tags_of
from routine.core.spacing.precedence import is_medicine
from routine.core.state.keys import routine_of
from routine.core.state.model import State
from routine.core.state.pause import Pause
from routine.core.state.routine import RoutineState

#: What an exfoliating night of a cycle may put on.
_ACIDS = frozenset({"aha", "bha", "acid"})
_EXFOLIANT = "exfoliant"
_MOMENT = timedelta(minutes=1)
_RESTS: Memo[tuple[Pause, ...]] = Memo()


def tags_by_night(preset: Preset, routine: RoutineState, calendar: Calendar, until: date) -> dict[date, Tags]:
    """For a cycle of nights, what each night up to a day puts on; nothing for another schedule."""
    base = preset.schedule.base
    if not isinstance(base, NightCycle):
        return {}
    found = takewhile(lambda night: night.day <= until, ramp_nights.planned(preset, routine, calendar))
    own = tags_of(preset)
    return {night.day: _of_night(own, base.kinds[night.index]) for night in found}


def _of_night(own: Tags, kind: str) -> Tags:
    if kind in RESTS:
        return frozenset()
    if kind == _EXFOLIANT:
        return own & _ACIDS
    # A kind that is not an ingredient, such as a night of its own: all that the preset may put on.
    return own & {kind} or own


def pauses_with_rests(setup: Setup, state: State, preset: Preset) -> tuple[Pause, ...]:
    """The pauses, and for what goes by nights, the spans in which the plan leaves it out, in the form of pauses.

    So a night that waits is not done, and a ramp repeats its week.
    """
    routine = state.routines.get(preset.id)
    if routine is None or preset.schedule.nights is None or is_medicine(setup, tags := tags_of(preset)):
        return state.pauses
    hangs_on = (
        preset,
        routine.since,
        routine.safety.accepted,
        state.pauses,
        state.spacing.clashes,
        *seen(setup, state),
    )
    return _RESTS.of(preset.id, hangs_on, lambda: _with_rests(setup, state, preset, tags))


def _with_rests(setup: Setup, state: State, preset: Preset, tags: Tags) -> tuple[Pause, ...]:
    routine = state.routines[preset.id]
    offs = windows(setup, state, routine.since, preset.id)
    mine = (off for off in offs if off.concerns(preset.id, tags))
    rests = [Pause(preset.id, off.start, off.end) for off in mine if off.rule not in routine.safety.accepted]
    left_out = (clash for clash in state.spacing.clashes if routine_of(clash.id) == preset.id)
    # A minute is enough: it covers the one time of that night, and nothing of the next.
    rests += [Pause(preset.id, clash.instant, clash.instant + _MOMENT) for clash in left_out]
    return (*state.pauses, *rests)
