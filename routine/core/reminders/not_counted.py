"""Which times that come due are not counted: in a pause, on hold, while skin is irritated, or without room."""

from __future__ import annotations

from datetime import datetime

from routine.core.occurrences.irritation_rest import holding
from routine.core.occurrences.pauses import paused_at
from routine.core.schedule.clock import Occurrence
from routine.core.snapshot import Snapshot
from routine.core.spacing.one_time import left_out


def not_counted(draft: Snapshot, id: str, occurrence: Occurrence) -> str | None:
    """The reason for which it is excused, as the log keeps it; None where it counts."""
    if paused_at(draft.state.pauses, id, occurrence.instant):
        return "paused"
    return at_rest(draft, id, occurrence.instant) or left_out(draft, id, occurrence)


def at_rest(draft: Snapshot, id: str, instant: datetime) -> str | None:
    """The same for what is on hold, or rests while skin is irritated, at an instant (UTC): whichever time it is."""
    if held := draft.routine(id).held:
        return f"held: {held.why}"
    preset = draft.known(id)
    return holding(draft.state, preset, instant, draft.zone(id)) if preset else None
