"""Spaces times out: what may not move stays first, then what may moves to the nearest lawful time, or is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from routine.core.spacing.conflicts import Board, Breach, Item
from routine.core.when.moment import instant_of, wall

Allowed = Callable[[Item, datetime], bool]
_DAY = timedelta(days=1)


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


def place(items: Iterable[Item], board: Board, first: frozenset[str], allowed: Allowed, now: datetime) -> list[Placed]:
    """Settle every item on the board, which holds what is settled already; in order of instant.

    `first`: ids of those that a person gave the preference to. `allowed`: whether a routine may come at an instant, as
    far as pauses, its part of the day and the like go. `now` (UTC): nothing is moved to before it.
    """
    wanted = sorted(items, key=lambda item: (_rank(item, first), item.instant, item.id))
    own, found = _Neighbours(wanted), []
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


def _rank(item: Item, first: frozenset[str]) -> int:
    if item.medicine:
        return 0
    if item.id in first:
        return 1
    return 2 + bool(item.move) * (1 + (not item.firm))


def _moved(item: Item, breach: Breach, board: Board, own: _Neighbours, allowed: Allowed, now: datetime) -> Placed:
    """The item at the nearest lawful time, or left out."""
    elsewhere = []
    for instant in _candidates(item, board):
        if instant <= now or not own.between(item, instant) or not allowed(item, instant):
            continue
        there = board.breach(item, instant)
        if there is None:
            board.add(replace(item, instant=instant))
            own.moved(item, instant)
            return Placed(item=item, instant=instant, breach=breach)
        elsewhere.append(there)
    return Placed(item=item, instant=item.instant, breach=breach, left_out=True, elsewhere=tuple(elsewhere))


class _Neighbours:
    """The times of each routine in their order: none is moved past the next, or to before the one before it."""

    def __init__(self, items: list[Item]) -> None:
        self._of: dict[str, list[tuple[datetime, str]]] = {}
        self._at = {item.id: item.instant for item in items}
        for item in items:
            self._of.setdefault(item.routine, []).append((item.instant, item.id))
        self._place: dict[str, int] = {}
        for times in self._of.values():
            times.sort()
            self._place.update((id, n) for n, (_, id) in enumerate(times))

    def between(self, item: Item, instant: datetime) -> bool:
        """Whether the instant lies between the time before and the time after it."""
        times, n = self._of[item.routine], self._place[item.id]
        before = self._at[times[n - 1][1]] if n else None
        after = self._at[times[n + 1][1]] if n + 1 < len(times) else None
        return (before is None or before < instant) and (after is None or instant < after)

    def moved(self, item: Item, instant: datetime) -> None:
        self._at[item.id] = instant


def _candidates(item: Item, board: Board) -> list[datetime]:
    """Other times that it may move to, the nearest first, the later of two equally near."""
    if item.move is None:
        return []
    origin, farthest = instant_of(item.nominal, item.zone), item.move.delta()
    found = _other_days(item, farthest.days) if farthest >= _DAY else _other_hours(item, board, farthest)
    near = {instant for instant in found if abs(instant - origin) <= farthest + timedelta(hours=1)}
    return sorted(near - {item.instant}, key=lambda instant: (abs(instant - origin), -instant.timestamp()))


def _other_days(item: Item, most: int) -> Iterator[datetime]:
    """The same clock time on other days."""
    for days in range(-most, most + 1):
        yield instant_of(item.nominal + days * _DAY, item.zone)


def _other_hours(item: Item, board: Board, farthest: timedelta) -> Iterator[datetime]:
    """On the same day, just far enough from what it is kept from."""
    day = wall(item.instant, item.zone).date()
    for by, other in board.near(item, farthest):
        for instant in (other + by.delta(), other - by.delta()):
            if wall(instant, item.zone).date() == day:
                yield instant
