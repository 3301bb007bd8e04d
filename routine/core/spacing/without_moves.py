"""The state as if the rules of spacing had moved nothing: every plan is spaced out from there, so that all agree."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from routine.core.config.setup import Setup
from routine.core.occurrences.calendar import Calendar, calendar_of
from routine.core.preset.model import Preset
from routine.core.state.keys import is_link
from routine.core.state.model import State
from routine.core.state.reminder import Armed
from routine.core.state.routine import RoutineState
from routine.core.when.moment import Now, instant_of


def any_moved(routine: RoutineState) -> bool:
    """Whether a rule moved a time of this routine."""
    return bool(routine.armed) and any(armed.moved == "rule" for armed in routine.armed)


def without_moves(setup: Setup, state: State, now: Now) -> State:
    """The same state where no rule moved anything that is still ahead; the very same where none did."""
    moved = {id: r for id, r in state.routines.items() if id in setup.presets and any_moved(r)}
    if not moved:
        return state
    calendar = calendar_of(setup, state, now)
    bare = {
        id: moved_back(setup.presets[id], routine, calendar.of(setup.presets[id]), now) for id, routine in moved.items()
    }
    return replace(state, routines={**state.routines, **bare})


def moved_back(preset: Preset, routine: RoutineState, calendar: Calendar, now: Now) -> RoutineState:
    """One routine as if no rule had moved anything of it that is still ahead."""
    if not any_moved(routine):
        return routine
    armed = tuple(one for old in routine.armed for one in _moved_back(preset, routine, old, calendar.zone, now))
    return replace(routine, armed=armed)


def until_one_stays(routine: RoutineState, calendar: Calendar, now: Now) -> datetime | None:
    """When (UTC) the first move is no longer taken back, because the earlier of its two times has come."""
    times = [_first_of_two(armed, calendar.zone) for armed in routine.armed if armed.moved == "rule"]
    return min((at for at in times if at > now.instant), default=None)


def _first_of_two(armed: Armed, zone: str) -> datetime:
    return min(armed.instant, instant_of(armed.nominal, zone))


def _moved_back(preset: Preset, routine: RoutineState, armed: Armed, zone: str, now: Now) -> list[Armed]:
    """What it would be without the move: itself where its own time is past, nothing where the clock yields it again."""
    if armed.moved != "rule" or _first_of_two(armed, zone) <= now.instant:
        return [armed]
    if preset.schedule.by_clock and not is_link(armed.key) and armed.nominal > routine.through:
        return []
    return [Armed(armed.key, armed.nominal, instant_of(armed.nominal, zone), "as planned")]
