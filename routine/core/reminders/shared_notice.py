"""Which notice a reminder shares: those raised within a few minutes do, but for what has to be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from routine.core.draft import Draft
from routine.core.reminders.read_first import read_first
from routine.core.snapshot import Snapshot
from routine.core.state.keys import Planned, is_question
from routine.core.state.reminder import Reminder

#: Reminders raised within this share one notice, or come one after the other.
TOGETHER = timedelta(minutes=5)


def notice_for(draft: Draft, id: str, occurrence: Planned, *, at_once: bool = False) -> str:
    """The notice of reminders raised within the last five minutes and still unanswered, or a new one.

    What has to be read joins those that come one at a time; `at_once`: it waits behind none of them. The question after
    a visit has answers of its own, and stands by itself.
    """
    alone = read_first(draft.preset(id), occurrence.key) is not None
    if not is_question(occurrence.key):
        for found in _notices_with(draft, alone=alone, at_once=at_once):
            return found
    notice = draft.next_notice()
    if alone:
        one_at_a_time(draft, notice)
    return notice


def one_at_a_time(draft: Draft, notice: str) -> None:
    """From now on the reminders of this notice come one after the other, each in a notice of its own."""
    draft.change_notices(one_by_one=(*draft.state.notices.one_by_one, notice))


def _notices_with(draft: Snapshot, *, alone: bool, at_once: bool) -> Iterator[str]:
    """The notices that one more could join, those that show all of theirs first."""
    one_by_one = draft.state.notices.one_by_one
    young = list(_young(draft))
    if not alone:
        yield from (raised.notice for _, raised in young if raised.notice not in one_by_one)
    if not at_once:
        for id, raised in young:
            plain = read_first(draft.preset(id), raised.key) is None
            if raised.notice in one_by_one and (alone or plain):
                yield raised.notice


def _young(draft: Snapshot) -> Iterator[tuple[str, Reminder]]:
    for id in draft.enabled():
        raised = draft.routine(id).raised
        if raised is None or is_question(raised.key) or raised.snoozed_until is not None:
            continue
        if timedelta() <= draft.now.instant - raised.raised_at <= TOGETHER:
            yield id, raised
