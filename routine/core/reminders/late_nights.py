"""Nights answered when they are behind: done after all, some of the later ones were no nights of the plan."""

from __future__ import annotations

from datetime import date
from itertools import takewhile

from routine.core.draft import Draft
from routine.core.occurrences.ramp_nights import whatever_is_paused
from routine.core.occurrences.ramp_progress import settled
from routine.core.reminders.open_times import NO_NIGHT
from routine.core.schedule.clock import Occurrence
from routine.core.snapshot import Snapshot
from routine.core.state.fold import is_night
from routine.core.state.log import Entry
from routine.core.state.reminder import Armed, Reminder


def done_after_all(
    draft: Draft, id: str, one: Occurrence | Reminder | Armed | Entry, replaces: Entry | None
) -> Entry | None:
    """Several times behind count as done, the earliest first; None for a night that then was none of the plan.

    While nobody answered, each evening was planned anew for the one before it: to count them all would be more nights
    than the ramp has.
    """
    if _is_planned(draft, id, one):
        return draft.answer(id, one, "done", by="person", at=one.instant, replaces=replaces)
    draft.answer(id, one, "excused", by="time", reason=NO_NIGHT, replaces=replaces)
    return None


def done_in_order(draft: Draft, meant: list[tuple[str, Entry | Reminder, Entry | None]]) -> tuple[Entry, ...]:
    """Done after all, the earliest first; each with the entry that it replaces."""
    entries = [done_after_all(draft, id, one, old) for id, one, old in sorted(meant, key=lambda m: m[1].instant)]
    withdraw_unplanned(draft, [id for id, _, _ in meant])
    return tuple(entry for entry in entries if entry)


def withdraw_unplanned(draft: Draft, ids: list[str]) -> None:
    """A night that waits although one before it was done after all would come too close to it: it is not counted."""
    for id in dict.fromkeys(ids):
        raised = draft.routine(id).raised
        if raised and not _is_planned(draft, id, raised):
            draft.answer(id, raised, "excused", by="time", reason=NO_NIGHT)


def _is_planned(draft: Snapshot, id: str, one: Occurrence | Reminder | Armed | Entry) -> bool:
    """Whether it is a night that the plan has; what does not go by nights always is one."""
    routine = draft.routine(id)
    if routine.nights is None or not is_night(one) or id not in draft.setup.presets:
        return True
    day, first = one.nominal.date(), routine.nights.start
    # Of weeks that are settled the plan is not known any more: what was answered then stands.
    return day < first or day in _days(draft, id, day)


def _days(draft: Snapshot, id: str, until: date) -> set[date]:
    found = whatever_is_paused(draft.preset(id), draft.routine(id), draft.calendar(id))
    return {night.day for night in takewhile(lambda night: night.day <= until, found)}


def forget_settled(draft: Draft) -> None:
    """Weeks of a ramp that nobody corrects any more need not be walked again."""
    for id in draft.enabled():
        known = draft.routine(id).nights
        if known is None:
            continue
        kept = settled(draft.preset(id), draft.routine(id), draft.calendar(id), draft.wall(id).date())
        if kept is not known:
            draft.change_routine(id, nights=kept)
