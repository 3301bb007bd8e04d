"""How far ahead times are moved for good, and how far a plan must look to agree with that."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from routine.core.spacing.without_moves import any_moved
from routine.core.state.model import State
from routine.core.when.moment import Now, day_of, instant_of, wall

#: So far ahead times are moved for good; further on, the plan alone says where they will go.
HORIZON = timedelta(days=21)


def horizon(now: Now, day_ends: time) -> datetime:
    """The end (UTC) of the day that is so far ahead: the same all day, so that it need not be settled anew."""
    day = day_of(wall(now.instant, now.zone) + HORIZON, day_ends)
    return instant_of(datetime.combine(day + timedelta(days=1), day_ends), now.zone)


def day_began(now: Now, day_ends: time) -> datetime:
    """When (UTC) the present day began, as people count it."""
    return instant_of(datetime.combine(day_of(wall(now.instant, now.zone), day_ends), day_ends), now.zone)


def span_to_look_at(state: State, now: Now, until: datetime, day_ends: time) -> datetime:
    """How far a plan up to `until` (UTC) must look to agree with what is moved, or left out, near ahead.

    What comes after the span may move into it, or stand against what is in it.
    """
    unmoved = not state.spacing.clashes and not any(map(any_moved, state.routines.values()))
    return until if unmoved else max(until, horizon(now, day_ends))
