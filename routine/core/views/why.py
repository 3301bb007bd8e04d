"""Why a routine comes when it comes, or what became of a day: the reasons behind its times."""

from __future__ import annotations

from datetime import datetime, timedelta

from routine.core.errors import UsageError
from routine.core.find_routine import resolve_enabled
from routine.core.occurrences.due import clock_between
from routine.core.occurrences.pauses import paused_at
from routine.core.reminders.lines.answered import further_line
from routine.core.reminders.lines.paused import pause_line
from routine.core.reminders.next_time import next_line
from routine.core.requests.queries import Why
from routine.core.requests.replies.occurrences import WhyReply
from routine.core.review.lines import hold_line, lines_on
from routine.core.review.safety_notes import unweighed
from routine.core.schedule.words import schedule_words
from routine.core.snapshot import Snapshot
from routine.core.spacing.plan import first_ones, plan
from routine.core.state.fold import effective
from routine.core.state.keys import Planned
from routine.core.state.log import Entry
from routine.core.views.log_words import answer_words
from routine.core.when.format import format_day
from routine.core.when.moment import instant_of, wall
from routine.core.when.parse_time import parse_day

_SOME = 3
#: So far from its own time a rule of spacing moves a routine's time, at most.
_MOVED_BY = timedelta(days=7)
#: How an open time stands, before why; what waits says so itself.
_STANDS = {"planned": "planned, ", "excused": "not counted, "}


def why_view(draft: Snapshot, query: Why) -> WhyReply:
    """Why a routine comes when it comes; with `when`, what became of that day's times."""
    id = resolve_enabled(draft, query.routine)
    lines = [f"Schedule: {schedule_words(draft.preset(id).schedule)}."]
    lines += [hold_line(draft, id)] if draft.routine(id).held else lines_on(draft, unweighed(draft, id))
    lines += _why_day(draft, id, query.when) if query.when else _why_next(draft, id)
    return WhyReply(routine=id, title=draft.title(id), lines=tuple(lines))


def _why_next(draft: Snapshot, id: str) -> list[str]:
    until = draft.now.instant + timedelta(days=366)
    found = first_ones(draft.setup, draft.state, draft.now, until, {id}, lambda times: len(times) >= _SOME)[id]
    lines = [] if draft.routine(id).held else [further_line(draft, id)]
    lines += [f"{_when(draft, id, p.instant)}: {p.why.rstrip('.')}." for p in found[:_SOME]]
    last = sorted(draft.routine(id).recent, key=_in_time)[-_SOME:]
    lines += [f"{_when(draft, id, e.instant)}: {answer_words(draft, e)}." for e in last]
    return lines


def _in_time(entry: Entry) -> tuple[datetime, int]:
    return entry.instant, entry.seq


def _why_day(draft: Snapshot, id: str, when: str) -> list[str]:
    zone = draft.zone(id)
    try:
        day = parse_day(when, draft.now, day_ends=draft.day_ends, zone=zone, direction="ahead")
    except UsageError as error:
        raise error.within(f"why {id}") from None
    begin = datetime.combine(day, draft.day_ends)
    end = begin + timedelta(days=1)

    def of_that_day(one: Planned) -> bool:
        """It comes on that day, or its own time is there and it was moved to another."""
        return begin <= wall(one.instant, zone) < end or begin <= one.nominal < end

    entries = sorted((e for e in effective(draft.history) if e.routine == id and of_that_day(e)), key=_in_time)
    lines = [f"{_when(draft, id, e.instant)}: {answer_words(draft, e)}." for e in entries]
    until = instant_of(end + _MOVED_BY, zone)
    open_ones = [one for one in plan(draft.setup, draft.state, draft.now, until, id) if of_that_day(one)]
    lines += [f"{_when(draft, id, p.instant)}: {_STANDS.get(p.status, '')}{p.why.rstrip('.')}." for p in open_ones]
    return lines or [_why_none(draft, id, begin, end)]


def _why_none(draft: Snapshot, id: str, begin: datetime, end: datetime) -> str:
    routine, zone = draft.routine(id), draft.zone(id)
    day = format_day(begin.date(), draft.today(id))
    if instant_of(end, zone) <= routine.since:
        return f"Nothing was planned for {day}, because you enabled it later, {_when(draft, id, routine.since)}."
    pause = paused_at(draft.state.pauses, id, instant_of(begin + timedelta(hours=12), zone))
    if pause:
        return f"Nothing is planned for {day}. {pause_line(draft, pause)}."
    if clock_between(draft.preset(id), routine, draft.calendar(id), begin, end):
        return f"The history no longer shows what became of {day}."
    return f"Nothing is planned for {day}, because the schedule has no time then. {next_line(draft, id)}"


def _when(draft: Snapshot, id: str, instant: datetime) -> str:
    return draft.when(id, instant)
