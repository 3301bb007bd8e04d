"""What hangs on a clinic visit: the reminders before and after it, when each comes and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from msgspec import Struct
from msgspec.structs import replace

from routine.core.occurrences.visit_dates import effect_end, instant_at, last_attended, next_window
from routine.core.preset.model import EFFECT, NEXT
from routine.core.schedule.visit_series import After, Before, Visits
from routine.core.state.keys import VisitReminder, parse_key, print_key
from routine.core.state.visit import Visit
from routine.core.when.duration import Duration
from routine.core.when.duration_words import duration_words
from routine.core.when.format import format_date
from routine.core.when.moment import instant_of, wall

_TEN = 10 * 60
_DAY = timedelta(days=1)
#: Care that begins so soon (seconds) is told on the way to the visit.
_FIRST_HOURS = 2 * 3600
AFTERWARDS = "Afterwards:"


class Moment(Struct, frozen=True):
    """One reminder of a series: what comes at one instant (UTC), said in one; `nominal` is the clinic's wall clock."""

    key: str
    nominal: datetime
    instant: datetime
    says: tuple[str, ...]
    reason: str


def moments(series: Visits, visits: tuple[Visit, ...]) -> list[Moment]:
    """Every reminder that hangs on the visits as they stand, the evening questions aside; in order of time.

    What falls on one instant is one reminder: as several, all but one would be closed unseen.
    """
    found: dict[datetime, Moment] = {}
    for visit in visits:
        for one in _of_visit(series, visits, visit):
            same = found.get(one.instant)
            found[one.instant] = one if same is None else replace(same, says=(*same.says, *one.says))
    return [found[instant] for instant in sorted(found)]


def _of_visit(series: Visits, visits: tuple[Visit, ...], visit: Visit) -> Iterator[Moment]:
    if visit.status == "booked":
        last = min(series.before, key=lambda step: visit.at - _back(visit, step), default=None)
        for before in series.before:
            moment = _before(visit, before)
            yield replace(moment, says=(*moment.says, *_first_hours(series, before))) if before is last else moment
    if visit.status == "attended":
        yield from after_care(series, visit)
        if visit is last_attended(visits):
            yield from _later_on(series, visits, visit)


def _before(visit: Visit, step: Before) -> Moment:
    reason = f"{duration_words(step.ahead)} before your visit on {visit_day(visit)}"
    return moment_at(visit, step.id, _back(visit, step), step.say, reason)


def _first_hours(series: Visits, step: Before) -> Iterator[str]:
    """What matters in the first hours, said before the visit: afterwards it would wait for the evening's answer."""
    soon = (one for one in series.after if one.wait.is_elapsed and 0 < one.wait.seconds <= _FIRST_HOURS)
    if step.ahead.is_elapsed:
        yield from (f"{AFTERWARDS} {one.say}" for one in soon if not (one.if_asked or one.until_yes))


def _back(visit: Visit, step: Before) -> datetime:
    """The nominal time of a preparation; never after the visit began."""
    ahead = step.ahead
    if ahead.is_elapsed:
        return wall(instant_at(visit) - timedelta(seconds=ahead.seconds), visit.zone)
    back = Duration(-ahead.months, -ahead.days).after_wall(datetime.combine(visit.at.date(), time()))
    return min(back + timedelta(minutes=step.at), visit.at)


def begun(series: Visits, visit: Visit, now: datetime) -> list[Before]:
    """The preparations whose time has come by `now` (UTC)."""
    return [step for step in series.before if instant_of(_back(visit, step), visit.zone) <= now]


def after_care(series: Visits, visit: Visit) -> Iterator[Moment]:
    """The reminders after a visit, those that the doctor has to ask for only where that was said."""
    for step in series.after:
        for nominal in _times(visit, step):
            yield moment_at(visit, step.id, nominal, step.say, f"after your visit on {visit_day(visit)}")


def _times(visit: Visit, step: After) -> Iterator[datetime]:
    if not step.until_yes and (not step.if_asked or step.id in visit.asked):
        yield from _forward(visit, step)


def _forward(visit: Visit, step: After) -> Iterator[datetime]:
    if step.wait.is_elapsed and step.wait.seconds:
        yield wall(instant_at(visit) + timedelta(seconds=step.wait.seconds), visit.zone)
        return
    midnight = datetime.combine(visit.at.date(), time())
    day = step.wait.after_wall(midnight)
    end = step.span.after_wall(day) if step.span else day + _DAY
    while day < end:
        yield from (day + timedelta(minutes=minute) for minute in step.at)
        day += timedelta(days=step.every)


def _later_on(series: Visits, visits: tuple[Visit, ...], visit: Visit) -> Iterator[Moment]:
    """The window of the next visit opens, if none is booked; what was done is expected to fade."""
    window = next_window(series, visits)
    if window and not any(v.status in ("booked", "moved") for v in visits):
        span = f"between {_date(window[0])} and {_date(window[1])}" if window[1] else f"from {_date(window[0])} on"
        say = f"The next visit of this series is due {span}, if your clinic agrees. It is not booked yet."
        nominal = datetime.combine(window[0], time()) + timedelta(minutes=_TEN)
        yield moment_at(visit, NEXT, nominal, say, f"counted from your visit on {visit_day(visit)}")
    if end := effect_end(series, visits):
        say = "About now the effect is expected to fade. You and your clinic decide whether to go again."
        nominal = datetime.combine(end[0], time()) + timedelta(minutes=_TEN)
        yield moment_at(visit, EFFECT, nominal, say, f"counted from your visit on {visit_day(visit)}")


def moment_at(visit: Visit, step: str, nominal: datetime, say: str, reason: str) -> Moment:
    """The reminder of one step of a visit at a nominal time."""
    key = print_key(VisitReminder(visit.n, step, nominal))
    return Moment(key, nominal, instant_of(nominal, visit.zone), (say,), reason)


def visit_day(visit: Visit) -> str:
    """`Tue 1 Dec 2026 at 10:00`, for a reason."""
    return f"{_date(visit.at.date())} at {visit.at:%H:%M}"


def _date(day: date) -> str:
    return format_date(day, date.min)


def care_until(series: Visits, visit: Visit) -> datetime | None:
    """The last reminder of a visit's after-care (UTC), without the follow-ups that come long after it."""
    care = (step for step in series.after if not step.follow_up)
    return max((instant_of(at, visit.zone) for step in care for at in _times(visit, step)), default=None)


def moment_of(series: Visits, visits: tuple[Visit, ...], text: str) -> Moment | None:
    """What a reminder of this key says; None where its visit or its step is gone."""
    found = next((one for one in moments(series, visits) if one.key == text), None)
    key = parse_key(text)
    if found or not isinstance(key, VisitReminder):
        return found
    visit = next((v for v in visits if v.n == key.n), None)
    steps: tuple[Before | After, ...] = (*series.before, *series.after)
    says = tuple(step.say for step in steps if step.id == (key.until_yes or key.step))
    return (
        moment_at(visit, key.step, key.nominal, says[0], f"for your visit on {visit_day(visit)}")
        if visit and says
        else None
    )
