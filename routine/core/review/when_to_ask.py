"""When the profile is asked about again, and the routines that go by it."""

from __future__ import annotations

from datetime import date, time

from routine.core.config.setup import Setup
from routine.core.safety.contraindications import judged
from routine.core.state.model import State
from routine.core.when.duration import Duration
from routine.core.when.moment import wall

#: How long until it asks again: wall clock.
EVERY = Duration(months=3)
#: The hours in which it may ask, local.
OPENS, CLOSES = time(10), time(22)


def asking(setup: Setup, state: State) -> list[str]:
    """The routines that go by something a person said: enabled, on hold or not, their course not over."""
    running = [id for id, r in sorted(state.routines.items()) if r.enabled and not r.course.ended]
    known = [preset for id in running if (preset := setup.presets.get(id))]
    return [preset.id for preset in judged(setup.rules, known)]


def next_day(setup: Setup, state: State, zone: str) -> date | None:
    """The day to ask on, in this zone: three months after the first began or they last said; None: nothing to ask."""
    ids = asking(setup, state)
    if not ids:
        return None
    since = state.profile.confirmed or min(state.routines[id].since for id in ids)
    day = EVERY.after_wall(wall(since, zone)).date()
    return max(day, state.profile.not_before or day)
