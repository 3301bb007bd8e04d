"""What stands against one time of one routine: when it comes due, when it is moved by hand, before a session."""

from __future__ import annotations

from datetime import datetime

from routine.core.occurrences.plan_line import PlanLine
from routine.core.snapshot import Snapshot
from routine.core.spacing import lines
from routine.core.spacing.around_visits import windows
from routine.core.spacing.contents import tags_of
from routine.core.spacing.household_rules import Household, household
from routine.core.spacing.near_plan_length import HORIZON
from routine.core.spacing.times_to_place import Items
from routine.core.spacing.types import Conflict
from routine.core.spacing.unspaced_plan import unspaced
from routine.core.state.keys import Planned


def left_out(draft: Snapshot, id: str, occurrence: Planned) -> str | None:
    """Why a time that came due is not counted; None where nothing stands against it."""
    known_as = f"{id}@{occurrence.key}"
    known = next((one.why for one in draft.state.spacing.clashes if one.id == known_as), None)
    if known:
        return known
    at, preset = occurrence.instant, draft.preset(id)
    around = windows(draft.setup, draft.state, min(at, draft.now.instant))
    if not any(off.start <= at < off.end for off in around) or not (tags_of(preset) or preset.safety.apart):
        return None  # mostly: no visit is near
    home = household(draft.setup, draft.state, draft.now)
    if home is None or id not in home.tags:
        return None
    item = _items(draft, home).of(_on_plan(draft, id, occurrence))
    visit = None if item is None or item.medicine else home.rules.visit_against(item, item.instant)
    return lines.no_room(item, visit) if item and visit else None


def conflict_at(draft: Snapshot, id: str, occurrence: Planned, instant: datetime) -> Conflict | None:
    """What would stand against a time of a routine at another instant (UTC), beside all that is done and planned.

    The gap between two times of the routine itself is asked about and kept elsewhere.
    """
    home = household(draft.setup, draft.state, draft.now)
    if home is None or id not in home.tags:
        return None
    items = _items(draft, home)
    board = home.board(draft.setup, items.done())
    until = max(instant, draft.now.instant) + HORIZON
    for one in unspaced(draft.setup, draft.state, draft.now, until, home.tags.keys()):
        other = items.of(one) if one.status != "excused" and one.routine != id else None
        if other and _firm(draft, one):
            board.add(other)
    item = items.of(_on_plan(draft, id, occurrence))
    return board.conflict(item, instant, own=False) if item and not item.medicine else None


def _firm(draft: Snapshot, one: PlanLine) -> bool:
    """Whether a planned time stays where it is: what may move makes room."""
    return one.status != "planned" or draft.preset(one.routine).safety.may_move is None


def _items(draft: Snapshot, home: Household) -> Items:
    return Items(draft.setup, draft.state, draft.now, home.tags, draft.now.instant + HORIZON)


def _on_plan(draft: Snapshot, id: str, occurrence: Planned) -> PlanLine:
    zone = draft.zone(id)
    return PlanLine(id, occurrence.key, occurrence.nominal, occurrence.instant, zone, "planned", "")
