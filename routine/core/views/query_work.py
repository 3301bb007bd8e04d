"""How much work a query is: how many times, or entries of the log, have to be gone through for it."""

from __future__ import annotations

from datetime import datetime, time

from routine.core.preset.model import Preset
from routine.core.requests.queries import LogQuery, PlanQuery, Query, Ratings, Report, ReviewQuery, Stats, Today, Why
from routine.core.schedule.types import AfterDone, Clock
from routine.core.snapshot import Snapshot
from routine.core.when.parse_time import parse_day

_DAY_S = 86400
#: Through so many a query goes in some milliseconds: it may be answered between two answers of a person.
QUICK = 300


def size(draft: Snapshot, query: Query) -> int:
    """About how many; QUICK or fewer are quickly done. Raises RoutineError for a text that does not name a day."""
    match query:
        case PlanQuery():
            return max(query.days, 1) * _a_day(draft)
        case Today():
            return 2 * _a_day(draft)
        case Why(when=str(when)):
            day = parse_day(when, draft.now, day_ends=draft.day_ends, direction="ahead")
            days = (datetime.combine(day, time()) - draft.now.wall()).days + 2
            return max(days, 0) * _a_day(draft) + draft.state.seq
        case ReviewQuery():
            return query.days * _a_day(draft)
        case LogQuery() | Ratings() | Stats() | Report():
            return draft.state.seq
        case _:
            return 0


def _a_day(draft: Snapshot) -> int:
    """How many times a day brings, of all routines."""
    return sum(_times_a_day(draft.preset(id)) for id in draft.enabled())


def _times_a_day(preset: Preset) -> int:
    base, again = preset.schedule.base, preset.schedule.again
    times = len(base.times) if isinstance(base, Clock) else 1
    if isinstance(base, AfterDone) and base.wait.is_elapsed:
        times = _DAY_S // max(base.wait.seconds, 1) + 1
    links = _DAY_S // max(again.every.seconds, 1) if again and again.every.is_elapsed else 0
    return times + links
