"""Undo of a pause that was a slip: for how long it is offered, and what counts again as it was before."""

from __future__ import annotations

from datetime import timedelta

from routine.core.draft import Draft
from routine.core.reminders.outcomes import PauseTakenBack
from routine.core.reminders.undo_answer import take_back
from routine.core.snapshot import Snapshot
from routine.core.state.log import Entry
from routine.core.state.pause import Pause

#: A pause that was a slip is noticed so soon.
_SLIP = timedelta(days=1)


def last_pause(draft: Snapshot, id: str | None) -> Pause | None:
    """The pause of this routine (or, None, any) that was entered last, and can still be as if it had not been."""
    lately = (p for p in draft.state.pauses if p.said and p.seq is not None and draft.now.instant - p.said < _SLIP)
    # Where it ended when something was last said of it, it was resumed: it was not a slip.
    found = (p for p in lately if id in (None, p.routine) and p.end != p.said)
    return max(found, key=lambda p: (p.seq or 0, p.said or p.start), default=None)


def take_back_pause(draft: Draft, pause: Pause) -> PauseTakenBack:
    """It never was: what it excused holds again as it was before, or waits again, unless it is too late."""
    excused = [entry for id in draft.enabled() for entry in _excused_by(draft, id, pause)]
    draft.change(pauses=tuple(one for one in draft.state.pauses if one is not pause))
    return PauseTakenBack(pause, tuple(take_back(draft, entry) for entry in excused))


def _excused_by(draft: Snapshot, id: str, pause: Pause) -> list[Entry]:
    late = draft.preset(id).remind.late.delta()
    given = [e for e in draft.routine(id).recent if e.answer == "excused" and e.reason == "paused"]
    given = [e for e in given if e.seq > (pause.seq or 0) and pause.routine in (None, id)]
    return [e for e in given if e.replaces is not None or draft.now.instant - e.instant <= late]
