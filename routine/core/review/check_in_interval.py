"""How often it is asked whether anything has changed, and so the day of the next time."""

from __future__ import annotations

from datetime import date

from routine.core.config.setup import Setup
from routine.core.review.question_card import asking
from routine.core.state.model import State
from routine.core.when.duration import Duration
from routine.core.when.moment import wall

#: How long until it asks again: wall clock.
EVERY = Duration(months=3)


def next_day(setup: Setup, state: State, zone: str) -> date | None:
    """The day to ask on, in this zone: three months after the first began or they last said; None: nothing to ask."""
    ids = asking(setup, state)
    if not ids:
        return None
    since = state.profile.confirmed or min(state.routines[id].since for id in ids)
    day = EVERY.after_wall(wall(since, zone)).date()
    return max(day, state.profile.not_before or day)
