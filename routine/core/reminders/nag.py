"""When a reminder that nobody answers is shown again by itself, and how often."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from routine.core.draft import Draft
from routine.core.preset.model import Preset
from routine.core.state.reminder import Reminder


def nag(draft: Draft, id: str, *, silent: bool) -> None:
    """Show it again when its time has come; while nobody answers for days, that time only moves on."""
    raised = draft.routine(id).raised
    when = nags_at(draft.preset(id), raised)
    if raised and when and when <= draft.now.instant:
        nags = raised.nags + (not silent)
        draft.change_routine(id, raised=replace(raised, nags=nags, last_nag=draft.now.instant))


def nags_at(preset: Preset, raised: Reminder | None) -> datetime | None:
    """When a reminder that was delivered, or at least sent, is shown again by itself (UTC), or None."""
    nag = preset.remind.nag
    if nag is None or raised is None or raised.snoozed_until or raised.nags >= nag.times:
        return None
    first = raised.delivered_at or raised.sent_at
    if first is None:
        return None
    return max(first, raised.last_shown or first, raised.last_nag or first) + nag.every.delta()
