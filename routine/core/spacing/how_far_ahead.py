"""How far ahead times are moved for good, and how far a plan must look to agree with that."""

from __future__ import annotations

from datetime import datetime, timedelta

from routine.core.spacing.without_moves import any_moved
from routine.core.state.model import State
from routine.core.when.moment import Now

#: So far ahead times are moved for good; further on, the plan alone says where they will go.
HORIZON = timedelta(days=21)


def span_to_look_at(state: State, now: Now, until: datetime) -> datetime:
    """How far a plan up to `until` (UTC) must look to agree with what is moved, or left out, near ahead.

    What comes after the span may move into it, or stand against what is in it.
    """
    unmoved = not state.spacing.clashes and not any(map(any_moved, state.routines.values()))
    return until if unmoved else max(until, now.instant + HORIZON)
