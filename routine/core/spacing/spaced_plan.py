"""A plan without conflicts: every time of it moved, left out or kept, by the rules of spacing, each with the reason."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from routine.core.config.setup import Setup
from routine.core.occurrences.irritation_rest import holding
from routine.core.occurrences.pauses import paused_at
from routine.core.occurrences.plan_line import PlanLine
from routine.core.spacing import lines
from routine.core.spacing.breach import Item
from routine.core.spacing.chain_links import hangs, links, renewals, renews
from routine.core.spacing.household_rules import Household
from routine.core.spacing.items import Items
from routine.core.spacing.placed import Allowed, Placed
from routine.core.spacing.placing import place
from routine.core.spacing.turns import came
from routine.core.state.keys import routine_of
from routine.core.state.model import State
from routine.core.when.moment import Now, wall

_OPEN = ("raised", "snoozed")


def spaced(
    setup: Setup, state: State, now: Now, planned: list[PlanLine], home: Household, until: datetime
) -> list[PlanLine]:
    """The plan up to `until` (UTC), spaced out; by instant, then id.

    What hangs on no answer is settled first, then renewals and the links of chains, last what yields to all of it.
    """
    room = _Room(setup, state, now, planned, home)
    chained = {one.id for one in planned if one.routine in home.tags and hangs(setup, one)}
    renewing = {one.id for one in planned if one.routine in home.tags and renews(setup, one)}
    sure = [one for one in planned if one.id not in chained | renewing]
    yielding = [one for one in sure if room.items.yields(one)]
    found = room.settled([one for one in sure if not room.items.yields(one)])
    for id in sorted({routine_of(one) for one in renewing}):
        found += room.settled(renewals(setup, state, now, id, found, until))
    for id in sorted({routine_of(one) for one in chained}):
        last = max((one for one in found if one.routine == id), key=lambda one: one.instant)
        found += links(setup, state, now, last, until, room.link)
    found += room.settled(yielding)
    return sorted(found, key=lambda p: (p.instant, p.routine, p.nominal))


def placements(setup: Setup, state: State, now: Now, planned: list[PlanLine], home: Household) -> dict[int, Placed]:
    """Where every planned time goes that a rule concerns, by its place in the list."""
    return _Room(setup, state, now, planned, home).places(planned)


class _Room:
    """What is settled so far, beginning with what was done of late, and what it takes to settle more."""

    def __init__(self, setup: Setup, state: State, now: Now, planned: list[PlanLine], home: Household) -> None:
        until = max((one.instant for one in planned), default=now.instant)
        self.items, self._board = Items(setup, state, now, home.tags, until), home.board(setup)
        self._now, self._allowed = now.instant, _allowed(setup, state)
        self._preferred, self._came = frozenset(one.id for one in state.spacing.chosen), came(state)
        for done in self.items.done():
            self._board.add(done)

    def places(self, planned: list[PlanLine]) -> dict[int, Placed]:
        """Where each of these goes, by its place in the list; what waits, or was moved by hand, only stands there."""
        mine: dict[str, int] = {}
        free: list[Item] = []
        for n, one in enumerate(planned):
            item = self.items.of(one) if one.status == "planned" or one.status in _OPEN else None
            if item is None:
                continue
            if one.status in _OPEN or one.id in self.items.by_hand:
                self._board.add(item)
            else:
                mine[item.id] = n
                free.append(item)
        placed = place(free, self._board, self._preferred, self._allowed, self._now, self._came)
        return {mine[one.item.id]: one for one in placed}

    def settled(self, planned: list[PlanLine]) -> list[PlanLine]:
        """The planned times where they find room, each with what became of it."""
        placed = self.places(planned)
        return [_said(one, placed.get(n)) for n, one in enumerate(planned)]

    def link(self, link: PlanLine, after: datetime) -> PlanLine:
        """A chain's link where it finds room, later than the one before it."""
        item = self.items.of(link)
        later: Allowed = lambda item, instant: instant > after and self._allowed(item, instant)  # noqa: E731 - one line
        return _said(link, place([item], self._board, frozenset(), later, self._now, {})[0]) if item else link


def _said(one: PlanLine, placed: Placed | None) -> PlanLine:
    """The planned time with what became of it."""
    if placed is None or placed.breach is None:
        return one
    item, breach = placed.item, placed.breach
    if placed.left_out:
        return replace(one, status="excused", why=lines.no_room(item, breach))
    if item.medicine:
        return replace(one, why=f"{one.why}; {lines.ask_prescriber(breach)}")
    return replace(one, instant=placed.instant, why=lines.moved(item, breach), moved=True)


def _allowed(setup: Setup, state: State) -> Allowed:
    """Whether a routine may be moved to an instant: not into a pause, quiet hours, or out of its part of the day."""

    def allowed(item: Item, instant: datetime) -> bool:
        preset, at = setup.presets[item.routine], wall(instant, item.zone)
        window = preset.remind.window
        if window and not window.covers(at) and window.covers(item.nominal):
            return False
        if any(quiet.covers(at) for quiet in setup.settings.quiet):
            return False
        paused = paused_at(state.pauses, item.routine, instant)
        return paused is None and holding(state, preset, instant, item.zone) is None

    return allowed
