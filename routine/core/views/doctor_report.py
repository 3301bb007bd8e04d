"""What a doctor or a clinic may read of a period: what was used, how regularly, what stung, ratings, visits, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from routine.core.insight.answered_days import AnsweredDays, Days, answered_days, total, within
from routine.core.occurrences.visit_dates import instant_at
from routine.core.preset.amount import Amount, amount_of
from routine.core.preset.dose_words import dose_words
from routine.core.preset.model import Preset
from routine.core.preset.rated_signs import SCALE
from routine.core.requests.queries import Report
from routine.core.requests.replies.ratings import Diary
from routine.core.requests.replies.report import ReportNote, ReportReply, ReportVisit, UsedRoutine
from routine.core.requests.replies.stats import IrritationPeriod
from routine.core.schedule.words import schedule_words
from routine.core.snapshot import Snapshot
from routine.core.state.fold import effective
from routine.core.state.irritation import Irritation
from routine.core.state.keys import asks
from routine.core.state.log import Entry
from routine.core.state.note import note_of
from routine.core.state.ratings import ratings_of
from routine.core.state.stock import TOOK
from routine.core.state.visit import Visit
from routine.core.text.counts import and_list
from routine.core.text.match import resolve
from routine.core.views.log_words import answer_words
from routine.core.views.ratings import diary
from routine.core.views.stats import Span, inside, irritation_row, lasted, late_of_each, span_of
from routine.core.visits.visit_time import visit_time
from routine.core.when.duration_words import between_words, duration_words
from routine.core.when.format import format_lasting, minute_text
from routine.core.when.moment import day_of, wall

_MOST_DAYS = 3660


def report_view(draft: Snapshot, query: Report) -> ReportReply:
    """The report of a period; the snapshot knows the whole log. Raises NotFoundError, UsageError."""
    span = span_of(draft, query, days=max(1, min(query.days, _MOST_DAYS)))
    answers = [entry for entry in effective(draft.history) if inside(draft, span, entry)]
    counted = answered_days(draft.history, late_of_each(draft), draft.day_ends)
    ids = _chosen(draft, query.routines, _of_the_period(draft, span, counted))
    own = [entry for entry in answers if entry.routine in ids]
    return ReportReply(
        since=span.first.isoformat(),
        until=span.last.isoformat(),
        made_on=day_of(draft.now.wall(), draft.day_ends).isoformat(),
        used=tuple(_used(draft, id, counted.get(id, {}), span, own) for id in ids if not _is_series(draft, id)),
        irritations=tuple(
            _irritation(draft, one)
            for one in draft.state.irritations
            if lasted(draft, span, one) and (one.routine in ids or not one.routine)
        ),
        scale=SCALE,
        ratings=tuple(_diaries(draft, ids, own)),
        visits=tuple(visit for id in ids for visit in _visits(draft, id, span)),
        notes=tuple(_note(draft, entry, note) for entry in own if (note := note_of(entry))),
    )


def _of_the_period(draft: Snapshot, span: Span, counted: AnsweredDays) -> list[str]:
    """Every routine that is enabled, or that was answered in the period."""
    there = {id for id, days in counted.items() if within(days, span.first, span.last)}
    return sorted({*draft.enabled(), *there}, key=lambda id: (draft.title(id), id))


def _chosen(draft: Snapshot, named: Iterable[str], ids: list[str]) -> list[str]:
    titles = {id: draft.title(id) for id in ids}
    wanted = {resolve(text, titles) for text in named}
    return [id for id in ids if id in wanted] if wanted else ids


def _is_series(draft: Snapshot, id: str) -> bool:
    preset = draft.known(id)
    return bool(preset and preset.schedule.series)


# --- what was used ------------------------------------------------------------------------------------------------


def _used(draft: Snapshot, id: str, days: Days, span: Span, answers: list[Entry]) -> UsedRoutine:
    preset, state = draft.known(id), draft.state.routines.get(id)
    tally = total(within(days, span.first, span.last).values())
    first = next(iter(days), None)
    since = draft.day_on(id, state.since) if state and not first else first
    return UsedRoutine(
        routine=id,
        title=draft.title(id),
        kind=preset.kind if preset else "",
        enabled=bool(state and state.enabled),
        how=tuple(_how(preset)) if preset else (),
        since=since.isoformat() if since else "",
        done=tally.done,
        due=tally.due,
        extra=tally.extra,
        not_counted=tally.not_counted,
        taken=_taken(entry for entry in answers if entry.routine == id),
    )


def _how(preset: Preset) -> Iterator[str]:
    """How much, how often, how long on the skin."""
    if preset.dose:
        yield dose_words(preset.dose)
    yield schedule_words(preset.schedule)
    if preset.safety.longest_on_skin:
        yield f"at most {duration_words(preset.safety.longest_on_skin)} on the skin"


def _taken(answers: Iterable[Entry]) -> str:
    """All doses together: `450 g and 12 capsules`."""
    sums: dict[str, float] = {}
    for entry in answers:
        if entry.answer == "done" and (text := entry.details.get(TOOK)):
            amount = amount_of(text)
            sums[amount.unit] = sums.get(amount.unit, 0.0) + amount.value
    return and_list([Amount(value, unit).words() for unit, value in sums.items()])


# --- what was seen and said ---------------------------------------------------------------------------------------


def _diaries(draft: Snapshot, ids: Iterable[str], answers: list[Entry]) -> Iterator[Diary]:
    for id in ids:
        rated = [entry for entry in answers if entry.routine == id and ratings_of(entry)]
        if rated:
            yield diary(draft, id, rated)


def _visits(draft: Snapshot, id: str, span: Span) -> Iterator[ReportVisit]:
    """The visits of the period, and those that are booked after it."""
    state, preset = draft.state.routines.get(id), draft.known(id)
    series = preset.schedule.series if preset else None
    for visit in sorted(state.visits if state else (), key=instant_at):
        if _concerns(visit, span):
            yield ReportVisit(
                routine=id,
                title=draft.title(id),
                visit=visit.n,
                of=between_words(*map(str, series.sessions)) if series and series.sessions else None,
                nominal=minute_text(visit.at),
                when=visit_time(draft, visit),
                status=visit.status,
            )


def _irritation(draft: Snapshot, one: Irritation) -> IrritationPeriod:
    """The same as elsewhere, with dates that are still right when the report is read."""
    began, over = (format_lasting(wall(at, draft.now.zone)) if at else None for at in (one.at, one.over))
    return replace(irritation_row(draft, one), when=began or "", over_when=over)


def _concerns(visit: Visit, span: Span) -> bool:
    day = visit.at.date()
    return span.first <= day <= span.last or (day > span.last and visit.status in ("booked", "moved"))


def _note(draft: Snapshot, entry: Entry, note: str) -> ReportNote:
    return ReportNote(
        routine=entry.routine,
        title=draft.title(entry.routine),
        nominal=minute_text(entry.nominal),
        when=draft.when_nominal(entry.routine, draft.came_at(entry.routine, entry)),
        answer="" if asks(entry.key) else answer_words(draft, replace(entry, details={}), lasting=True),
        note=note,
    )
