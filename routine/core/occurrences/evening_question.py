"""The question on the evening after a visit, whether the person went: when it comes, and what it asks."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from routine.core.occurrences.visit_reminders import Moment, moment_at, visit_day
from routine.core.preset.model import ASKED
from routine.core.schedule.types import Visits
from routine.core.state.visit import Visit
from routine.core.when.moment import instant_of, wall

#: A visit late in the day is asked about so long after it began.
_AFTER_IT = timedelta(hours=1)


def question(series: Visits, visit: Visit, now: datetime) -> Moment:
    """Whether the person went: on the visit's evening, or, that being past, on the next one after `now` (UTC)."""
    midnight = datetime.combine(visit.at.date(), time())
    nominal = max(midnight + timedelta(minutes=series.ask_at), visit.at + _AFTER_IT)
    if instant_of(nominal, visit.zone) <= now:
        today = datetime.combine(wall(now, visit.zone).date(), time())
        nominal = today + timedelta(minutes=series.ask_at)
        if instant_of(nominal, visit.zone) <= now:
            nominal += timedelta(days=1)
    return moment_at(visit, ASKED, nominal, "Did you go?", f"the evening of your visit on {visit_day(visit)}")
