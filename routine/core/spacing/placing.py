"""Finds a place for each time: what may not move stays first, then what may goes to the nearest free time, or out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from routine.core.spacing.kept_apart import Board
from routine.core.spacing.may_move import Allowed, Neighbours, other_times
from routine.core.spacing.placed_time import Placed
from routine.core.spacing.precedence import by_rank
from routine.core.spacing.types import Conflict, Item
from routine.core.spacing.who_waited_longest import Turns
from routine.core.state.spacing import Came


def place(
    items: Iterable[Item],
    board: Board,
    preferred: frozenset[str],
    allowed: Allowed,
    now: datetime,
    came: Iterable[Came],
) -> list[Placed]:
    """Settle every item on the board, which holds what is settled already; in order of instant.

    `preferred`: ids of those that a person gave the preference to. `allowed`: whether a routine may come at an instant,
    as far as pauses, its part of the day and the like go. `now` (UTC): nothing is moved to before it. `came`: when a
    routine came last (UTC), for whose turn it is.
    """
    items = tuple(items)
    firm = [item for item in items if not item.yields]
    yielding = [item for item in items if item.yields]
    found = place_firm(firm, board, preferred, allowed, now, came)
    return in_order([*found, *place_yielding(yielding, board, preferred, allowed, now)])


def place_firm(
    items: Iterable[Item],
    board: Board,
    preferred: frozenset[str],
    allowed: Allowed,
    now: datetime,
    came: Iterable[Came],
) -> list[Placed]:
    """The same of what does not yield."""
    own = Neighbours(items := tuple(items))
    found = _settled(items, board, own, preferred, allowed, now)
    if any(one.left_out for one in found):
        turns = Turns(found, board, own, allowed, now, came, preferred)
        found = turns.taken(lambda item: _again(item, board, own, allowed, now))
    return found


def place_yielding(
    items: Iterable[Item], board: Board, preferred: frozenset[str], allowed: Allowed, now: datetime
) -> list[Placed]:
    """The same of what yields, once everything else has its place."""
    items = tuple(items)
    return _settled(items, board, Neighbours(items), preferred, allowed, now)


def place_one(item: Item, board: Board, allowed: Allowed, now: datetime) -> Placed:
    """The same of one alone, such as the next link of a chain: nobody takes turns with it."""
    return _settled((item,), board, Neighbours((item,)), frozenset(), allowed, now)[0]


def in_order(placed: Iterable[Placed]) -> list[Placed]:
    """By instant, then id."""
    return sorted(placed, key=lambda one: (one.instant, one.item.id))


def _settled(
    items: Iterable[Item], board: Board, own: Neighbours, preferred: frozenset[str], allowed: Allowed, now: datetime
) -> list[Placed]:
    found, against = [], []
    for item in by_rank(items, preferred):
        conflict = board.conflict(item, item.instant)
        if conflict is None or item.medicine:
            board.add(item)
            found.append(Placed(item=item, instant=item.instant, conflict=conflict))
        else:
            against.append((item, conflict))
    # Only now, so that nothing is moved to where another time stays.
    return found + [_moved(item, conflict, board, own, allowed, now) for item, conflict in against]


def _again(item: Item, board: Board, own: Neighbours, allowed: Allowed, now: datetime) -> Placed:
    """The item where it is planned, if that is free by now; else as any other."""
    conflict = board.conflict(item, item.instant)
    if conflict:
        return _moved(item, conflict, board, own, allowed, now)
    board.add(item)
    return Placed(item=item, instant=item.instant)


def _moved(item: Item, conflict: Conflict, board: Board, own: Neighbours, allowed: Allowed, now: datetime) -> Placed:
    """The item at the nearest lawful time, or left out."""
    elsewhere = []
    for instant in other_times(item, board):
        if instant <= now or not own.between(item, instant) or not allowed(item, instant):
            continue
        there = board.conflict(item, instant)
        if there is None:
            board.add(item.at(instant))
            own.moved(item, instant)
            return Placed(item=item, instant=instant, conflict=conflict)
        elsewhere.append(there)
    return Placed(item=item, instant=item.instant, conflict=conflict, left_out=True, elsewhere=tuple(elsewhere))
