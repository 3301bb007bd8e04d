"""When a reminder that nobody answers closes by itself, as missed."""

from __future__ import annotations

from datetime import datetime

from routine.core.draft import Draft
from routine.core.preset.model import Preset
from routine.core.state.reminder import Reminder

#: Why the log says that it closed.
EXPIRED = "nobody answered in time"


def expire(draft: Draft, id: str) -> None:
    """Close the routine's reminder if its time to be answered is over."""
    raised = draft.routine(id).raised
    end = expires_at(draft.preset(id), raised)
    if raised and end and end <= draft.now.instant:
        draft.answer(id, raised, "missed", by="time", reason=EXPIRED)


def expires_at(preset: Preset, raised: Reminder | None) -> datetime | None:
    """When a reminder closes by itself (UTC): so long after its first delivery, or after its last snooze ended.

    One that was sent where nobody can confirm it counts from then: it would wait for ever. Time in which it could not
    be seen does not count.
    """
    first = (raised.delivered_at or raised.sent_at) if raised else None
    if raised is None or first is None or raised.snoozed_until:
        return None
    shown = max(first, raised.last_shown or first)
    return shown + preset.remind.expires.delta() + raised.unseen
