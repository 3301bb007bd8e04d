"""Which reminders belong together: those raised within a few minutes share a notice, or come one after the other."""

from __future__ import annotations

from datetime import timedelta

from routine.core.draft import Draft
from routine.core.state.keys import Planned, asks

#: Reminders raised within this belong together.
TOGETHER = timedelta(minutes=5)


def notice_for(draft: Draft, occurrence: Planned, *, again: bool = False) -> str:
    """The notice of reminders raised within the last five minutes and still unanswered, or a new one.

    `again`: what was taken back comes at once, behind nothing but what comes back with it. The question after a visit
    has answers of its own, and stands by itself.
    """
    if asks(occurrence.key):
        return draft.next_notice()
    for routine in draft.state.routines.values():
        other = routine.raised
        if other is None or asks(other.key) or other.snoozed_until is not None:
            continue
        if timedelta() <= draft.now.instant - other.raised_at <= (timedelta() if again else TOGETHER):
            return other.notice
    return draft.next_notice()


def one_at_a_time(draft: Draft, notice: str) -> None:
    """From now on the reminders of this notice come one after the other, each in a notice of its own."""
    draft.change_notices(one_by_one=(*draft.state.notices.one_by_one, notice))
