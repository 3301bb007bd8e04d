"""A plan without conflicts: every time of it moved, left out or kept, by the rules of spacing, each with the reason."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec.structs import replace

from routine.core.config.setup import Setup
from routine.core.occurrences.plan_line import Cause, PlanLine
from routine.core.spacing import lines
from routine.core.spacing.chain_links import hangs, links, renewals, renews
from routine.core.spacing.household_rules import Household
from routine.core.spacing.may_move import Allowed, allowed_in
from routine.core.spacing.placed_time import Placed
from routine.core.spacing.placing import place, place_one
from routine.core.spacing.times_to_place import Items
from routine.core.spacing.types import Conflict, Item
from routine.core.spacing.who_waited_longest import came
from routine.core.state.model import State
from routine.core.when.moment import Now

_OPEN = ("raised", "snoozed")
Kind = Literal["moved", "left-out", "prescribed", "visit"]


def spaced(
    setup: Setup, state: State, now: Now, planned: list[PlanLine], home: Household, until: datetime
) -> list[PlanLine]:
    """The plan up to `until` (UTC), spaced out; by instant, then id.

    What hangs on no answer is settled first, then renewals and the links of chains; what yields to all of it, last.
    """
    room = _Room(setup, state, now, planned, home)
    chained = {one.id: one for one in planned if one.routine in home.tags and hangs(setup, one)}
    renewing = {one.id: one for one in planned if one.routine in home.tags and renews(setup, one)}
    sure = [one for one in planned if one.id not in chained and one.id not in renewing]
    found: list[PlanLine] = []
    for yielding in (False, True):
        found += room.settled([one for one in sure if room.items.yields(one) is yielding])
        for id in sorted({one.routine for one in renewing.values() if room.items.yields(one) is yielding}):
            found += room.settled(renewals(setup, state, now, id, found, until))
        for id in sorted({one.routine for one in chained.values() if room.items.yields(one) is yielding}):
            last = max((one for one in found if one.routine == id), key=lambda one: one.instant)
            found += links(setup, state, now, last, until, room.link)
    return sorted(found, key=lambda p: (p.instant, p.routine, p.nominal))


def placements(setup: Setup, state: State, now: Now, planned: list[PlanLine], home: Household) -> dict[int, Placed]:
    """Where every planned time goes that a rule concerns, by its place in the list."""
    return _Room(setup, state, now, planned, home).places(planned)


class _Room:
    """What is settled so far, beginning with what was done of late, and what it takes to settle more."""

    def __init__(self, setup: Setup, state: State, now: Now, planned: list[PlanLine], home: Household) -> None:
        until = max((one.instant for one in planned), default=now.instant)
        self.items = Items(setup, state, now, home.tags, until)
        self._board = home.board(setup, self.items.done())
        self._now, self._allowed = now.instant, allowed_in(setup, state)
        self._preferred = frozenset(one.id for one in state.spacing.chosen)
        self._turns = came([setup.presets[id] for id in home.tags], state)

    def places(self, planned: list[PlanLine]) -> dict[int, Placed]:
        """Where each of these goes, by its place in the list; what waits, or was moved by hand, only stands there."""
        mine: dict[str, int] = {}
        free: list[Item] = []
        for n, one in enumerate(planned):
            item = self.items.of(one) if one.status == "planned" or one.status in _OPEN else None
            if item is None:
                continue
            if one.status in _OPEN or self.items.by_hand(one):
                self._board.add(item)
            else:
                mine[item.id] = n
                free.append(item)
        placed = place(free, self._board, self._preferred, self._allowed, self._now, self._turns)
        return {mine[one.item.id]: one for one in placed}

    def settled(self, planned: list[PlanLine]) -> list[PlanLine]:
        """The planned times where they find room, each with what became of it."""
        placed = self.places(planned)
        return [_said(one, placed.get(n)) for n, one in enumerate(planned)]

    def link(self, link: PlanLine, after: datetime) -> PlanLine:
        """A chain's link where it finds room, later than the one before it."""
        item = self.items.of(link)
        later: Allowed = lambda item, instant: instant > after and self._allowed(item, instant)  # noqa: E731 - one line
        return _said(link, place_one(item, self._board, later, self._now)) if item else link


def _said(one: PlanLine, placed: Placed | None) -> PlanLine:
    """The planned time with what became of it."""
    if placed is None or placed.conflict is None:
        return one
    item, conflict = placed.item, placed.conflict
    if placed.left_out:
        kind: Kind = "visit" if conflict.off else "left-out"
        return replace(one, status="excused", why=lines.no_room(item, conflict), cause=cause(conflict, kind))
    if item.medicine:
        return replace(one, why=f"{one.why}, {lines.ask_prescriber(conflict)}", cause=cause(conflict, "prescribed"))
    why = lines.moved(item, conflict)
    return replace(one, instant=placed.instant, why=why, moved=True, cause=cause(conflict, "moved"))


def cause(conflict: Conflict, kind: Kind) -> Cause:
    """What stands against a time, as facts."""
    other, off = conflict.other, conflict.off
    return Cause(
        kind=kind,
        rule=conflict.rule,
        why=conflict.why,
        other=other.id if other else "",
        other_at=other.instant if other else None,
        visit=off.visit if off else "",
    )
