"""What is kept apart: every settled time by what it puts on or takes, and which rules stand against one more."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import count

from routine.core.config.spacing_rules import Most
from routine.core.spacing.rules_for_a_time import Concerns, Rules, Side
from routine.core.spacing.types import Conflict, Item
from routine.core.when.duration import Duration
from routine.core.when.moment import day_of, instant_of, wall

_LEAST = timedelta.resolution
_NOON = time(12)


class Board:
    """Holds what is settled while a plan is spaced out by these rules."""

    def __init__(self, rules: Rules, day_ends: time) -> None:
        self._rules, self._known, self._ends = rules, rules.known, day_ends
        self._times: dict[str, list[tuple[datetime, int]]] = {}
        self._items: dict[int, Item] = {}
        self._next = count()
        #: Where (UTC) something was moved to for a while, and did not stay.
        self.tried: list[datetime] = []
        self._days: dict[tuple[str, date], list[Item]] = {}

    def add(self, item: Item) -> None:
        """Settle a time where it is."""
        n, concerns = next(self._next), self._known.get((item.routine, item.tags)) or self._rules.of(item)
        self._items[n], at = item, (item.instant, n)
        for tag in concerns.keeps_away(item):
            insort(self._times.setdefault(tag, []), at)
        for tag in concerns.counts:
            self._days.setdefault((tag, _day(item.instant, item.zone, self._ends)), []).append(item)

    def remove(self, item: Item, instant: datetime) -> None:
        """Take a settled time away from where (UTC) it was put."""
        n = next(n for n, one in reversed(self._items.items()) if one.id == item.id and one.instant == instant)
        stood, concerns = self._items.pop(n), self._rules.of(item)
        for tag in concerns.keeps_away(item):
            self._times[tag].remove((instant, n))
        for tag in concerns.counts:
            self._days[tag, _day(instant, item.zone, self._ends)].remove(stood)
        if instant != item.instant:
            self.tried.append(instant)

    def settled(self) -> list[Item]:
        """All that is settled, where it is, in the order in which it was."""
        return list(self._items.values())

    def one_against(self, item: Item, instant: datetime) -> str | None:
        """The id of the one time of another routine that alone stands against it at an instant (UTC); else None."""
        concerns = self._rules.of(item)
        if (concerns.own and self._too_near(concerns.own, item, instant)) or concerns.visit_against(instant):
            return None
        near: set[str] = set()
        for there in self._others_against(concerns, item, instant):
            near.update(there)
            if len(near) > 1:
                return None
        return near.pop() if near else None

    def _others_against(self, concerns: Concerns, item: Item, instant: datetime) -> Iterator[Iterable[str]]:
        """The ids of what stands against it, rule by rule."""
        for side in concerns.others:
            if self._times.get(side.tag):
                yield [one.id for one in self._between(side, item, *self._barred(side, item, instant))]
        for most in concerns.most:
            day = _day(instant, item.zone, self._ends)
            there = {one.id for one in self._days.get((most.of, day), ()) if one.id != item.id}
            if len(there) >= most.times:
                yield there

    def conflict(self, item: Item, instant: datetime, *, own: bool = True) -> Conflict | None:
        """What stands against the time at this instant (UTC), or None. `own`: the gap to its own times, too."""
        # Most of a plan's time is spent here: nothing is called for what is not there.
        concerns = self._known.get((item.routine, item.tags)) or self._rules.of(item)
        return (
            (self._too_near(concerns.own, item, instant) if own and concerns.own else None)
            or (concerns.visit_against(instant) if concerns.waits else None)
            or (self._too_often(concerns.most, item, instant) if concerns.most else None)
            or (self._too_near(concerns.others, item, instant) if concerns.others else None)
        )

    def freed(self, item: Item, within: timedelta) -> Iterator[datetime]:
        """Instants at which a rule in hours bars it no more: beside what it is kept from, at the end of a visit's span.

        Those of the settled times that it is kept from, or would be if it were moved so far.
        """
        concerns = self._rules.of(item)
        for side in (*concerns.own, *concerns.others):
            if side.hours is not None:
                before, after = side.hours
                reach = max(before, after) + within
                for other in self._between(side, item, item.instant - reach, item.instant + reach):
                    yield from (other.instant + before, other.instant - after)
        yield from (off.end for off in concerns.waits if off.start <= item.instant < off.end)

    # --- the kinds of rules --------------------------------------------------------------------------------------

    def _too_often(self, mosts: tuple[Most, ...], item: Item, instant: datetime) -> Conflict | None:
        for most in mosts:
            day = _day(instant, item.zone, self._ends)
            there = [one for one in self._days.get((most.of, day), ()) if one.id != item.id]
            if len(there) >= most.times:
                others = [one for one in there if one.routine != item.routine]  # the news is what another brings
                return Conflict(rule=most.name, why=most.why, other=(others or there)[-1])
        return None

    def _too_near(self, sides: tuple[Side, ...], item: Item, instant: datetime) -> Conflict | None:
        last: Side | None = None
        for side in sides:
            there = self._times.get(side.tag)
            if there:
                if last is None or side.rule is not last.rule or side.hours is not last.hours:
                    start, end = self._barred(side, item, instant)
                    last = side  # the sides of one rule follow one another, and bar the same span
                at = bisect_left(there, (start, -1))
                if at < len(there) and there[at][0] < end:  # mostly not
                    for other in self._between(side, item, start, end):
                        return Conflict(rule=side.rule.name, why=side.rule.why, by=side.rule.by, other=other)
        return None

    def _between(self, side: Side, item: Item, start: datetime, end: datetime) -> list[Item]:
        """The settled times from `start` (included) to `end` that the rule keeps this one from.

        A rule within one routine looks at its other times; any other, at those of the other routines alone.
        """
        there = self._times.get(side.tag, [])
        near = (self._items[n] for _, n in there[bisect_left(there, (start, -1)) : bisect_left(there, (end, -1))])
        return [
            one
            for one in near
            if (one.routine == item.routine) is side.own
            and not (side.own and one.key == item.key)
            and not self._rules.agreed(side.rule.name, one.routine)
        ]

    def _barred(self, side: Side, item: Item, instant: datetime) -> tuple[datetime, datetime]:
        """From when (included) until when nothing may be that is kept so far from this instant."""
        if side.hours is not None:
            before, after = side.hours
            # What is exactly so far away is far enough; the start counts as inside, so it is a moment later.
            return instant - before + _LEAST, instant + after
        if side.rule.halves:
            return _half(wall(instant, item.zone), self._ends, item.zone)
        return _days_within(side.rule.by, instant, self._ends, item.zone)


@lru_cache(maxsize=8192)
def _day(instant: datetime, zone: str, ends: time) -> date:
    """The day, as people count it, that an instant falls on; asked for the same times again and again."""
    return day_of(wall(instant, zone), ends)


@lru_cache(maxsize=8192)
def _days_within(by: Duration, instant: datetime, ends: time, zone: str) -> tuple[datetime, datetime]:
    """From when until when the days are less than so far from an instant's; asked for the same at every decision."""
    first, last = by.days_around(_day(instant, zone, ends))
    return instant_of(datetime.combine(first, ends), zone), instant_of(datetime.combine(last, ends), zone)


def _half(at: datetime, ends: time, zone: str) -> tuple[datetime, datetime]:
    """From when until when the half of the day lasts that a wall-clock time is in: up to noon, or from noon on."""
    first = datetime.combine(day_of(at, ends), ends)
    noon = datetime.combine(first.date(), _NOON)
    start, end = (first, noon) if at < noon else (noon, first + timedelta(days=1))
    return instant_of(start, zone), instant_of(end, zone)
