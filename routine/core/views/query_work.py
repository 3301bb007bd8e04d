"""How much work a query is: how many times, or entries of the log, have to be gone through for it."""

from __future__ import annotations

from datetime import datetime, time

from routine.core.requests.queries import LogQuery, PlanQuery, Query, Ratings, Report, ReviewQuery, Stats, Today, Why
from routine.core.snapshot import Snapshot
from routine.core.when.parse_time import parse_day

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
    return sum(draft.preset(id).schedule.most_a_day for id in draft.enabled())
