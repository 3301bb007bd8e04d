"""Plans the reminders of visits that have none yet."""

from __future__ import annotations

from routine.core.draft import Draft


def plan_new(draft: Draft) -> None:
    """What became of a visit may be known from the log alone, after a crash: its reminders follow now."""
    for id in draft.enabled():
        if any(not visit.planned for visit in draft.routine(id).visits):
            draft.plan_visits(id)
