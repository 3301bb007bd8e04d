"""What would be another in the plan after a change: moved, left out, come or gone, each with its reason."""

from __future__ import annotations

from typing import Literal

from routine.core.occurrences.plan_line import PlanLine
from routine.core.requests.replies.changes import PlanChanges, RoutineChange, TimeChange
from routine.core.snapshot import Snapshot
from routine.core.spacing.plan import plan
from routine.core.views.why_not_as_scheduled import reason_view
from routine.core.when.format import minute_text
from routine.core.when.moment import wall

Kind = Literal["comes", "goes", "moves", "left-out", "waits", "counts"]
_WAITS = ("visit", "paused", "held", "irritation")


def plan_changes(before: Snapshot, after: Snapshot, days: int) -> PlanChanges:
    """The difference of the two within so many days from now."""
    old, new = _planned(before, days), _planned(after, days)
    both = {*before.enabled()} & {*after.enabled()}
    changes = [
        one
        for id in {**old, **new}
        if (one := _change(before, after, old.get(id), new.get(id)))
        and (one.routine in both or one.kind not in ("comes", "goes"))
    ]
    changes.sort(key=lambda one: (one.after or one.before or "", one.id))
    concerned = {*(one.routine for one in changes), *({*before.enabled()} ^ {*after.enabled()})}
    rows = tuple(_routine(after, id, new) for id in sorted(concerned) if id in after.enabled())
    return PlanChanges(days=days, changes=tuple(changes), routines=rows)


def _planned(draft: Snapshot, days: int) -> dict[str, PlanLine]:
    return {one.id: one for one in plan(draft.setup, draft.state, draft.now, draft.end_of_days(days))}


def _change(before: Snapshot, after: Snapshot, old: PlanLine | None, new: PlanLine | None) -> TimeChange | None:
    kind = _kind(old, new)
    one = new or old
    if kind is None or one is None:
        return None
    return TimeChange(
        kind=kind,
        id=one.id,
        routine=one.routine,
        title=after.title(one.routine),
        before=_local(old),
        before_words=before.when_in(old.zone, wall(old.instant, old.zone)) if old else None,
        after=_local(new),
        after_words=after.when_in(new.zone, wall(new.instant, new.zone)) if new else None,
        reason=reason_view(after, new) if new else None,
    )


def _kind(old: PlanLine | None, new: PlanLine | None) -> Kind | None:
    if new is None:
        return "goes" if old and old.status != "excused" else None
    if new.status == "excused":
        waits = new.cause is not None and new.cause.kind in _WAITS
        return None if old and old.status == "excused" else "waits" if waits else "left-out"
    if old is None:
        return "moves" if new.moved else "comes"
    if old.status == "excused":
        return "counts"
    return "moves" if old.instant != new.instant else None


def _routine(draft: Snapshot, id: str, planned: dict[str, PlanLine]) -> RoutineChange:
    own = sorted((one for one in planned.values() if one.routine == id), key=lambda one: one.instant)
    comes = [one for one in own if one.status != "excused"]
    first = next(iter(comes), None)
    return RoutineChange(
        routine=id,
        title=draft.title(id),
        next=_local(first),
        next_when=draft.when_in(first.zone, wall(first.instant, first.zone)) if first else None,
        times=len(comes),
        left_out=len(own) - len(comes),
    )


def _local(one: PlanLine | None) -> str | None:
    return minute_text(wall(one.instant, one.zone)) if one else None
