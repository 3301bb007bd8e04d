"""What booking a visit means for the rest: what waits for it, and other visits that come too near by the rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from routine.core.draft import Draft, title_of
from routine.core.occurrences.visits import instant_at
from routine.core.preset.model import series_of
from routine.core.spacing.around_visits import Off, around, windows
from routine.core.spacing.tags import is_medicine, tags_of
from routine.core.state.visit import Visit
from routine.core.text.counts import listed
from routine.core.when.format import format_date
from routine.core.when.moment import wall

_MOMENT = timedelta(seconds=1)
_PRESCRIBED = "is prescribed: ask your prescriber what to do around this visit"


def notes(draft: Draft, id: str, visit: Visit) -> list[str]:
    """Lines about a booked visit; none where nothing hangs on it."""
    return [*_waits(draft, id, visit), *_too_near(draft, id, visit)]


def _waits(draft: Draft, id: str, visit: Visit) -> Iterator[str]:
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
        waiting.setdefault(_span(draft, spans[routine]), []).append(title_of(draft, routine))
    for span, titles in waiting.items():
        yield f"Around this visit, {span}: {listed(titles)} {'wait or move' if len(titles) > 1 else 'waits or moves'}."
    for one in prescribed:
        yield f"{title_of(draft, one)} {_PRESCRIBED}."


def _concerned(draft: Draft, off: Off) -> Iterator[str]:
    for id in draft.enabled():
        preset = draft.preset(id)
        meant = off.only == id or not tags_of(preset).isdisjoint(off.off)
        if meant and series_of(preset) is None and off.rule not in draft.routine(id).safety.accepted:
            yield id


def _span(draft: Draft, offs: list[Off]) -> str:
    """`from 7 December to 20 December`, both included."""
    zone, today = draft.now.zone, draft.now.wall().date()
    first = wall(min(off.start for off in offs), zone).date()
    last = wall(max(off.end for off in offs) - _back(draft), zone).date()
    return f"from {format_date(first, today)} to {format_date(last, today)}"


def _back(draft: Draft) -> timedelta:
    """From the beginning of a day for people back into the day before it."""
    ends = draft.day_ends
    return timedelta(hours=ends.hour, minutes=ends.minute) + _MOMENT


def _too_near(draft: Draft, id: str, visit: Visit) -> Iterator[str]:
    """Rules between visits of different series: said, never in the way; the clinics decide."""
    for other in draft.enabled():
        series = series_of(draft.preset(other))
        if series is None or other == id:
            continue
        for theirs in draft.routine(other).visits:
            if theirs.status in ("booked", "attended"):
                yield from _between(draft, id, visit, other, theirs)


def _between(draft: Draft, id: str, visit: Visit, other: str, theirs: Visit) -> Iterator[str]:
    mine, its = draft.preset(id), draft.preset(other)
    found = [off for off in around(draft.setup, its, theirs) if _holds(off, tags_of(mine), visit)]
    found += [off for off in around(draft.setup, mine, visit) if _holds(off, tags_of(its), theirs)]
    for off in {off.rule: off for off in found}.values():
        there = f"{its.title}, {format_date(theirs.at.date(), draft.now.wall().date())}"
        yield f"Note: {off.why.rstrip('.')} ({there}). Ask the clinic before you go."


def _holds(off: Off, tags: frozenset[str], visit: Visit) -> bool:
    return not tags.isdisjoint(off.off) and off.start <= instant_at(visit) < off.end
