"""Which times that come due are not counted: in a pause, on hold, while skin is irritated, or without room."""

from __future__ import annotations

from routine.core.occurrences.irritation_rest import holding
from routine.core.occurrences.pauses import paused_at
from routine.core.schedule.clock import Occurrence
from routine.core.snapshot import Snapshot
from routine.core.spacing.one_time import left_out


def not_counted(draft: Snapshot, id: str, occurrence: Occurrence) -> str | None:
    """The reason for which it is excused, as the log keeps it; None where it counts."""
    if paused_at(draft.state.pauses, id, occurrence.instant):
        return "paused"
    if held := draft.routine(id).held:
        return f"held: {held.why}"
    irritated = holding(draft.state, draft.preset(id), occurrence.instant, draft.zone(id))
    return irritated or left_out(draft, id, occurrence)
