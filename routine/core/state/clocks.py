"""Whether the clock was ahead: by its mark at the last tick, or by what was written down since as the present."""

from __future__ import annotations

from datetime import datetime, timedelta

from routine.core.state.model import State
from routine.core.when.moment import Now

#: Smaller steps back are the clock being kept in time, and repeat nothing.
_TOLERANCE = timedelta(seconds=5)
#: A watermark is a wall time of some zone, and stays when somebody travels: so far from UTC it may be right.
_WALLS_APART = timedelta(hours=40)


def set_back_by(state: State, now: Now) -> timedelta:
    """How far the wall clock was set back since the last tick; zero when it was not.

    Within one boot the difference to elapsed time tells; after another boot only a clock that runs behind shows.
    """
    mark = state.clocks
    if mark is None:
        return timedelta()
    moved = now.instant - mark.instant
    if mark.boot_id == now.boot_id:
        moved -= timedelta(seconds=now.elapsed - mark.elapsed)
    return -moved if moved < -_TOLERANCE else timedelta()


def ahead_by(state: State, now: Now) -> timedelta:
    """How far ahead the clock was; zero when it was not. Commands without a daemon leave no mark, but what they noted.

    Once that was put right, nothing noted lies ahead of now.
    """
    noted = max(_noted(state), default=now.instant) - now.instant
    here = now.wall()
    through = max((routine.through for routine in state.routines.values()), default=here) - here
    found = (set_back_by(state, now), noted * (noted > _TOLERANCE), through * (through > _WALLS_APART))
    return max(found)


def _noted(state: State) -> list[datetime]:
    """Instants that were the present when they were written down."""
    found: list[datetime] = []
    for routine in state.routines.values():
        found.append(routine.since)
        if routine.last_done:
            found.append(routine.last_done)
        if routine.raised:
            found.append(routine.raised.raised_at)
        if routine.stock:
            found.append(routine.stock.since)
        if routine.held and routine.held.since:
            found.append(routine.held.since)
    found += [pause.said for pause in state.pauses if pause.said]
    found += [one.at for one in state.irritations]
    return found + [at for at in (state.silence.waiting_since, state.profile.confirmed) if at]
