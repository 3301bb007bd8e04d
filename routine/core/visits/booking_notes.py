"""What is worth a word about a booking: a time at night, its window, other series, what waits; never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from routine.core.occurrences.visit_dates import instant_at, next_window
from routine.core.occurrences.visit_reminders import begun, care_until
from routine.core.schedule.visit_series import Visits
from routine.core.snapshot import Snapshot
from routine.core.spacing.around_visits import around, windows
from routine.core.spacing.contents import tags_of
from routine.core.spacing.precedence import is_medicine
from routine.core.spacing.types import Off
from routine.core.state.visit import Visit
from routine.core.text.counts import and_list, listed
from routine.core.text.safe import one_line
from routine.core.visits.next_visit_lines import window_words
from routine.core.visits.visit_time import at_night, visit_time
from routine.core.when.duration_words import between_words, duration_words
from routine.core.when.format import format_date
from routine.core.when.moment import wall

_MOMENT = timedelta(seconds=1)
#: No preset has after-care that lasts longer: devices wait for 4 to 6 weeks after threads.
_NEAR = timedelta(weeks=6)
_PRESCRIBED = "is prescribed: ask your prescriber what to do around this visit"
_BEGUN = "This begins {ahead} before your visit, so it counts now:"


def notes_on(draft: Snapshot, id: str, visit: Visit) -> list[str]:
    """What is worth a word about a booked visit: outside the window, beyond the series, near another series."""
    series, visits = draft.preset(id).schedule.series, draft.routine(id).visits
    if series is None:
        return []
    near = [*_outside(series, visits, visit), *_too_many(series, visits), *_others(draft, id, visit)]
    return [*_at_night(id, visit), *near]


def _at_night(id: str, visit: Visit) -> list[str]:
    if not at_night(visit):
        return []
    return [f"This is at night. If you meant another time: routine visit move {id} --visit {visit.n} WHEN"]


def _outside(series: Visits, visits: tuple[Visit, ...], visit: Visit) -> list[str]:
    window = next_window(series, tuple(_as_if_kept(v) for v in visits if v.at < visit.at))
    day = visit.at.date()
    if window is None or (window[0] <= day and (window[1] is None or day <= window[1])):
        return []
    usual = window_words(window)
    if day < window[0]:
        return [f"This is before the usual time, {usual}. Your clinic decides."]
    return [f"This is after the usual time, {usual}. Your clinic decides."]


def _as_if_kept(visit: Visit) -> Visit:
    """A visit that is booked counts like one that the person went to: the next is booked before it."""
    return replace(visit, status="attended") if visit.status == "booked" else visit


def _too_many(series: Visits, visits: tuple[Visit, ...]) -> list[str]:
    counted = sum(v.status in ("booked", "moved", "attended") for v in visits)
    if series.sessions is None or counted <= series.sessions[1]:
        return []
    usual = between_words(*map(str, series.sessions))
    return [f"With this one you have {counted} visits. The series has {usual}. Your clinic decides."]


def _others(draft: Snapshot, id: str, visit: Visit) -> list[str]:
    """Other series with a visit to come, or whose after-care still runs then: the spacing is the clinic's."""
    found: list[tuple[datetime, str]] = []
    for other in draft.enabled():
        series = draft.preset(other).schedule.series
        near = [v for v in draft.routine(other).visits if series and other != id and _overlaps(series, v, visit)]
        found += [(instant_at(v), f"{draft.title(other)} ({visit_time(draft, v)})") for v in near]
    if not found:
        return []
    named = and_list([words for _, words in sorted(found)])
    return [f"You also have other visits: {named}. Ask the clinic how far apart to keep them."]


def _overlaps(series: Visits, other: Visit, visit: Visit) -> bool:
    """Whether it is as near as any after-care lasts; or, where they went, whether that still runs."""
    if other.status == "booked":
        return abs(instant_at(other) - instant_at(visit)) <= _NEAR
    until = care_until(series, other) if other.status == "attended" else None
    return until is not None and instant_at(other) <= instant_at(visit) <= until


