"""What is kept apart: every settled time by what it puts on or takes, and which rules stand against one more."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from routine.core.config.spacing_rules import Most
from routine.core.spacing.breach import Breach, Item
from routine.core.spacing.concerns import Rules, Side
from routine.core.spacing.contents import OWN
from routine.core.when.duration import Duration
from routine.core.when.moment import day_of, instant_of, wall

_LEAST = timedelta.resolution
_NOON = time(12)


class Board:
    """Holds what is settled while a plan is spaced out by these rules."""

    def __init__(self, rules: Rules, day_ends: time) -> None:
        self._rules, self._ends = rules, day_ends
        self._times: dict[str, list[tuple[datetime, int]]] = {}
        self._items: list[Item] = []
        self._days: dict[tuple[str, date], list[Item]] = {}

    def add(self, item: Item) -> None:
        """Settle a time where it is."""
        at = (item.instant, len(self._items))
        self._items.append(item)
        for tag in item.tags & self._rules.kept_from:
            if not item.yields or tag.startswith(OWN):  # what yields stands against nothing but its own times
                insort(self._times.setdefault(tag, []), at)
        for tag in self._rules.of(item).counts:
            self._days.setdefault((tag, _day(item.instant, item.zone, self._ends)), []).append(item)

    def remove(self, item: Item, instant: datetime) -> None:
        """Take a settled time away from where (UTC) it was put."""
        last_first = reversed(list(enumerate(self._items)))  # it may have stood there before
        n = next(n for n, one in last_first if one.id == item.id and one.instant == instant)
        for tag in item.tags & self._rules.kept_from:
            if not item.yields or tag.startswith(OWN):
                self._times[tag].remove((instant, n))
        for tag in self._rules.of(item).counts:
            self._days[tag, _day(instant, item.zone, self._ends)].remove(self._items[n])

    def others_against(self, item: Item, instant: datetime) -> set[str] | None:
        """The ids of all that stand against it at an instant (UTC); None where not another routine's time does."""
        concerns = self._rules.of(item)
        if self._too_near(concerns.own, item, instant) or concerns.visit_against(instant):
            return None
        near: set[str] = set()
        for side in concerns.others:
            if self._times.get(side.tag):
                near.update(one.id for one in self._between(side, item, *self._barred(side, item, instant)))
        day = _day(instant, item.zone, self._ends)
        for most in concerns.most:
            there = {one.id for one in self._days.get((most.of, day), ()) if one.id != item.id}
            near |= there if len(there) >= most.times else set()
        return near

    def breach(self, item: Item, instant: datetime, *, own: bool = True) -> Breach | None:
        """What stands against the time at this instant (UTC), or None. `own`: the gap to its own times, too."""
        concerns = self._rules.of(item)  # most of a plan's time is spent here: nothing is called for what is not there
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

    def _too_often(self, mosts: tuple[Most, ...], item: Item, instant: datetime) -> Breach | None:
        for most in mosts:
            day = _day(instant, item.zone, self._ends)
            there = [one for one in self._days.get((most.of, day), ()) if one.id != item.id]
            if len(there) >= most.times:
                others = [one for one in there if one.routine != item.routine]  # the news is what another brings
                return Breach(rule=most.name, why=most.why, other=(others or there)[-1])
        return None

    def _too_near(self, sides: tuple[Side, ...], item: Item, instant: datetime) -> Breach | None:
        for side in sides:
            there = self._times.get(side.tag)
            if there:
                start, end = self._barred(side, item, instant)
                at = bisect_left(there, (start, -1))
                if at < len(there) and there[at][0] < end:  # mostly not
                    for other in self._between(side, item, start, end):
                        return Breach(rule=side.rule.name, why=side.rule.why, by=side.rule.by, other=other)
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
        return _days_within(side.rule.by, _day(instant, item.zone, self._ends), self._ends, item.zone)


@lru_cache(maxsize=8192)
def _day(instant: datetime, zone: str, ends: time) -> date:
    """The day, as people count it, that an instant falls on; asked for the same times again and again."""
    return day_of(wall(instant, zone), ends)


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
