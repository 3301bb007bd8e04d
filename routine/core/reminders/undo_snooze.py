"""Undo of Later: the reminder is shown again at once, and a time that was moved is where it was."""

from __future__ import annotations

from datetime import datetime

from routine.core.draft import Draft
from routine.core.reminders.outcomes import NotPutOff
from routine.core.reminders.snooze_over import wake
from routine.core.schedule.clock import Occurrence
from routine.core.snapshot import Snapshot
from routine.core.state.reminder import Armed, Reminder

#: What was put off: by how many entries of the log, and when; of which routine.
LastSnooze = tuple[int, datetime, str, Reminder | Armed]


def last_put_off(draft: Snapshot, ids: list[str]) -> LastSnooze | None:
    """The last that was put off, or moved, of these routines, as long as that holds; None where nothing is."""
    found = [
        (known.seq, known.at, id, one)
        for id in ids
        for one in _put_off(draft, id)
        if (known := one.put_off) is not None
    ]
    return max(found, key=lambda last: last[:3], default=None)


def _put_off(draft: Snapshot, id: str) -> list[Reminder | Armed]:
    """What may have been put off: what is not, such as a time that a rule moved, says nothing of it."""
    routine = draft.routine(id)
    waiting: list[Reminder | Armed] = [routine.raised] if routine.raised and routine.raised.snoozed_until else []
    return [*waiting, *routine.armed]


def bring_back(draft: Draft, last: LastSnooze) -> NotPutOff:
    """Show it again at once, or have it come when it was to come before it was moved."""
    _, _, id, one = last
    if isinstance(one, Reminder):
        wake(draft, id, one)
        return NotPutOff(id, one.instant, waits=True)
    before = Occurrence(id, one.nominal, one.put_off.instant if one.put_off else one.instant, one.key)
    draft.change_routine(id, armed=tuple(armed for armed in draft.routine(id).armed if armed.key != one.key))
    if before.instant <= draft.now.instant and draft.routine(id).raised is None:
        from routine.core.reminders.raise_reminder import raise_again  # here: only Undo needs it

        raise_again(draft, id, before)
    else:
        draft.open_again(id, before, "it is where it was", one.put_off.moved if one.put_off else "")
    raised = draft.routine(id).raised
    return NotPutOff(id, before.instant, waits=raised is not None and raised.key == before.key)
