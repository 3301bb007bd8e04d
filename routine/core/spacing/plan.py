"""What is to come, and why: every open occurrence of a span, with its reason, assuming answers on time."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from routine.core.config.setup import Setup
from routine.core.occurrences.calendar import calendar_of
from routine.core.occurrences.plan_line import PlanLine, Status
from routine.core.spacing.household_rules import household
from routine.core.spacing.how_far_ahead import span_to_look_at
from routine.core.spacing.spaced_plan import spaced
from routine.core.spacing.unspaced_plan import open_times, unspaced
from routine.core.spacing.without_moves import without_moves
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.when.moment import Now, day_of, wall


def plan(setup: Setup, state: State, now: Now, until: datetime, routine: str | None = None) -> list[PlanLine]:
    """Every open occurrence up to `until` (UTC) of the enabled routines (or one), spaced out; by instant, then id."""
    home = household(setup, state, now)
    if home is None or (routine is not None and routine not in home.tags):
        return unspaced(setup, state, now, until, None if routine is None else {routine})
    far = span_to_look_at(state, now, until, setup.settings.day_ends)
    state = without_moves(setup, state, now)
    concerned = None if routine is None else home.tags.keys()
    drawn = unspaced(setup, state, now, far, concerned)
    inside = {one.id for one in drawn if one.instant <= until}
    found = [one for one in spaced(setup, state, now, drawn, home, far) if one.instant <= until or one.id in inside]
    return found if routine is None else [one for one in found if one.routine == routine]


def today(setup: Setup, state: State, now: Now) -> list[PlanLine]:
    """Every occurrence of the day as people count it, answered or not."""
    begin, end = day_span(now, setup.settings.day_ends)
    found: list[PlanLine] = []
    open_ones: list[PlanLine] = []
    home = household(setup, state, now)
    until = now.instant + (end - now.wall()) + timedelta(hours=2)  # clocks may go back in between
    far = span_to_look_at(state, now, until, setup.settings.day_ends) if home else until
    state = without_moves(setup, state, now) if home else state
    for id, r in state.routines.items():
        found += [_answered(setup, state, now, entry) for entry in r.recent if _in_day(entry.instant, now, begin, end)]
        if r.enabled and id in setup.presets:
            concerned = home is not None and id in home.tags
            open_ones += open_times(setup, state, now, setup.presets[id], far if concerned else until)
    open_ones = spaced(setup, state, now, open_ones, home, far) if home else open_ones
    found += [p for p in open_ones if p.status in ("raised", "snoozed") or _in_day(p.instant, now, begin, end)]
    return sorted(found, key=lambda p: (p.instant, p.routine, p.nominal))


def day_span(now: Now, day_ends: time) -> tuple[datetime, datetime]:
    """Beginning (included) and end of the present day as people count it, naive wall clock."""
    begin = datetime.combine(day_of(now.wall(), day_ends), day_ends)
    return begin, begin + timedelta(days=1)


def _in_day(instant: datetime, now: Now, begin: datetime, end: datetime) -> bool:
    return begin <= wall(instant, now.zone) < end


def _answered(setup: Setup, state: State, now: Now, entry: Entry) -> PlanLine:
    zone = calendar_of(setup, state, now).of(setup.presets.get(entry.routine)).zone
    status: Status = entry.answer  # type: ignore[assignment]  # what answers nothing is not among the recent answers
    return PlanLine(entry.routine, entry.key, entry.nominal, entry.instant, zone, status, entry.reason or status)
