"""What `log` shows: the answers of the log, a row each, ready to print."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from routine.core.requests.queries import LogQuery
from routine.core.requests.replies.log import EntryView, LogReply
from routine.core.review.safety_notes import RULE
from routine.core.snapshot import Snapshot
from routine.core.state.log import Entry
from routine.core.state.note import note_of
from routine.core.state.ratings import ratings_of
from routine.core.views.log_words import answer_words
from routine.core.when.format import minute_text, utc_text
from routine.core.when.moment import instant_of
from routine.core.when.parse_time import parse_date


def log_since(draft: Snapshot, query: LogQuery) -> datetime | None:
    """From which instant (UTC) on a log query needs entries."""
    if query.since is None:
        return None
    day = parse_date(query.since, draft.now, draft.day_ends, "past")
    return instant_of(datetime.combine(day, draft.day_ends), draft.now.zone)


def log_view(draft: Snapshot, entries: Iterable[Entry]) -> LogReply:
    """The log, oldest first."""
    return LogReply(entries=tuple(_entry_view(draft, entry) for entry in entries))


def _entry_view(draft: Snapshot, entry: Entry) -> EntryView:
    return EntryView(
        seq=entry.seq,
        id=entry.id,
        routine=entry.routine,
        title=draft.title(entry.routine),
        nominal=minute_text(entry.nominal),
        answer=entry.answer,
        at=utc_text(entry.at),
        recorded_at=utc_text(entry.recorded_at),
        replaces=entry.replaces,
        reason=entry.reason,
        by=entry.by,
        ratings=ratings_of(entry),
        rule=entry.details.get(RULE),
        note=note_of(entry),
        when=draft.when_nominal(entry.routine, draft.came_at(entry.routine, entry)),
        said=answer_words(draft, entry),
    )
