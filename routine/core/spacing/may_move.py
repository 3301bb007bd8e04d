"""Which other times a time may move to: how far, on which days or at which hours, never past its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache

from routine.core.config.setup import Setup
from routine.core.occurrences.irritation_rest import holding
from routine.core.occurrences.pauses import paused_at
from routine.core.spacing.kept_apart import Board
from routine.core.spacing.types import Item
from routine.core.state.model import State
from routine.core.when.moment import instant_of, wall

#: Whether a time may move to an instant (UTC), as far as pauses, its part of the day and the like go.
Allowed = Callable[[Item, datetime], bool]

_DAY = timedelta(days=1)


def other_times(item: Item, board: Board) -> list[datetime]:
    """Other times (UTC) that it may move to, the nearest first, the later of two equally near.

    What may move by days keeps its clock time; what may move by hours keeps its day.
    """
    if item.move is None:
        return []
    farthest = item.move.delta()
    if farthest >= _DAY:
        return [instant for instant in _days_near(item.nominal, item.zone, farthest.days) if instant != item.instant]
    origin = instant_of(item.nominal, item.zone)
    return _nearest_first(set(_other_hours(item, board, origin, farthest)) - {item.instant}, origin)


@lru_cache(maxsize=1024)
def _days_near(nominal: datetime, zone: str, most: int) -> list[datetime]:
    """The same clock time on the days near; where clocks change in between, so many days are an hour more or less."""
    found = {instant_of(nominal + days * _DAY, zone) for days in range(-most, most + 1)}
    return _nearest_first(found, instant_of(nominal, zone))


def _nearest_first(instants: set[datetime], origin: datetime) -> list[datetime]:
    return sorted(instants, key=lambda instant: (abs(instant - origin), -instant.timestamp()))


def _other_hours(item: Item, board: Board, origin: datetime, farthest: timedelta) -> Iterator[datetime]:
    """On the same day, just far enough from what it is kept from, and no farther from `origin` than it may."""
    day = wall(item.instant, item.zone).date()
    for instant in board.freed(item, farthest):
        if abs(instant - origin) <= farthest and wall(instant, item.zone).date() == day:
            yield instant


def allowed_in(setup: Setup, state: State) -> Allowed:
    """What may be moved where: not into a pause, quiet hours, or out of its part of the day."""
    presets, hours = setup.presets, setup.settings.quiet

    def allowed(item: Item, instant: datetime) -> bool:
        preset = presets[item.routine]
        window = preset.remind.window
        at = wall(instant, item.zone) if window or hours else item.nominal
        # A time that the schedule itself sets outside its part of the day is meant so.
        if window and not window.covers(at) and window.covers(item.nominal):
            return False
        if hours and any(quiet.covers(at) for quiet in hours):
            return False
        if state.pauses and paused_at(state.pauses, item.routine, instant):
            return False
        return not state.irritations or holding(state, preset, instant, item.zone) is None

    return allowed


class Neighbours:
    """The times of each routine in their order: none is moved past the next, or to before the one before it."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._of: dict[str, list[tuple[datetime, str]]] = {}
        self._at: dict[str, datetime] = {}
        for item in items:
            self._at[item.id] = item.instant
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
        """From now on the item is at this instant."""
        self._at[item.id] = instant
