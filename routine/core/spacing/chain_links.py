"""The links of chains that hang on answers not given yet: each follows from where the rules put the one before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from routine.core.config.setup import Setup
from routine.core.occurrences.calendar import calendar_of
from routine.core.occurrences.chain_projection import follow, hanging
from routine.core.occurrences.course import course_end
from routine.core.occurrences.plan_line import PlanLine
from routine.core.schedule.relative import after_done_goes_on, after_done_instant
from routine.core.schedule.types import AfterDone
from routine.core.state.keys import LinkAhead, parse_key
from routine.core.state.model import State
from routine.core.when.duration_words import duration_words
from routine.core.when.moment import Now, instant_of, wall

#: Puts a link where the rules let it be, later than the one before, which was at the instant given (UTC).
Place = Callable[[PlanLine, datetime], PlanLine]


def hangs(setup: Setup, one: PlanLine) -> bool:
    """Whether a planned time is such a link of its routine's own chain."""
    return isinstance(parse_key(one.key), LinkAhead) and isinstance(setup.presets[one.routine].schedule.base, AfterDone)


def renews(setup: Setup, one: PlanLine) -> bool:
    """Whether a planned time is a renewal that will follow from a time of the clock, such as the next sunscreen."""
    return isinstance(parse_key(one.key), LinkAhead) and setup.presets[one.routine].schedule.again is not None


def renewals(setup: Setup, state: State, now: Now, id: str, settled: list[PlanLine], until: datetime) -> list[PlanLine]:
    """The renewals up to `until` (UTC) of a routine's times, from where the rules put each of these."""
    preset, routine = setup.presets[id], state.routines[id]
    calendar = calendar_of(setup, state, now).of(preset)
    last = course_end(preset, routine, calendar)
    until = min(until, instant_of(last, calendar.zone)) if last else until
    mine = [one for one in settled if one.routine == id]
    return follow(preset, routine, calendar, mine, now, until)


def links(setup: Setup, state: State, now: Now, last: PlanLine, until: datetime, place: Place) -> Iterator[PlanLine]:
    """What follows the last sure time of a chain up to `until` (UTC), each answered when it comes, or left out."""
    preset, routine = setup.presets[last.routine], state.routines[last.routine]
    base, calendar = preset.schedule.base, calendar_of(setup, state, now).of(preset)
    zone, ends = calendar.zone, calendar.day_ends
    if not isinstance(base, AfterDone):
        return
    end = course_end(preset, routine, calendar)
    until, times = min(until, instant_of(end, zone)) if end else until, routine.course.done_count
    while True:
        start, done = max(last.instant, now.instant), last.status != "excused"
        times += done
        instant = after_done_instant(base, start, zone, ends, preset.remind.window)
        if instant > until or not after_done_goes_on(base, wall(instant, zone), times, ends):
            return
        wait = duration_words(base.wait)
        why = f"{wait} after the time before, if you do that one on time"
        why = why if done else f"{wait} after the time that has no free time"
        last = place(hanging(preset.id, instant, zone, why), start)
        yield last
