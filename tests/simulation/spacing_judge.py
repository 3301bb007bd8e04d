"""Judges a plan by the texts of the shipped files alone, without the code that made it: conflicts, losses, reasons."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from tests.presets.shipped import raw

DAY = timedelta(days=1)
RETINOID, ACID = frozenset({"retinoid"}), frozenset({"aha", "bha", "acid"})
ACTIVE, MASK = RETINOID | ACID, frozenset({"mask"})
MINERALS = frozenset({"calcium", "iron", "zinc", "selenium", "magnesium", "minerals"})
ANTIBIOTICS = frozenset({"tetracycline", "quinolone"})
LEVO = frozenset({"levothyroxine"})
#: Rule of rules.toml -> the two sides, and how far apart: days count days, hours elapse.
PAIRS: dict[str, tuple[frozenset[str], frozenset[str], timedelta]] = {
    "retinoid-and-acid": (RETINOID, ACID, DAY),
    "active-and-mask": (ACTIVE, MASK, DAY),
    "calcium-and-iron": (frozenset({"calcium"}), frozenset({"iron"}), timedelta(hours=2)),
    "calcium-and-thyroid-medicine": (frozenset({"calcium"}), LEVO, timedelta(hours=4)),
    "iron-and-thyroid-medicine": (frozenset({"iron"}), LEVO, timedelta(hours=4)),
    "minerals-and-antibiotics": (MINERALS, ANTIBIOTICS, timedelta(hours=2)),
}
MOST = {"masks": (MASK, 1), "face-washing": (frozenset({"face-wash"}), 2)}
MEDICINES = frozenset({"levothyroxine"}) | ANTIBIOTICS
#: Rule -> visits it speaks of (empty: all), what waits, days before, days after.
AROUND: dict[str, tuple[frozenset[str], frozenset[str], int, int]] = {
    "actives-before": (frozenset({"peel", "laser", "light", "device", "implant"}), ACTIVE, 7, 0),
    "actives-after": (frozenset({"peel", "laser", "light"}), ACTIVE, 0, 7),
    "actives-after-threads": (frozenset({"threads"}), ACTIVE, 0, 14),
    "masks-and-peels": (frozenset({"peel"}), MASK | {"film-mask"}, 7, 7),
    "masks-in-after-care": (frozenset(), frozenset({"lie-flat", "film-mask"}), 0, 0),
}
#: Whatever has none of these stands in no rule.
CONCERNED = frozenset().union(
    *(these | those for these, those, _ in PAIRS.values()),
    *(of for of, _ in MOST.values()),
    *(off for _, off, _, _ in AROUND.values()),
)
WINDOWS = {"evening": (17 * 60, 24 * 60), "daytime": (6 * 60, 21 * 60)}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Routine:
    """One routine as its file's tables say it."""

    def __init__(self, id: str, table: dict[str, Any]) -> None:
        self.id, self.table = id, table
        self.safety = table.get("safety", {})
        self.title = str(table["title"])

    @cached_property
    def tags(self) -> frozenset[str]:
        """What it puts on or takes, whether it is a mask, whether one lies flat."""
        steps = self.table.get("steps", {}).values()
        flat = {"lie-flat"} if any(step.get("posture") == "lie-flat" for step in steps) else set()
        mask = {"mask"} if self.table["kind"] == "mask" else set()
        return frozenset({*self.table.get("contains", ()), *flat, *mask})

    def on(self, why: str) -> frozenset[str]:
        """The same of one time: a cycle of nights puts on one thing a night, and says which in its reason."""
        if not why.startswith("night "):
            return self.tags
        kind = why.rpartition(": ")[2]
        return {"exfoliant": ACID, "retinoid": RETINOID}.get(kind, frozenset()) & self.tags

    @property
    def is_visit(self) -> bool:
        """Whether it is a series of visits."""
        return bool(self.table["kind"] == "visit")

    @property
    def is_medicine(self) -> bool:
        """Whether it is prescribed: never moved, never left out."""
        return not self.tags.isdisjoint(MEDICINES)

    @cached_property
    def move(self) -> timedelta:
        """How far it may move."""
        return length(self.safety.get("may_move", "0h"))

    def holds(self, at: datetime) -> bool:
        """Whether a wall-clock time is in its part of the day."""
        window = self.table.get("remind", {}).get("window")
        if window is None:
            return True
        first, last = WINDOWS[window] if window in WINDOWS else map(minutes, window.split("-"))
        return bool(first <= at.hour * 60 + at.minute < last)

    def nominals(self, since: datetime, until: datetime) -> list[datetime] | None:
        """The times of a simple clock schedule in (since, until], walked on a calendar; None where it is no such."""
        schedule = self.table.get("schedule", {})
        if "at" not in schedule or set(schedule) - {"at", "on"}:
            return None
        found, day = [], since.date()
        while day <= until.date():
            if named(schedule.get("on"), day):
                found += [datetime.combine(day, time()) + timedelta(minutes=minutes(at)) for at in schedule["at"]]
            day += DAY
        return [at for at in found if since < at <= until and at <= self._last(since.date())]

    def _last(self, first: date) -> datetime:
        """The end of its course."""
        course = self.table.get("course", {}).get("length")
        if course is None:
            return datetime.max
        count, unit = course.split()
        if not unit.startswith("month"):
            return datetime.combine(first, time()) + length(course)
        year, month = divmod(first.year * 12 + first.month - 1 + int(count), 12)
        return datetime(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))


