"""What would follow if every answer came on time: the links of chains that hang on answers not given yet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime

from routine.core.occurrences.calendar import Calendar
from routine.core.occurrences.evening_question import care_if_they_go
from routine.core.occurrences.plan_line import PlanLine
from routine.core.occurrences.sunscreen_renewal import renewal
from routine.core.preset.model import Preset
from routine.core.schedule.relative import after_done_goes_on, after_done_instant
from routine.core.schedule.types import AfterDone, AfterRoutine
from routine.core.schedule.visit_series import Visits
from routine.core.state.keys import LinkAhead, is_link, print_key
from routine.core.state.routine import RoutineState
from routine.core.when.duration_words import duration_words
from routine.core.when.moment import Now, wall


def follow(
    preset: Preset, r: RoutineState, calendar: Calendar, open_ones: list[PlanLine], now: Now, until: datetime
) -> list[PlanLine]:
    """The further links of this routine's own chain, up to `until` (UTC), each answer taken as given on time."""
    base, again = preset.schedule.base, preset.schedule.again
    if isinstance(base, Visits):
        return list(_if_attended(preset.id, base, r, {one.instant for one in open_ones}, now, until))
    live = [one for one in open_ones if one.status != "excused"]
    if isinstance(base, AfterDone):
        return list(_after_done(preset, base, r, calendar, live[-1], now, until)) if live else []
    if again is None:
        return []
    instants = sorted(one.instant for one in live)
    armed_until = max((one.instant for one in live if is_link(one.key)), default=None)
    found: list[PlanLine] = []
    for one in live:
        # There is one chain at a time: until the armed link has come, it is that one.
        if armed_until and one.instant < armed_until and not is_link(one.key):
            continue
        # Once the next time of the schedule itself is answered, the chain hangs on that.
        later = bisect_right(instants, one.instant)
        over = instants[later] if later < len(instants) else None
        links = links_after(preset, calendar, one, now, until)
        found += links if over is None else [link for link in links if link.instant < over]
    return found


def _if_attended(
    id: str, series: Visits, r: RoutineState, there: set[datetime], now: Now, until: datetime
) -> Iterator[PlanLine]:
    """The after-care of visits that are booked; what falls on one moment, or on one of `there`, is one reminder."""
    found = [one for visit in r.visits if visit.status == "booked" for one in care_if_they_go(series, visit)]
    # Reversed, so that of several at one moment the first says why.
    for one in {one.instant: one for one in reversed(found)}.values():
        if now.instant < one.instant <= until and one.instant not in there:
            yield hanging(id, one.instant, now.zone, f"{one.reason}, if you go")


def _after_done(
    preset: Preset, base: AfterDone, r: RoutineState, calendar: Calendar, last: PlanLine, now: Now, until: datetime
) -> Iterator[PlanLine]:
    zone, day_ends = calendar.zone, calendar.day_ends
    why = f"{duration_words(base.wait)} after the time before, if you do that one on time"
    start, times = max(last.instant, now.instant), r.course.done_count + 1
    while True:
        instant = after_done_instant(base, start, zone, day_ends, preset.remind.window)
        if instant > until or not after_done_goes_on(base, wall(instant, zone), times, day_ends):
            return
        yield hanging(preset.id, instant, zone, why)
        start, times = instant, times + 1


def links_after(preset: Preset, calendar: Calendar, first: PlanLine, now: Now, until: datetime) -> Iterator[PlanLine]:
    """The links of the day of `first`, which is answered when it comes, or now."""
    again = preset.schedule.again
    start = max(first.instant, now.instant)
    while again:
        link = renewal(again, start, calendar)
        if link.at is None or link.at > until:
            return
        why = f"{duration_words(again.every)} after the time before, if you answer that one on time"
        yield hanging(preset.id, link.at, calendar.zone, f"{why}, {link.sky}" if link.sky else why)
        start = link.at


def follow_other(
    preset: Preset, base: AfterRoutine, calendar: Calendar, anchors: list[PlanLine], now: Now, until: datetime
) -> list[PlanLine]:
    """The times of a routine that comes after another one, for each planned time of that one."""
    found = []
    why = f"{duration_words(base.wait)} after {base.routine}, if you do that one on time"
    for anchor in anchors:
        if anchor.status != "excused":
            start = max(anchor.instant, now.instant)
            instant = after_done_instant(base, start, calendar.zone, calendar.day_ends, preset.remind.window)
            if instant <= until:
                found.append(hanging(preset.id, instant, calendar.zone, why))
    return found


def hanging(id: str, instant: datetime, zone: str, why: str) -> PlanLine:
    """A link that hangs on an answer not given yet."""
    nominal = wall(instant, zone).replace(second=0, microsecond=0)
    return PlanLine(id, print_key(LinkAhead(nominal)), nominal, instant, zone, "planned", why)
