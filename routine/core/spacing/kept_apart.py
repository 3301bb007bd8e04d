"""What is kept apart: every settled time by what it puts on or takes, and which rules stand against one more."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from msgspec import Struct

from routine.core.config.spacing_rules import Apart, Most
from routine.core.spacing.breach import Breach, Item, Off
from routine.core.spacing.contents import OWN, Tags
from routine.core.when.duration import Duration
from routine.core.when.moment import day_of, instant_of, wall

_LEAST = timedelta.resolution
_NOON = time(12)


class Board:
    """Holds what is settled while a plan is spaced out. `accepted`: routine -> the rules that its user overrode.

    What concerns a set of tags is found once: a plan asks it thousands of times.
    """

    def __init__(
        self,
        apart: tuple[Apart, ...],
        most: tuple[Most, ...],
        offs: list[Off],
        accepted: Mapping[str, frozenset[str]],
        day_ends: time,
    ) -> None:
        self._apart, self._most, self._offs = apart, most, offs
        self._accepted, self._ends = accepted, day_ends
        self._times: dict[str, list[tuple[datetime, int]]] = {}
        self._items: list[Item] = []
        self._days: dict[tuple[str, date | None], list[Item]] = {}
        self._counts: dict[Tags, list[str]] = {}
        self._sides: dict[Tags, list[_Side]] = {}
        self._waits: dict[tuple[str, Tags], list[Off]] = {}

    def add(self, item: Item) -> None:
        """Settle a time where it is."""
        at = (item.instant, len(self._items))
        self._items.append(item)
        for tag in item.tags:
            if not item.yields or tag.startswith(OWN):  # what yields stands against nothing but its own times
                insort(self._times.setdefault(tag, []), at)
        counted = self._counting(item.tags)
        day = self._day(item, item.instant) if counted else None
        for tag in counted:
            self._days.setdefault((tag, day), []).append(item)

    def remove(self, item: Item, instant: datetime) -> None:
        """Take a settled time away from where (UTC) it was put."""
        last_first = reversed(list(enumerate(self._items)))  # it may have stood there before
        n = next(n for n, one in last_first if one.id == item.id and one.instant == instant)
        for tag in item.tags:
            self._times[tag].remove((instant, n))
        counted = self._counting(item.tags)
        day = self._day(item, instant) if counted else None
        for tag in counted:
            self._days[tag, day].remove(self._items[n])

    def breach(self, item: Item, instant: datetime) -> Breach | None:
        """What stands against the time at this instant (UTC), or None."""
        return next(self.breaches(item, instant), None)

    def breaches(self, item: Item, instant: datetime) -> Iterator[Breach]:
        """Everything that stands against it."""
        day = self._day(item, instant)
        yield from self._too_near(item, instant, day, own=True)
        yield from self._visits(item, instant)
        yield from self._too_often(item, day)
        yield from self._too_near(item, instant, day, own=False)

    def freed(self, item: Item, within: timedelta) -> Iterator[datetime]:
        """Instants at which a rule in hours bars it no more: beside what it is kept from, at the end of a visit's span.

        Those of the settled times that it is kept from, or would be if it were moved so far.
        """
        for side in self._against(item):
            if side.hours is not None:
                before, after = side.hours
                reach = max(before, after) + within
                for other in self._between(side, item, item.instant - reach, item.instant + reach):
                    yield from (other.instant + before, other.instant - after)
        yield from (off.end for off in self._waiting(item) if off.start <= item.instant < off.end)

    # --- the three kinds of rules --------------------------------------------------------------------------------

    def _visits(self, item: Item, instant: datetime) -> Iterator[Breach]:
        for off in self._waiting(item):
            if off.start <= instant < off.end:
                yield Breach(rule=off.rule, why=off.why, off=off)

    def _too_often(self, item: Item, day: date) -> Iterator[Breach]:
        for most in self._most:
            if most.of not in item.tags or self._agreed(most.name, item):
                continue
            there = [one for one in self._days.get((most.of, day), ()) if one.id != item.id]
            if len(there) >= most.times:
                others = [one for one in there if one.routine != item.routine]  # the news is what another brings
                yield Breach(rule=most.name, why=most.why, other=(others or there)[-1])

    def _too_near(self, item: Item, instant: datetime, day: date, *, own: bool) -> Iterator[Breach]:
        for side in self._against(item):
            if side.own is own:
                start, end = self._barred(side, item, instant, day)
                for other in self._between(side, item, start, end):
                    yield Breach(rule=side.rule.name, why=side.rule.why, by=side.rule.by, other=other)

    # --- what concerns a time ------------------------------------------------------------------------------------

    def _waiting(self, item: Item) -> list[Off]:
        """The spans around visits in which such a time waits."""
        found = self._waits.get((item.routine, item.tags))
        if found is None:
            meant = [off for off in self._offs if item.tags and off.concerns(item.routine, item.tags)]
            found = [off for off in meant if not self._agreed(off.rule, item)]
            self._waits[item.routine, item.tags] = found
        return found

    def _counting(self, tags: Tags) -> list[str]:
        """Of what there may be only so much a day, which such a time counts as."""
        found = self._counts.get(tags)
        if found is None:
            found = self._counts[tags] = [most.of for most in self._most if most.counts(tags)]
        return found

    def _against(self, item: Item) -> list[_Side]:
        """The rules that keep such a time apart, in their order, each with the tags of what it is kept from."""
        found = self._sides.get(item.tags)
        if found is None:
            found = [side for rule in self._apart for side in _sides_of(rule, item.tags)]
            self._sides[item.tags] = found
        return found

    def _between(self, side: _Side, item: Item, start: datetime, end: datetime) -> Iterator[Item]:
        """The settled times from `start` (included) to `end` that the rule keeps this one from.

        A rule within one routine looks at its other times; any other, at those of the other routines alone.
        """
        there = self._times.get(side.tag, [])
        for at in range(bisect_left(there, (start, -1)), len(there)):
            instant, n = there[at]
            if instant >= end:
                return
            one = self._items[n]
            meant = (one.routine == item.routine) is side.own and not (side.own and one.key == item.key)
            if meant and not self._agreed(side.rule.name, item, one):
                yield one

    def _agreed(self, rule: str, *items: Item) -> bool:
        return bool(self._accepted) and any(rule in self._accepted.get(item.routine, ()) for item in items)

    # --- days ----------------------------------------------------------------------------------------------------

    def _barred(self, side: _Side, item: Item, instant: datetime, day: date) -> tuple[datetime, datetime]:
        """From when (included) until when nothing may be that is kept so far from this instant."""
        if side.hours is not None:
            before, after = side.hours
            return instant - before + _LEAST, instant + after
        if side.rule.halves:
            return _half(wall(instant, item.zone), self._ends, item.zone)
        return _days_within(side.rule.by, day, self._ends, item.zone)

    def _day(self, item: Item, instant: datetime) -> date:
        return day_of(wall(instant, item.zone), self._ends)


class _Side(Struct, frozen=True):
    """What one side of a rule is kept from: times with `tag`; `hours` None: by days, or halves of a day.

    `hours`: how far it comes after one that is earlier, and before one that is later. `own`: the rule is between the
    times of one routine.
    """

    rule: Apart
    tag: str
    own: bool
    hours: tuple[timedelta, timedelta] | None


def _sides_of(rule: Apart, tags: Tags) -> Iterator[_Side]:
    """What a rule keeps these tags from, in its order, each tag once."""
    by, back = rule.by.delta(), (rule.after or rule.by).delta()
    this, that = not tags.isdisjoint(rule.these), not tags.isdisjoint(rule.those)
    found = dict.fromkeys(rule.these, (by, back)) if that else {}
    if this:  # what is on both sides is kept the farther apart both ways
        both = (max(by, back), max(by, back))
        found = {tag: both if tag in found else (back, by) for tag in rule.those} | found
    for tag, hours in found.items():
        own = tag.startswith(OWN) and rule.these == rule.those
        yield _Side(rule, tag, own, hours if rule.by.is_elapsed and not rule.halves else None)


@lru_cache(maxsize=8192)
def _days_within(by: Duration, day: date, ends: time, zone: str) -> tuple[datetime, datetime]:
    """From when until when the days are less than so far from this one; asked for the same days at every decision."""
    first, last = by.days_around(day)
    return instant_of(datetime.combine(first, ends), zone), instant_of(datetime.combine(last, ends), zone)


def _half(at: datetime, ends: time, zone: str) -> tuple[datetime, datetime]:
    """From when until when the half of the day lasts that a wall-clock time is in: up to noon, or from noon on."""
    first = datetime.combine(day_of(at, ends), ends)
    noon = datetime.combine(first.date(), _NOON)
    start, end = (first, noon) if at < noon else (noon, first + timedelta(days=1))
    return instant_of(start, zone), instant_of(end, zone)