def still_booked(draft: Snapshot, id: str) -> list[str]:
    """Visits of a series that is disabled: nobody is reminded of them, and the clinic does not know."""
    ahead = [v for v in draft.routine(id).visits if v.status == "booked" and instant_at(v) > draft.now.instant]
    if not ahead:
        return []
    named = and_list([visit_time(draft, visit) for visit in sorted(ahead, key=instant_at)])
    return [f"You still have visits: {named}. Routine reminds you of them again if you enable it again."]


def too_late_for(draft: Snapshot, id: str, visit: Visit) -> list[str]:
    """Preparations whose time is past already: said at once, since no reminder of them can come."""
    series = draft.preset(id).schedule.series
    steps = begun(series, visit, draft.now.instant) if series else []
    return [f"{_BEGUN.format(ahead=duration_words(step.ahead))} {one_line(step.say)}" for step in steps]


# --- by the rules of spacing --------------------------------------------------------------------------------------


def spacing_notes(draft: Snapshot, id: str, visit: Visit) -> list[str]:
    """Lines about a booked visit; none where nothing hangs on it."""
    return [*_waits(draft, id, visit), *_too_near(draft, id, visit)]


def _waits(draft: Snapshot, id: str, visit: Visit) -> Iterator[str]:
    """What waits, and from when until when; what is prescribed does not."""
    at = instant_at(visit)
    spans: dict[str, list[Off]] = {}
    for off in windows(draft.setup, draft.state, draft.now.instant):
        if off.series == id and off.start <= at < off.end:
            for routine in _concerned(draft, off):
                spans.setdefault(routine, []).append(off)
    prescribed = [one for one in spans if is_medicine(draft.setup, tags_of(draft.preset(one)))]
    waiting: dict[str, list[str]] = {}
    for routine in sorted(spans.keys() - set(prescribed)):
        waiting.setdefault(_span(draft, spans[routine]), []).append(draft.title(routine))
    for span, titles in waiting.items():
        yield f"On hold or moved around this visit, {span}: {listed(titles)}."
    for one in prescribed:
        yield f"{draft.title(one)} {_PRESCRIBED}."


def _concerned(draft: Snapshot, off: Off) -> Iterator[str]:
    for id in draft.enabled():
        preset = draft.preset(id)
        if (
            off.concerns(id, tags_of(preset))
            and preset.schedule.series is None
            and off.rule not in draft.routine(id).safety.accepted
        ):
            yield id


def _span(draft: Snapshot, offs: list[Off]) -> str:
    """`from 7 December to 20 December`, both included; `on 7 December`."""
    zone, today = draft.now.zone, draft.now.wall().date()
    first = wall(min(off.start for off in offs), zone).date()
    last = wall(max(off.end for off in offs) - _back(draft), zone).date()
    if first == last:
        return f"on {format_date(first, today)}"
    return f"from {format_date(first, today)} to {format_date(last, today)}"


def _back(draft: Snapshot) -> timedelta:
    """From the beginning of a day for people back into the day before it."""
    ends = draft.day_ends
    return timedelta(hours=ends.hour, minutes=ends.minute) + _MOMENT


def _too_near(draft: Snapshot, id: str, visit: Visit) -> Iterator[str]:
    """Rules between visits of different series: said, never in the way; the clinics decide."""
    for other in draft.enabled():
        series = draft.preset(other).schedule.series
        if series is None or other == id:
            continue
        for theirs in draft.routine(other).visits:
            if theirs.status in ("booked", "attended"):
                yield from _between(draft, id, visit, other, theirs)


def _between(draft: Snapshot, id: str, visit: Visit, other: str, theirs: Visit) -> Iterator[str]:
    mine, its = draft.preset(id), draft.preset(other)
    found = [off for off in around(draft.setup, draft.state, its, theirs) if _holds(off, tags_of(mine), visit)]
    found += [off for off in around(draft.setup, draft.state, mine, visit) if _holds(off, tags_of(its), theirs)]
    for off in {off.rule: off for off in found}.values():
        there = f"{its.title}, {format_date(theirs.at.date(), draft.now.wall().date())}"
        yield f"{off.why.rstrip('.')} ({there}). Ask the clinic before you go."


def _holds(off: Off, tags: frozenset[str], visit: Visit) -> bool:
    return off.concerns("", tags) and off.start <= instant_at(visit) < off.end
