"""When a clinic visit begins, from when to when the next one is due, and when the effect of the last ends."""

from __future__ import annotations

from datetime import date, datetime, time

from routine.core.schedule.visit_series import Visits
from routine.core.state.visit import Visit
from routine.core.when.moment import instant_of


def instant_at(visit: Visit) -> datetime:
    """When a visit begins (UTC)."""
    return instant_of(visit.at, visit.zone)


def last_attended(visits: tuple[Visit, ...]) -> Visit | None:
    """The latest visit that the person went to."""
    return max((v for v in visits if v.status == "attended"), key=instant_at, default=None)


def attended_count(visits: tuple[Visit, ...]) -> int:
    """How many of the visits the person went to."""
    return sum(visit.status == "attended" for visit in visits)


def next_window(series: Visits, visits: tuple[Visit, ...]) -> tuple[date, date | None] | None:
    """First and last day of the next visit, counted from the last attended; None where none is due or known."""
    last = last_attended(visits)
    over = series.sessions is not None and attended_count(visits) >= series.sessions[1]
    if last is None or series.apart is None or over:
        return None
    start = datetime.combine(last.at.date(), time())
    least, most = series.apart
    return least.after_wall(start).date(), most.after_wall(start).date() if most else None


def effect_end(series: Visits, visits: tuple[Visit, ...]) -> tuple[date, date] | None:
    """The days on which the effect of the last attended visit is expected to end, the first and the last."""
    last = last_attended(visits)
    if last is None or series.effect is None:
        return None
    start = datetime.combine(last.at.date(), time())
    return series.effect[0].after_wall(start).date(), series.effect[1].after_wall(start).date()
