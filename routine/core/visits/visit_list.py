"""What `visit list` answers: every series, its visits, the window of the next, the end of the effect."""

from __future__ import annotations

from routine.core.errors import UsageError
from routine.core.find_routine import resolve_enabled
from routine.core.occurrences.visit_dates import attended_count, effect_end, instant_at, next_window
from routine.core.reminders.next_time import book_line
from routine.core.requests.queries import VisitList
from routine.core.requests.replies.visits import SeriesView, VisitListReply, VisitView
from routine.core.snapshot import Snapshot
from routine.core.state.visit import Visit
from routine.core.visits.next_visit_lines import ask_clinic, effect_line, next_visit_lines
from routine.core.visits.notice_lines import not_for_you
from routine.core.visits.visit_time import visit_time
from routine.core.when.duration_words import apart_words, between_words
from routine.core.when.format import minute_text, utc_text


def visit_view(draft: Snapshot, visit: Visit) -> VisitView:
    """One visit."""
    return VisitView(
        visit=visit.n,
        nominal=minute_text(visit.at),
        instant=utc_text(instant_at(visit)),
        zone=visit.zone,
        status=visit.status,
        asked=visit.asked,
        when=visit_time(draft, visit),
    )


def visits_view(draft: Snapshot, query: VisitList) -> VisitListReply:
    """Every enabled series, or the one that is asked for. Raises UsageError for what is no series."""
    ids = [resolve_enabled(draft, query.routine)] if query.routine else draft.enabled()
    found = [id for id in ids if id in draft.setup.presets and draft.preset(id).schedule.series]
    if query.routine and not found:
        raise UsageError(f"{draft.title(ids[0])} has no visits to a clinic.", "See all visits: routine visit list")
    return VisitListReply(zone=draft.now.zone, series=tuple(_series_view(draft, id) for id in found))


def _series_view(draft: Snapshot, id: str) -> SeriesView:
    series, visits = draft.preset(id).schedule.series, draft.routine(id).visits
    if series is None:
        raise ValueError(f"{id} has no series")
    window, effect = next_window(series, visits), effect_end(series, visits)
    open_ones = any(visit.status in ("booked", "moved") for visit in visits)
    lines = [*not_for_you(draft, id), effect_line(series, visits)]
    lines += next_visit_lines(draft, id) if visits and not open_ones else []
    lines += [*ask_clinic(draft, id), book_line(id)] if not visits else []
    return SeriesView(
        routine=id,
        title=draft.title(id),
        sessions=series.sessions,
        attended=attended_count(visits),
        apart=apart_words(series.apart) if series.apart else None,
        of=between_words(*map(str, series.sessions)) if series.sessions else None,
        visits=tuple(visit_view(draft, visit) for visit in sorted(visits, key=instant_at)),
        next=tuple(day.isoformat() if day else None for day in window) if window else None,
        effect_ends=tuple(day.isoformat() for day in effect) if effect else None,
        notes=tuple(dict.fromkeys(line for line in lines if line)),
    )
