"""Plans the reminders of visits that have none yet."""

from __future__ import annotations

from routine.core.draft import Draft


def plan_new(draft: Draft) -> None:
    """What became of a visit may be known from the log alone, after a crash: its reminders follow now."""
    for id in draft.enabled():
        visits = draft.routine(id).visits
        if visits and not all(visit.planned for visit in visits):
            draft.plan_visits(id)
