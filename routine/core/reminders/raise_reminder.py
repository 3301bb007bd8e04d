"""A reminder begins to wait for an answer: when it comes due, or once more, when its answer is taken back."""

from __future__ import annotations

from datetime import timedelta

from routine.core.draft import Draft
from routine.core.reminders.not_counted import at_rest
from routine.core.reminders.shared_notice import notice_for
from routine.core.state.keys import Planned
from routine.core.state.reminder import Reminder


def raise_reminder(draft: Draft, id: str, occurrence: Planned, *, again: bool = False) -> None:
    """Have an occurrence await an answer, from now on, for the first time or `again`: its answer was taken back."""
    armed = tuple(a for a in draft.routine(id).armed if a.key != occurrence.key)
    reminder = Reminder(
        key=occurrence.key,
        nominal=occurrence.nominal,
        instant=occurrence.instant,
        raised_at=draft.now.instant,
        # Somebody who took an answer back wants to see it now, not behind others.
        notice=notice_for(draft, occurrence, again=again),
    )
    draft.change_routine(id, raised=reminder, armed=armed)
    if draft.state.silence.waiting_since is None:
        draft.change_silence(waiting_since=draft.now.instant, unseen=timedelta())


def raise_again(draft: Draft, id: str, occurrence: Planned) -> None:
    """Have one wait once more: its answer was taken back, or is none by a clock that is right again.

    On hold, or while skin is irritated, it is not counted instead, like a time that comes due then.
    """
    if why := at_rest(draft, id, draft.now.instant):
        draft.answer(id, occurrence, "excused", by="time", reason=why)
    else:
        raise_reminder(draft, id, occurrence, again=True)
