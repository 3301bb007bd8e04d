"""What `stats` shows: the figures of a span of days, for all routines and for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from msgspec import Struct
from msgspec.structs import asdict

from routine.core.errors import UsageError
from routine.core.find_routine import resolve_enabled
from routine.core.insight.adherence import adherence, by_week, in_time
from routine.core.insight.answered_days import Days, Tally, answered_days, total, within
from routine.core.insight.streak import streak
from routine.core.insight.strength import strength
from routine.core.insight.time_of_day import done_entries, hours, punctuality
from routine.core.requests.queries import Report, Stats
from routine.core.requests.replies.stats import (
    DayView,
    HoursView,
    IrritationPeriod,
    PunctualityView,
    RoutineStats,
    StatsReply,
    TallyView,
    WeekView,
)
from routine.core.snapshot import Snapshot
from routine.core.state.irritation import Irritation
from routine.core.state.log import Entry
from routine.core.text.match import resolve
from routine.core.when.format import utc_text
from routine.core.when.moment import day_of, instant_of
from routine.core.when.parse_time import parse_date

A_YEAR = 365
#: How much further back the log is read than the span, so that the strength at its end is that of a whole year.
_BEFORE = timedelta(days=A_YEAR)
_DAY = timedelta(days=1)
_FOUR_WEEKS = timedelta(days=28)


class Span(Struct, frozen=True):
    """Days from `first` to `last`, both included, as people count days on this machine."""

    first: date
    last: date

    @property
    def recent(self) -> date:
        """The first day of its last four weeks."""
        return max(self.first, self.last - _FOUR_WEEKS + _DAY)


def span_of(draft: Snapshot, query: Stats | Report, days: int = A_YEAR) -> Span:
    """The days a query is about: so many up to today unless it says otherwise. Raises UsageError for none at all."""
    today = day_of(draft.now.wall(), draft.day_ends)
    last = parse_date(query.until, draft.now, draft.day_ends, "past") if query.until else today
    first = parse_date(query.since, draft.now, draft.day_ends, "past") if query.since else last - (days - 1) * _DAY
    if first > last:
        raise UsageError(
            f"The period would begin on {first.isoformat()}, after its end on {last.isoformat()}.",
            "Choose a beginning that is not after the end.",
        )
    return Span(first, min(last, today))


def read_since(draft: Snapshot, span: Span) -> datetime:
    """From which instant (UTC) on the log has to be read."""
    return instant_of(datetime.combine(span.first - _BEFORE, draft.day_ends), draft.now.zone)


def stats_view(draft: Snapshot, query: Stats, span: Span, history: Iterable[Entry]) -> StatsReply:
    """The figures of a span, from a log that reaches back to `read_since`. Raises NotFoundError."""
    entries = list(history)
    found = answered_days(entries, late_of_each(draft), draft.day_ends)
    ids = [_named(draft, query.routine, found)] if query.routine else [*found]
    done = [entry for entry in done_entries(entries) if inside(draft, span, entry) and entry.routine in ids]
    routines = [_routine(draft, id, found.get(id, {}), span, done) for id in ids]
    together = _together([within(found.get(id, {}), span.first, span.last) for id in ids])
    return StatsReply(
        since=span.first.isoformat(),
        until=span.last.isoformat(),
        recent_since=span.recent.isoformat(),
        total=_tally(total(together.values())),
        recent=_tally(total(within(together, span.recent, span.last).values())),
        days=tuple(_day(day, together.get(day, Tally())) for day in _days(span)),
        weeks=_weeks(together, span),
        hours=_hours(done),
        routines=tuple(one for one in routines if one.days or one.enabled),
        irritations=tuple(irritation_row(draft, one) for one in draft.state.irritations if lasted(draft, span, one)),
    )


def _named(draft: Snapshot, text: str, found: Mapping[str, Days]) -> str:
    """A routine that is enabled, or that the log knows."""
    known = {id: draft.title(id) for id in found}
    return resolve(text, known) if known else resolve_enabled(draft, text)


def late_of_each(draft: Snapshot) -> dict[str, timedelta]:
    """How late each routine may be done and still be in time."""
    return {id: preset.remind.late.delta() for id in draft.state.routines if (preset := draft.known(id))}


def inside(draft: Snapshot, span: Span, entry: Entry) -> bool:
    """Whether an entry is about a time of the span."""
    return span.first <= day_of(entry.nominal, draft.day_ends) <= span.last


def _together(each: Iterable[Days]) -> dict[date, Tally]:
    found: dict[date, Tally] = {}
    for days in each:
        for day, tally in days.items():
            found[day] = found.get(day, Tally()).plus(tally)
    return found


def _routine(draft: Snapshot, id: str, days: Days, span: Span, done: list[Entry]) -> RoutineStats:
    counted = within(days, span.first, span.last)
    preset, state = draft.known(id), draft.state.routines.get(id)
    own = [entry for entry in done if entry.routine == id]
    # A run may have begun before the span.
    run = streak(within(days, date.min, span.last), still_open=_open_day(draft, id))
    late = punctuality(own)
    return RoutineStats(
        routine=id,
        title=draft.title(id),
        kind=preset.kind if preset else "",
        enabled=bool(state and state.enabled),
        total=_tally(total(counted.values())),
        recent=_tally(total(within(counted, span.recent, span.last).values())),
        strength=strength(days, span.last),
        streak=run.now,
        longest_streak=run.longest,
        punctuality=PunctualityView(**asdict(late)) if late else None,
        hours=_hours(own),
        weeks=_weeks(counted, span),
        days=tuple(_day(day, tally) for day, tally in counted.items()),
    )


def _open_day(draft: Snapshot, id: str) -> date | None:
    """Today, where the routine still has a time without an answer."""
    state = draft.state.routines.get(id)
    if state is None or not state.enabled or draft.known(id) is None:
        return None
    today = draft.today(id)
    ahead = draft.upcoming(id)
    waits = state.raised and day_of(state.raised.nominal, draft.day_ends) == today
    return today if waits or (ahead and day_of(ahead.nominal, draft.day_ends) == today) else None


def _hours(done: Iterable[Entry]) -> HoursView:
    found = hours(done)
    return HoursView(planned=found.planned, done=found.done)


def _weeks(days: Days, span: Span) -> tuple[WeekView, ...]:
    weeks = by_week(days, span.first, span.last)
    return tuple(WeekView(monday=week.monday.isoformat(), tally=_tally(week.tally)) for week in weeks)


def _days(span: Span) -> Iterable[date]:
    return (span.first + n * _DAY for n in range((span.last - span.first).days + 1))


def _day(day: date, tally: Tally) -> DayView:
    return DayView(day=day.isoformat(), tally=_tally(tally))


def _tally(tally: Tally) -> TallyView:
    return TallyView(**asdict(tally), due=tally.due, adherence=adherence(tally), in_time_share=in_time(tally))


def lasted(draft: Snapshot, span: Span, one: Irritation) -> bool:
    """Whether an irritation touches the span."""
    over = one.over or draft.now.instant
    return draft.day_on(one.routine, one.at) <= span.last and draft.day_on(one.routine, over) >= span.first


def irritation_row(draft: Snapshot, one: Irritation) -> IrritationPeriod:
    """One reported irritation."""
    return IrritationPeriod(
        routine=one.routine,
        title=draft.title(one.routine) if one.routine else "",
        level=one.level,
        at=utc_text(one.at),
        when=draft.when_here(one.at),
        over=utc_text(one.over) if one.over else None,
        over_when=draft.when_here(one.over) if one.over else None,
    )
