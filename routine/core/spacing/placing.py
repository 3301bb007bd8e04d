"""Finds a place for each time: what may not move stays first, then what may goes to the nearest free time, or out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from routine.core.spacing.breach import Breach, Item
from routine.core.spacing.kept_apart import Board
from routine.core.spacing.may_move import Allowed, Neighbours, other_times
from routine.core.spacing.precedence import rank


class Placed(Struct, frozen=True, kw_only=True):
    """Where a time ended up. `breach`: what made it move, or (`left_out`) what leaves no room for it.

    `elsewhere`: what stood against the other times that were tried for it. A medicine is never left out: it stays where
    it is, `breach` and all.
    """

    item: Item
    instant: datetime
    breach: Breach | None = None
    left_out: bool = False
    elsewhere: tuple[Breach, ...] = ()


def place(
    items: Iterable[Item], board: Board, preferred: frozenset[str], allowed: Allowed, now: datetime
) -> list[Placed]:
    """Settle every item on the board, which holds what is settled already; in order of instant.

    `preferred`: ids of those that a person gave the preference to. `allowed`: whether a routine may come at an instant,
    as far as pauses, its part of the day and the like go. `now` (UTC): nothing is moved to before it.
    """
    wanted = sorted(items, key=lambda item: (rank(item, preferred), item.instant, item.id))
    own, found = Neighbours(wanted), []
    for yielding in (False, True):  # what yields comes once everything else has its place
        against = []
        for item in (item for item in wanted if item.yields is yielding):
            breach = board.breach(item, item.instant)
            if breach is None or item.medicine:
                board.add(item)
                found.append(Placed(item=item, instant=item.instant, breach=breach))
            else:
                against.append((item, breach))
        # Only now, so that nothing is moved to where another time stays.
        found += [_moved(item, breach, board, own, allowed, now) for item, breach in against]
    return sorted(found, key=lambda one: (one.instant, one.item.id))


def _moved(item: Item, breach: Breach, board: Board, own: Neighbours, allowed: Allowed, now: datetime) -> Placed:
    """The item at the nearest lawful time, or left out."""
    elsewhere = []
    for instant in other_times(item, board):
        if instant <= now or not own.between(item, instant) or not allowed(item, instant):
            continue
        there = board.breach(item, instant)
        if there is None:
            board.add(replace(item, instant=instant))
            own.moved(item, instant)
            return Placed(item=item, instant=instant, breach=breach)
        elsewhere.append(there)
    return Placed(item=item, instant=item.instant, breach=breach, left_out=True, elsewhere=tuple(elsewhere))
