"""What `status` answers of the service: how much it watches over, what is next, what is paused or on hold."""

from __future__ import annotations

from datetime import timedelta

from routine.core.irritation.lines import lasting_lines
from routine.core.reminders.lines.paused import pause_lines
from routine.core.requests.replies.status import HeldView, StatusReply
from routine.core.review.lines import hold_lines
from routine.core.review.on_hold import on_hold
from routine.core.routines.lost_routines import lost_lines
from routine.core.snapshot import Snapshot
from routine.core.views.today_plan_pending import first_each, occurrence_view
from routine.core.when.format import utc_text
from routine.core.when.unset_clock import clock_problems


def status_view(draft: Snapshot) -> StatusReply:
    """The service's part of the status; the daemon adds what it knows of itself."""
    upcoming = first_each(draft, draft.now.instant + timedelta(days=366))
    return StatusReply(
        routines=len(draft.enabled()),
        next=occurrence_view(draft, upcoming[0]) if upcoming else None,
        problems=(*clock_problems(draft.now), *(p.whole for p in draft.setup.problems), *lost_lines(draft)),
        zone=draft.now.zone,
        pauses=pause_lines(draft),
        notes=(*lasting_lines(draft), *hold_lines(draft)),
        held=tuple(_held_view(draft, id) for id in on_hold(draft)),
        waiting=len(draft.waiting()),
        unseen_since=_unseen_since(draft),
        theme=draft.setup.settings.theme,
    )


def _unseen_since(draft: Snapshot) -> str | None:
    since = draft.state.presence.since
    return draft.when_here(since) if since else None


def _held_view(draft: Snapshot, id: str) -> HeldView:
    """A routine on hold: since when (UTC), and why."""
    held = draft.routine(id).held
    since = utc_text(held.since) if held and held.since else None
    return HeldView(routine=id, title=draft.title(id), since=since, why=held.why if held else None)
