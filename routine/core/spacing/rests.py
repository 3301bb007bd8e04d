"""Nights on which a ramp or a cycle rests for a visit, or for a time that was preferred to it: they are not done."""

from __future__ import annotations

from datetime import timedelta

from routine.core.config.setup import Setup
from routine.core.occurrences.ramp_nights import by_night
from routine.core.preset.model import Preset
from routine.core.spacing.around_visits import windows
from routine.core.spacing.tags import is_medicine, tags_of
from routine.core.state.keys import routine_of
from routine.core.state.model import State
from routine.core.state.pause import Pause

_MOMENT = timedelta(minutes=1)


def pauses_with_rests(setup: Setup, state: State, preset: Preset) -> tuple[Pause, ...]:
    """The pauses, and for what goes by nights, the spans in which the plan leaves it out, in the form of pauses."""
    routine, tags = state.routines.get(preset.id), tags_of(preset)
    if routine is None or by_night(preset) is None or is_medicine(setup, tags):
        return state.pauses
    offs = windows(setup, state, routine.since, preset.id)
    mine = (off for off in offs if off.only == preset.id or not tags.isdisjoint(off.off))
    rests = [Pause(preset.id, off.start, off.end) for off in mine if off.rule not in routine.safety.accepted]
    left_out = (clash for clash in state.spacing.clashes if routine_of(clash.id) == preset.id)
    rests += [Pause(preset.id, clash.instant, clash.instant + _MOMENT) for clash in left_out]
    return (*state.pauses, *rests)
