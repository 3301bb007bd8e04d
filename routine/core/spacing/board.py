"""Where things stand: every time that is settled, by what it puts on or takes, and what stands against one more."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from msgspec import Struct

from routine.core.duration import Duration
from routine.core.now import day_of, wall
from routine.core.spacing.rules import Apart, Most
from routine.core.spacing.tags import Tags
from routine.core.spacing.windows import Off

#: A tag that begins so stands for one routine itself.
OWN = "routine:"
#: For each tag, the rules that it stands in, each with the tags on the rule's other side.
Sides = Mapping[str, list[tuple[Apart, tuple[str, ...]]]]
_DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def _in_order(tags: Tags) -> tuple[str, ...]:
    """The tags in an order that is always the same, what a routine says of itself first."""
    return tuple(sorted(tags, key=lambda tag: (not tag.startswith(OWN), tag)))


class Item(Struct, frozen=True, kw_only=True):
    """One time of a routine: when it is (UTC, in `zone`), what it puts on or takes; `move`: how far it may move.

    `medicine`: it is neither moved nor left out. `firm`: of two that may move, it stays. `title` is for people.
    """

    routine: str
    key: str
    nominal: datetime
    instant: datetime
    zone: str
    tags: Tags
    title: str
    move: Duration | None = None
    medicine: bool = False
    firm: bool = False

    @property
    def id(self) -> str:
        """`ROUTINE@KEY`."""
        return f"{self.routine}@{self.key}"


class Breach(Struct, frozen=True, kw_only=True):
    """What stands against a time: a rule, and the other time or the visit that it is kept from."""

    rule: str
    why: str
    by: Duration | None = None
    other: Item | None = None
    off: Off | None = None


class Board:
    """Holds what is settled while a plan is spaced out. `accepted`: routine -> the rules that its user overrode."""

    def __init__(
        self,
        apart: Sides,
        most: tuple[Most, ...],
        offs: list[Off],
        accepted: Mapping[str, frozenset[str]],
        day_ends: time,
    ) -> None:
        self._apart, self._most, self._offs = apart, most, offs
        self._accepted, self._ends = accepted, day_ends
        self._times: dict[str, list[tuple[datetime, int]]] = {}
        self._items: list[Item] = []
        self._days: dict[tuple[str, date], list[Item]] = {}

    def add(self, item: Item) -> None:
        """Settle a time where it is."""
        at = (item.instant, len(self._items))
        self._items.append(item)
        for tag in item.tags:
            insort(self._times.setdefault(tag, []), at)
        for most in self._most:
            if most.of in item.tags:
                self._days.setdefault((most.of, self._day(item, item.instant)), []).append(item)

    def breach(self, item: Item, instant: datetime) -> Breach | None:
        """What stands against the time at this instant (UTC), or None."""
        return next(self.breaches(item, instant), None)

    def breaches(self, item: Item, instant: datetime) -> Iterator[Breach]:
        """Everything that stands against it."""
        near = list(self._too_near(item, instant))
        yield from (breach for breach in near if breach.other and breach.other.routine == item.routine)
        yield from self._visits(item, instant)
        yield from self._too_often(item, instant)
        yield from (breach for breach in near if breach.other and breach.other.routine != item.routine)

    def near(self, item: Item, within: timedelta) -> Iterator[tuple[Duration, datetime]]:
        """The settled times that a rule in hours keeps it from, each with how far."""
        for rule, other in self._against(item, item.instant, within):
            if rule.by.is_elapsed:
                yield rule.by, other.instant

    def _visits(self, item: Item, instant: datetime) -> Iterator[Breach]:
        for off in self._offs:
            meant = off.only == item.routine or not item.tags.isdisjoint(off.off)
            if meant and off.start <= instant < off.end and not self._agreed(off.rule, item):
                yield Breach(rule=off.rule, why=off.why, off=off)

    def _too_often(self, item: Item, instant: datetime) -> Iterator[Breach]:
        for most in self._most:
            if most.of not in item.tags or self._agreed(most.name, item):
                continue
            there = [one for one in self._days.get((most.of, self._day(item, instant)), ()) if one.id != item.id]
            if len(there) >= most.times:
                yield Breach(rule=most.name, why=most.why, other=there[-1])

    def _too_near(self, item: Item, instant: datetime) -> Iterator[Breach]:
        for rule, other in self._against(item, instant, timedelta()):
            if self._less_than(rule.by, item, instant, other.instant):
                yield Breach(rule=rule.name, why=rule.why, by=rule.by, other=other)

    def _against(self, item: Item, instant: datetime, more: timedelta) -> Iterator[tuple[Apart, Item]]:
        """The settled times within reach of a rule that keeps them from this one."""
        for tag in _in_order(item.tags):
            for rule, others in self._apart.get(tag, ()):
                reach = rule.by.delta() + _DAY + more
                for other in others:
                    for one in self._between(other, instant - reach, instant + reach):
                        within = other == tag and tag.startswith(OWN)  # a rule between times of one routine
                        meant = one.id != item.id and (one.routine == item.routine) == within
                        if meant and not self._agreed(rule.name, item, one):
                            yield rule, one

    def _between(self, tag: str, first: datetime, last: datetime) -> Iterator[Item]:
        there = self._times.get(tag, [])
        for at in range(bisect_left(there, (first, -1)), len(there)):
            instant, n = there[at]
            if instant > last:
                return
            yield self._items[n]

    def _agreed(self, rule: str, *items: Item) -> bool:
        return any(rule in self._accepted.get(item.routine, frozenset()) for item in items)

    def _less_than(self, by: Duration, item: Item, one: datetime, other: datetime) -> bool:
        first, second = min(one, other), max(one, other)
        if by.is_elapsed:
            return second - first < timedelta(seconds=by.seconds)
        begin = self._day(item, first)
        return self._day(item, second) < by.after_wall(datetime.combine(begin, time())).date()

    def _day(self, item: Item, instant: datetime) -> date:
        return day_of(wall(instant, item.zone), self._ends)