def named(days: list[str] | None, day: date) -> bool:
    """Whether a list of weekdays, or of nth weekdays of the month, names a day."""
    names = {"weekdays": WEEKDAYS[:5]}
    for word in days or WEEKDAYS:
        *nth, name = word.split()
        if WEEKDAYS[day.weekday()] in names.get(name, (name,)):
            if not nth or (day.day - 1) // 7 + 1 == int(nth[0][0]):
                return True
    return False


def minutes(text: str) -> int:
    """Minutes after midnight of `20:30`."""
    return int(text[:2]) * 60 + int(text[3:])


def length(text: str) -> timedelta:
    """A length from `3 days`, `2 weeks`, `8h`."""
    if text.endswith("h"):
        return timedelta(hours=int(text[:-1]))
    count, unit = text.split()
    return timedelta(days=int(count) * (7 if unit.startswith("week") else 1))


def in_words(text: str) -> str:
    """`8h` as people are told it."""
    return f"{text[:-1]} hours" if text.endswith("h") else text


class Visit(Struct, frozen=True):
    """A visit that is booked or was attended: of which series, when (naive wall)."""

    series: Routine
    at: datetime

    @property
    def words(self) -> str:
        """`Chemical peel, 20 March 2026 at 10:00`."""
        return f"{self.series.title}, {self.at.day} {self.at:%B %Y} at {self.at:%H:%M}"

    def bars(self, tags: frozenset[str], at: datetime) -> Iterator[str]:
        """The rules by which something waits at a wall-clock time because of this visit."""
        day, there = day_of(self.at), day_of(at)
        for name, (of, off, before, after) in AROUND.items():
            if (not of or not of.isdisjoint(self.series.tags)) and not off.isdisjoint(tags):
                first = day - before * DAY if before else day
                last = max(day, day + (after - 1) * DAY)
                if name == "masks-in-after-care":
                    last = self.care_over()
                begun = there >= first if before else at >= self.at
                if last >= day and begun and there <= last:
                    yield name

    def care_over(self) -> date:
        """The last day of its after-care, as its file has it; the day before it where it has none."""
        return max(
            (self._last(step) for step in self.series.table.get("after", {}).values()), default=self.at.date() - DAY
        )

    def _last(self, step: dict[str, Any]) -> date:
        if step.get("if_asked"):
            return self.at.date() - DAY
        wait = step.get("from", "1 day")
        if wait.endswith("h"):
            return (self.at + length(wait)).date()
        if wait.endswith(("month", "months")):
            year, month = divmod(self.at.year * 12 + self.at.month - 1 + int(wait.split()[0]), 12)
            return date(year, month + 1, min(self.at.day, calendar.monthrange(year, month + 1)[1]))
        first, every = self.at.date() + length(wait), length(step.get("every", "1 day"))
        times = max(-(-length(step.get("for", "1 day")) // every), 1)
        return first + (times - 1) * every


class Time(Struct, frozen=True, kw_only=True):
    """One row of a plan; `at`: when it is on the wall, on the `day` as people count it; `own`: its nominal's instant."""

    routine: Routine
    id: str
    nominal: datetime
    instant: datetime
    zone: str
    status: str
    why: str
    at: datetime
    day: date
    own: datetime
    tags: frozenset[str]

    @classmethod
    def of(cls, routine: Routine, row: dict[str, Any]) -> Time:
        """A row of `plan --json`."""
        nominal, instant = (datetime.fromisoformat(row[key]) for key in ("nominal", "instant"))
        at, tags = wall(instant, row["zone"]), routine.on(row["why"])
        given = {key: row[key] for key in ("id", "zone", "status", "why")}
        own = instant_of(nominal, row["zone"])
        return cls(
            routine=routine, nominal=nominal, instant=instant, at=at, day=day_of(at), own=own, tags=tags, **given
        )

    @property
    def counts(self) -> bool:
        """Whether it comes."""
        return self.status != "excused"

    @property
    def words(self) -> str:
        """`Retinoid, Fri 27 Nov 21:00`."""
        return f"{self.routine.title}, {self.at:%a} {self.at.day} {self.at:%b %H:%M}"


def wall(instant: datetime, zone: str) -> datetime:
    """What clocks on a wall show."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def day_of(at: datetime) -> date:
    """The day as people count it: it ends at four in the morning."""
    return (at - timedelta(hours=4)).date()


def instant_of(nominal: datetime, zone: str) -> datetime:
    """The instant of a wall-clock time; in a gap the offset before it, in a fold the first."""
    return nominal.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(ZoneInfo("UTC"))


class Place(Struct, frozen=True):
    """Where a time is, or would be."""

    time: Time
    instant: datetime
    day: date

    @classmethod
    def at(cls, one: Time, instant: datetime) -> Place:
        """A time at an instant."""
        return cls(one, instant, one.day if instant == one.instant else day_of(wall(instant, one.zone)))

    def less_than(self, by: timedelta, other: Time) -> bool:
        """Whether it is less than so far from another: days counted on the calendar, hours elapsed."""
        return abs(self.day - other.day) < by if by >= DAY else abs(self.instant - other.instant) < by

    def conflicts(self, other: Time) -> Iterator[str]:
        """The rules by which it and another cannot both be."""
        one = self.time
        if one.routine is other.routine:
            gap = one.routine.safety.get("min_gap")
            if gap and self.less_than(length(gap), other):
                yield "min-gap"
            return
        for name, (these, those, by) in PAIRS.items():
            if (one.tags & these and other.tags & those) or (other.tags & these and one.tags & those):
                if self.less_than(by, other):
                    yield name

    def crowded(self, others: Iterable[Time]) -> Iterator[tuple[str, Time]]:
        """The rules by which there are too many of a kind on its day already, each with one of them."""
        for name, (of, most) in MOST.items():
            if self.time.tags & of:
                there = [other for other in others if other.day == self.day and other.tags & of]
                if len(there) >= most:
                    yield from ((name, other) for other in there)


@cache
def why_of(rule: str) -> str:
    """What rules.toml says of a rule, as a reason quotes it."""
    rules = raw("rules")
    text = next(rules[kind][rule]["why"] for kind in ("apart", "most", "visits") if rule in rules[kind])
    return f"{text[0].lower()}{text[1:]}".rstrip(".")


class Judge:
    """Finds what is wrong with a plan; every method yields a sentence for each fault."""

    def __init__(self, times: list[Time], visits: list[Visit], since: datetime) -> None:
        self.times, self.visits, self.since = times, visits, since
        self.coming = [one for one in times if one.counts]
        self._days: dict[date, list[Time]] = {}
        for one in (one for one in self.coming if one.tags):
            self._days.setdefault(one.instant.date(), []).append(one)

    def near(self, instant: datetime, days: int = 30) -> Iterator[Time]:
        """What comes within so many days of an instant."""
        for n in range(-days, days + 1):
            yield from self._days.get(instant.date() + n * DAY, ())

    def against(self, one: Time, instant: datetime) -> Iterator[tuple[str, str]]:
        """What stands against a time at an instant: the rule's words, and what it is kept from, in words."""
        if one.tags.isdisjoint(CONCERNED) and "min_gap" not in one.routine.safety:
            return
        for visit in self.visits:
            for rule in visit.bars(one.tags, wall(instant, one.zone)):
                yield why_of(rule), visit.words
        gap = one.routine.safety.get("min_gap", "1 day")
        near = [other for other in self.near(instant, max(length(gap), DAY).days + 1) if other.id != one.id]
        place = Place.at(one, instant)
        for other in near:
            for rule in place.conflicts(other):
                yield f"at least {gap} from one to the next" if rule == "min-gap" else why_of(rule), other.words
        yield from ((why_of(rule), other.words) for rule, other in place.crowded(near))

    # --- (a) no conflict is left ------------------------------------------------------------------------------------

    def conflicts_left(self) -> Iterator[str]:
        """Of what comes, nothing stands against anything else or inside a visit's window."""
        for one in self.coming:
            if not one.routine.is_medicine:
                for why, words in self.against(one, one.instant):
                    yield f"{one.words} is against {words}: {why}"

    # --- (b) nothing is dropped, nothing moved too far ----------------------------------------------------------------

    def moved_wrongly(self) -> Iterator[str]:
        """What was moved too far, out of its part of the day, or past its neighbours."""
        last: dict[str, Time] = {}
        for one in sorted(self.times, key=lambda one: one.nominal):
            before = last.get(one.routine.id)
            if before and before.instant >= one.instant:
                yield f"{one.id} is not after {before.id}"
            last[one.routine.id] = one
            if one.instant != one.own:
                yield from (f"{one.id} at {one.at} {fault}" for fault in self._move_faults(one, one.instant))
                if not one.counts:
                    yield f"{one.id} is left out, and moved all the same"

    def _move_faults(self, one: Time, instant: datetime) -> Iterator[str]:
        at, move = wall(instant, one.zone), one.routine.move
        if move >= DAY and (abs(at.date() - one.nominal.date()) > move or instant != instant_of(at, one.zone)):
            yield f"moved by more than {move}"
        if move >= DAY and at.time() != one.nominal.time() and instant_of(one.nominal, one.zone) == one.own:
            clock = instant_of(datetime.combine(at.date(), one.nominal.time()), one.zone)
            if clock != instant:
                yield "moved to another time of day"
        if move < DAY and (abs(instant - one.own) > move or at.date() != one.nominal.date()):
            yield f"moved by more than {move} or to another day"
        if one.routine.holds(one.nominal) and not one.routine.holds(at):
            yield "moved out of its part of the day"
        if instant <= self.since:
            yield "moved to the past"

    # --- (c) every reason is true -----------------------------------------------------------------------------------

    def untrue_reasons(self) -> Iterator[str]:
        """A reason names what really stands where it says, by a rule that really bars the time's own place."""
        for one in self.times:
            if one.instant != one.own or not one.counts:
                if one.why not in set(self._true_reasons(one)):
                    yield f"{one.id}: {one.why}"

    def _true_reasons(self, one: Time) -> Iterator[str]:
        moment = f"{one.nominal:%a} {one.nominal.day} {one.nominal:%b %H:%M}"
        visits = {visit.words for visit in self.visits}
        for why, words in self.against(one, one.own):
            if one.counts:
                yield f"moved from {moment}: {why} ({words})"
            elif words in visits:
                yield f"waits: {why} ({words})"
            elif not one.routine.move:
                yield f"left out: {why} ({words})"
            elif not any(self._free(one)):
                within = in_words(one.routine.safety["may_move"])
                yield f"left out: {why} ({words}), and no other time within {within} is free"

    def _free(self, one: Time) -> Iterator[datetime]:
        """The times that one left out could have had after all, between its neighbours."""
        own = sorted((o for o in self.times if o.routine.id == one.routine.id), key=lambda o: o.nominal)
        n = own.index(one)
        first = own[n - 1].instant if n else self.since
        last = own[n + 1].instant if n + 1 < len(own) else datetime.max.replace(tzinfo=one.instant.tzinfo)
        for instant in self._candidates(one):
            faults = any(self._move_faults(one, instant))
            if first < instant < last and not faults and not any(self.against(one, instant)):
                yield instant

    def _candidates(self, one: Time) -> Iterator[datetime]:
        if one.routine.move >= DAY:
            for days in range(-one.routine.move.days, one.routine.move.days + 1):
                yield instant_of(one.nominal + days * DAY, one.zone)
            return
        steps = one.routine.move // timedelta(minutes=15)
        yield from (one.own + n * timedelta(minutes=15) for n in range(-steps, steps + 1))

    def medicines_moved(self) -> Iterator[str]:
        """A medicine stays where it is."""
        for one in self.times:
            if one.routine.is_medicine and (not one.counts or one.instant != one.own):
                yield f"{one.id}: {one.status}, {one.why}"

    def faults(self) -> list[str]:
        """Everything that is wrong."""
        return [
            *self.conflicts_left(),
            *self.moved_wrongly(),
            *self.untrue_reasons(),
            *self.medicines_moved(),
        ]
