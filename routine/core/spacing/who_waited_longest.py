"""Turns: where several find one free evening between them, who has waited longest has it, so that none is dropped."""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from routine.core.memo import Memo
from routine.core.preset.model import Preset
from routine.core.spacing.kept_apart import Board
from routine.core.spacing.may_move import Allowed, Neighbours, other_times
from routine.core.spacing.placed_time import Placed
from routine.core.spacing.types import Item
from routine.core.state.model import State
from routine.core.state.routine import RoutineState
from routine.core.state.spacing import Came
from routine.core.when.moment import instant_of

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
#: So often it looks again; once is enough, mostly.
_ROUNDS = 4

_CAME: Memo[Came | None] = Memo()

#: Finds a place for a time that something stands against where it is, or leaves it out.
Settle = Callable[[Item], Placed]


def came(presets: Iterable[Preset], state: State) -> tuple[Came, ...]:
    """When (UTC) each routine that takes turns last came, answered or not; what was not counted did not come."""
    taking = [one.id for one in presets if _takes_turns(one)]
    known = {one.routine: one for one in state.spacing.came} if taking else {}
    found = (_came(id, state.routines[id], known.get(id)) for id in taking)
    return tuple(one for one in found if one)


def _came(id: str, routine: RoutineState, known: Came | None) -> Came | None:
    return _CAME.of(id, (routine, known), lambda: _latest(id, routine, known))


def _latest(id: str, routine: RoutineState, known: Came | None) -> Came | None:
    times = [one.instant for one in routine.recent if one.answer != "excused"]
    raised = routine.raised.instant if routine.raised else None
    last = max((one for one in (*times, routine.last_done, raised, known and known.at) if one), default=None)
    return Came(id, last) if last else None


def _takes_turns(preset: Preset) -> bool:
    move = preset.safety.may_move
    return move is not None and not move.is_elapsed


def _shares(item: Item) -> bool:
    """Only what may move by days gives way, and is given way to: a mask, an acid."""
    return item.move is not None and item.move.delta() >= _DAY and not item.medicine and not item.yields


class _Wish(Struct, frozen=True):
    """An evening that a time would have, were it not for another one that came more recently."""

    instant: datetime
    holder: Placed


class Turns:
    """Gives evenings to those who wait longer, in the order of time.

    `came`: when each routine came last before the plan. `kept`: ids that nothing takes the place of.
    """

    def __init__(
        self,
        placed: Iterable[Placed],
        board: Board,
        own: Neighbours,
        allowed: Allowed,
        now: datetime,
        came: Iterable[Came],
        kept: frozenset[str],
    ) -> None:
        self._placed = {one.item.id: one for one in placed}
        self._board, self._own, self._allowed, self._now = board, own, allowed, now
        self._before, self._kept = {one.routine: one.at for one in came}, kept
        self._sharing = frozenset(one.item.id for one in self._placed.values() if _shares(one.item))
        self._comes: dict[str, list[datetime]] = {}
        for one in self._placed.values():
            if not one.left_out:
                insort(self._comes.setdefault(one.item.routine, []), one.instant)

    def taken(self, settle: Settle) -> list[Placed]:
        """Everything placed, each evening with whoever waited longest for it; `settle`: for who has to give way."""
        left_out = [one for one in self._placed.values() if one.left_out and one.item.id in self._sharing]
        waiting = [(one.item.instant, one.item.id) for one in left_out]
        heapq.heapify(waiting)
        gave_way: set[str] = set()
        while waiting:
            id = heapq.heappop(waiting)[1]
            one = self._placed[id]
            wish = self._wish(one.item) if one.left_out else None
            if wish is None:
                continue
            other = wish.holder.item
            self._leave(wish.holder)
            self._come(one, wish.instant)
            self._settled(other, settle)
            # Each gives way once: two that send one another away would never end.
            if self._placed[other.id].left_out and other.id not in gave_way:
                heapq.heappush(waiting, (other.instant, other.id))
            gave_way.add(other.id)
        if gave_way:
            self._look_again(settle)
        return list(self._placed.values())

    def _look_again(self, settle: Settle) -> None:
        """What gave way left room, and is a reason no more: whatever moved or was left out is settled once more.

        What was settled since anything moved would only find its place again.
        """
        settled: set[str] = set()
        for _ in range(_ROUNDS):
            before = dict(self._placed)
            elsewhere = (
                one for one in before.values() if one.conflict and not one.item.medicine and not one.item.yields
            )
            for one in sorted(elsewhere, key=lambda one: (one.left_out, one.item.instant, one.item.id)):
                if one.item.id in settled:
                    continue
                if not one.left_out:
                    self._leave(one)
                self._settled(one.item, settle)
                if (self._placed[one.item.id].instant, self._placed[one.item.id].left_out) != (
                    one.instant,
                    one.left_out,
                ):
                    settled.clear()
                settled.add(one.item.id)
            if self._placed == before:
                return

    def _settled(self, item: Item, settle: Settle) -> None:
        one = self._placed[item.id] = settle(item)
        if not one.left_out:
            insort(self._comes.setdefault(item.routine, []), one.instant)

    def _wish(self, item: Item) -> _Wish | None:
        """The evening whose holder waited least, where that is less than this one waits; the nearest of several."""
        found = list(self._wishes(item))
        return min(found, key=lambda wish: self._waited(wish.holder.item, wish.holder.instant), default=None)

    def _wishes(self, item: Item) -> Iterator[_Wish]:
        for instant in (item.instant, *other_times(item, self._board)):
            if instant <= self._now or not self._own.between(item, instant) or not self._allowed(item, instant):
                continue
            holder = self._holder(item, instant)
            if holder and self._waited(holder.item, holder.instant) < self._waited(item, instant):
                yield _Wish(instant, holder)

    def _holder(self, item: Item, instant: datetime) -> Placed | None:
        """The one time that keeps this one from an evening, where it may give way."""
        one = self._placed.get(self._board.one_against(item, instant) or "")
        if one is None or one.item.id not in self._sharing or one.item.id in self._kept:
            return None
        return one if one.item.routine != item.routine and not one.left_out and self._may_leave(one) else None

    def _may_leave(self, one: Placed) -> bool:
        """What was moved, and is past its own hour, stays where it was moved to."""
        return one.instant > self._now and one.item.instant == instant_of(one.item.nominal, one.item.zone)

    def _waited(self, item: Item, instant: datetime) -> timedelta:
        """How long since its routine came last before an instant."""
        comes = self._comes.get(item.routine, [])
        n = bisect_left(comes, instant)
        return instant - (comes[n - 1] if n else self._before.get(item.routine, _NEVER))

    def _leave(self, one: Placed) -> None:
        self._board.remove(one.item, one.instant)
        self._comes[one.item.routine].remove(one.instant)
        self._own.moved(one.item, one.item.instant)

    def _come(self, one: Placed, instant: datetime) -> None:
        self._board.add(one.item.at(instant))
        self._own.moved(one.item, instant)
        insort(self._comes.setdefault(one.item.routine, []), instant)
        moved = instant != one.item.instant
        self._placed[one.item.id] = Placed(item=one.item, instant=instant, conflict=one.conflict if moved else None)
