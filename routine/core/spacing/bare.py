"""The state as if the rules of spacing had moved nothing: every plan is spaced out from there, so that all agree."""

from __future__ import annotations

from msgspec.structs import replace

from routine.core.chain import is_link
from routine.core.now import Now, instant_of
from routine.core.preset import Preset
from routine.core.schedule_types import Clock, NightCycle, Ramp
from routine.core.setup import Setup
from routine.core.state import Armed, RoutineState, State

_BY_CLOCK = (Clock, Ramp, NightCycle)


def any_moved(routine: RoutineState) -> bool:
    """Whether a rule moved a time of this routine."""
    return any(armed.moved == "rule" for armed in routine.armed)


def without_moves(setup: Setup, state: State, now: Now) -> State:
    """The same state where no rule moved anything that is still ahead; the very same where none did."""
    moved = {id: r for id, r in state.routines.items() if id in setup.presets and any_moved(r)}
    if not moved:
        return state
    bare = {id: _bare(setup.presets[id], routine, now) for id, routine in moved.items()}
    return replace(state, routines={**state.routines, **bare})


def _bare(preset: Preset, routine: RoutineState, now: Now) -> RoutineState:
    zone = preset.schedule.zone or now.zone
    armed = tuple(one for old in routine.armed for one in _moved_back(preset, routine, old, zone, now))
    return replace(routine, armed=armed)


def _moved_back(preset: Preset, routine: RoutineState, armed: Armed, zone: str, now: Now) -> list[Armed]:
    """What it would be without the move: itself where its own time is past, nothing where the clock yields it again."""
    instant = instant_of(armed.nominal, zone)
    if armed.moved != "rule" or min(armed.instant, instant) <= now.instant:
        return [armed]
    if isinstance(preset.schedule.base, _BY_CLOCK) and not is_link(armed.key) and armed.nominal > routine.through:
        return []
    return [Armed(armed.key, armed.nominal, instant, "as planned")]
