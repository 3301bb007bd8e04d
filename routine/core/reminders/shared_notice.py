"""Which notice a reminder shares: those raised within a few minutes are shown as one."""

from __future__ import annotations

from datetime import timedelta

from routine.core.draft import Draft
from routine.core.state.keys import Planned, is_question

#: Reminders raised within this share one notice.
TOGETHER = timedelta(minutes=5)


def notice_for(draft: Draft, occurrence: Planned) -> str:
    """The notice of reminders raised within the last five minutes and still unanswered, or a new one.

    The question after a visit has answers of its own, which no other reminder may share.
    """
    if is_question(occurrence.key):
        return draft.next_notice()
    for routine in draft.state.routines.values():
        other = routine.raised
        if other is None or is_question(other.key) or other.snoozed_until is not None:
            continue
        young = timedelta() <= draft.now.instant - other.raised_at <= TOGETHER
        if young and other.notice not in draft.state.notices.one_by_one:
            return other.notice
    return draft.next_notice()
