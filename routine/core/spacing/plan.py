"""What is to come, and why: every open occurrence of a span, with its reason, assuming answers on time."""

from __future__ import annotations

from collections.abc import Callable, Set
from datetime import datetime, time, timedelta

from routine.core.config.setup import Setup
from routine.core.occurrences.calendar import calendar_of
from routine.core.occurrences.plan_line import PlanLine, Status
from routine.core.spacing.household_rules import household
from routine.core.spacing.near_plan_length import span_to_look_at
from routine.core.spacing.spaced_plan import spaced
from routine.core.spacing.unspaced_plan import open_times, unspaced
from routine.core.spacing.without_moves import without_moves
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.core.when.moment import LONGEST_FOLD, Now, day_of, wall

#: How far ahead is looked for the first times of a routine, one after the other.
_SPANS = (timedelta(hours=2), *(timedelta(days=days) for days in (2, 14, 90, 366)))


def plan(setup: Setup, state: State, now: Now, until: datetime, routine: str | None = None) -> list[PlanLine]:
    """Every open occurrence up to `until` (UTC) of the enabled routines (or one), spaced out; by instant, then id."""
    return plan_of(setup, state, now, until, None if routine is None else {routine})


def plan_of(setup: Setup, state: State, now: Now, until: datetime, only: Set[str] | None) -> list[PlanLine]:
    """The same of several routines; None: of all. Only what they have to be kept apart from is worked out besides."""
    home = household(setup, state, now)
    if home is None or (only is not None and only.isdisjoint(home.tags)):
        return unspaced(setup, state, now, until, only)
    far = span_to_look_at(state, now, until, setup.settings.day_ends)
    state = without_moves(setup, state, now)
    groups = () if only is None else (group for group in home.groups if not only.isdisjoint(group))
    concerned = None if only is None else frozenset(only).union(*groups)
    drawn = unspaced(setup, state, now, far, concerned)
    # What a rule moves out of the span is still told, with where it went.
    inside = {one.id for one in drawn if one.instant <= until}
    found = [one for one in spaced(setup, state, now, drawn, home, far) if one.instant <= until or one.id in inside]
    return found if only is None else [one for one in found if one.routine in only]


def first_ones(
    setup: Setup, state: State, now: Now, until: datetime, only: Set[str], enough: Callable[[list[PlanLine]], bool]
) -> dict[str, list[PlanLine]]:
    """The times of these routines, by routine, each looked for only as far ahead as it has to be.

    That is hours, then days, then months up to `until` (UTC): until there are `enough` of it. Who comes every minute
    has enough after hours, and is not worked out for the months that it takes to find who comes once a year.
    """
    found: dict[str, list[PlanLine]] = {id: [] for id in only}
    for span in _SPANS:
        end = min(until, now.instant + span)
        missing = {id for id, times in found.items() if not enough(times)}
        if missing:
            found |= {id: [] for id in missing}
            for one in plan_of(setup, state, now, end, missing):
                found[one.routine].append(one)
        if end == until:
            break
    return found


def today(setup: Setup, state: State, now: Now) -> list[PlanLine]:
    """Every occurrence of the day as people count it, answered or not."""
    begin, end = day_span(now, setup.settings.day_ends)
    found: list[PlanLine] = []
    open_ones: list[PlanLine] = []
    home = household(setup, state, now)
    until = now.instant + (end - now.wall()) + LONGEST_FOLD  # clocks may go back in between
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
