"""What the buttons of the notice after days without an answer do: a fresh start, everything was done, or pause."""

from __future__ import annotations

from routine.core.draft import Draft, Outcome
from routine.core.reminders.late_nights import done_in_order
from routine.core.reminders.outcomes import DoneAfterAll, FreshStart
from routine.core.reminders.pause import apply_pause
from routine.core.state.cards import Card
from routine.core.state.fold import effective
from routine.core.state.keys import asks
from routine.core.state.log import Entry
from routine.core.state.pause import Pause
from routine.core.state.reminder import Reminder


def press(draft: Draft, _: Card, button: str) -> Outcome:
    """Fresh start, I did them, or Pause, for everything since the last sign of life."""
    waiting = [(id, one) for id in draft.enabled() if (one := draft.routine(id).raised)]
    missed = [e for e in effective(draft.history) if e.answer == "missed" and e.routine in draft.state.routines]
    if button == "pause":
        # From the first of them on, which came due a moment before its reminder was raised.
        since = [*(e.instant for e in missed), *(one.instant for _, one in waiting)]
        return apply_pause(draft, Pause(None, min(since, default=draft.now.instant), None, draft.now.instant))
    return _did_them(draft, waiting, missed) if button == "did-them" else _fresh_start(draft, waiting)


def _did_them(draft: Draft, waiting: list[tuple[str, Reminder]], missed: list[Entry]) -> DoneAfterAll:
    """Whether somebody went to a clinic is a question of its own."""
    meant = [(id, one, None) for id, one in waiting if not asks(one.key)]
    late = [(e.routine, e, e) for e in missed if not asks(e.key)]
    return DoneAfterAll(done_in_order(draft, [*late, *meant]), silence_over=True)


def _fresh_start(draft: Draft, waiting: list[tuple[str, Reminder]]) -> FreshStart:
    """What came due lately goes on waiting, now as a reminder; what is older than its `late` is missed."""
    for id, one in waiting:
        if draft.now.instant - one.instant > draft.preset(id).remind.late.delta():
            draft.answer(id, one, "missed", by="person", reason="fresh start")
    return FreshStart()
