"""What the shipped files say of a routine and of a visit, as a reader of their texts would take it; for the judge."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from tests.presets.shipped import raw

DAY = timedelta(days=1)
_A_WEEK = 7
DAY_ENDS = time(4)
RETINOID, ACID = frozenset({"retinoid"}), frozenset({"aha", "bha", "acid"})
ACTIVE, MASK = RETINOID | ACID, frozenset({"mask"})
MINERALS = frozenset({"calcium", "iron", "zinc", "selenium", "magnesium", "minerals"})
ANTIBIOTICS = frozenset({"tetracycline", "quinolone"})
WASH = frozenset({"face-wash"})
LEVO = frozenset({"levothyroxine"})
#: Rule of rules.toml -> the two sides, and how far apart: days count days, hours elapse.
PAIRS: dict[str, tuple[frozenset[str], frozenset[str], timedelta]] = {
    "retinoid-and-acid": (RETINOID, ACID, DAY),
    "active-and-mask": (ACTIVE, MASK, DAY),
    "calcium-and-iron": (frozenset({"calcium"}), frozenset({"iron"}), timedelta(hours=2)),
    "calcium-and-thyroid-medicine": (frozenset({"calcium"}), LEVO, timedelta(hours=4)),
    "iron-and-thyroid-medicine": (frozenset({"iron"}), LEVO, timedelta(hours=4)),
    "minerals-and-antibiotics": (MINERALS, ANTIBIOTICS, timedelta(hours=6)),
    "wash-and-care": (WASH, ACTIVE | MASK, timedelta(hours=2)),
}
#: Rule -> what it is about, how often at most, what counts.
MOST = {"masks": (MASK, 1, MASK), "face-washing": (WASH, 2, WASH | ACTIVE | MASK)}
MEDICINES = frozenset({"levothyroxine"}) | ANTIBIOTICS
#: Rule -> what it says, as its table stands in rules.toml.
AROUND: dict[str, dict[str, Any]] = raw("rules")["visits"]
#: Whatever has none of these stands in no rule.
CONCERNED = frozenset().union(
    *(these | those for these, those, _ in PAIRS.values()),
    *(of for of, _, _ in MOST.values()),
    *(frozenset(rule["off"]) for rule in AROUND.values()),
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

    @cached_property
    def wait(self) -> timedelta:
        """How long after it was done it comes again; nothing where it goes by the clock."""
        return length(self.table.get("schedule", {}).get("after_done", "0h"))

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
            return datetime.combine(date.max, time())
        return datetime.combine(later(first, course), time())


def named(days: list[str] | None, day: date) -> bool:
    """Whether a list of weekdays, or of nth weekdays of the month, names a day."""
    names = {"weekdays": WEEKDAYS[:5]}
    for word in days or WEEKDAYS:
        *nth, name = word.split()
        nth_fits = not nth or (day.day - 1) // 7 + 1 == int(nth[0][0])
        if nth_fits and WEEKDAYS[day.weekday()] in names.get(name, (name,)):
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


def later(day: date, text: str) -> date:
    """The day so long after another; months by the calendar."""
    count, unit = text.split()
    if not unit.startswith("month"):
        return day + length(text)
    year, month = divmod(day.year * 12 + day.month - 1 + int(count), 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def in_words(text: str) -> str:
    """`8h` and `14 days` as people are told them: 8 hours, 2 weeks."""
    number, _, unit = text.partition(" ")
    if unit == "days" and int(number) > _A_WEEK and int(number) % _A_WEEK == 0:
        return f"{int(number) // _A_WEEK} weeks"
    return f"{text[:-1]} hours" if text.endswith("h") else text


class Visit(Struct, frozen=True):
    """A visit that is booked or was attended: of which series, when (naive wall), in the clinic's zone."""

    series: Routine
    at: datetime
    zone: str

    @property
    def words(self) -> str:
        """`Chemical peel, 20 March 2026 at 10:00`."""
        return f"{self.series.title}, {self.at.day} {self.at:%B %Y} at {self.at:%H:%M}"

    def bars(self, tags: frozenset[str], instant: datetime) -> Iterator[str]:
        """The rules by which something waits at an instant because of this visit; days are the clinic's."""
        for name, rule in AROUND.items():
            visit, unless, but = (frozenset(rule.get(key, ())) for key in ("visit", "unless", "but"))
            series = self.series.tags
            meant = (not visit or not visit.isdisjoint(series)) and unless.isdisjoint(series)
            meant = meant and not tags.isdisjoint(rule["off"]) and tags.isdisjoint(but)
            if meant and self._first(rule) <= instant < self._end(name, rule):
                yield name

    def _first(self, rule: dict[str, Any]) -> datetime:
        """When it begins to wait: with the first day, or at the visit."""
        before = self._ahead(rule)
        if before is None:
            return instant_of(self.at, self.zone)
        return instant_of(datetime.combine(day_of(self.at) - length(before), DAY_ENDS), self.zone)

    def _end(self, name: str, rule: dict[str, Any]) -> datetime:
        """When it may be again: so many hours after the visit, or with a day; not before a question says yes."""
        after, day = self._lasts(rule) or "1 day", day_of(self.at)
        last = self.care_over() + DAY if name == "masks-in-after-care" else day
        found = instant_of(datetime.combine(max(day + DAY, last), DAY_ENDS), self.zone)
        if after.endswith("h"):
            found = instant_of(self.at, self.zone) + length(after)
        elif name != "masks-in-after-care":
            found = instant_of(datetime.combine(day + length(after), DAY_ENDS), self.zone)
        asks = self.series.table.get("after", {}).get(rule.get("until_yes", ""))
        if asks:
            evening = self.at.date() + length(asks["from"])
            yes = datetime.combine(evening, time()) + timedelta(minutes=minutes(asks["at"]))
            found = max(found, instant_of(yes, self.zone))
        return found

    def _ahead(self, rule: dict[str, Any]) -> str | None:
        """How long before: the series' own number, else the rule's."""
        own: str | None = self.series.table.get("before", {}).get(rule.get("step", ""), {}).get("ahead")
        return own or rule.get("before")

    def _lasts(self, rule: dict[str, Any]) -> str | None:
        """How long after: the series' own number, else the rule's."""
        own: str | None = self.series.table.get("after", {}).get(rule.get("lasts", ""), {}).get("lasts")
        return own or rule.get("after")

    def why_of(self, name: str) -> str:
        """What rules.toml says of a rule, with the numbers that hold here."""
        rule, text = AROUND[name], why_of(name)
        for stands, number in (("{ahead}", self._ahead(rule)), ("{lasts}", self._lasts(rule))):
            text = text.replace(stands, in_words(number)) if number else text
        return text

    def care_over(self) -> date:
        """The last day of its after-care, as its file has it; the day before it where it has none."""
        return max(
            (self._last(step) for step in self.series.table.get("after", {}).values()), default=self.at.date() - DAY
        )

    def _last(self, step: dict[str, Any]) -> date:
        if step.get("if_asked") or step.get("follow_up") or step.get("until_yes"):
            return self.at.date() - DAY
        wait = step.get("from", "1 day")
        if wait.endswith("h"):
            return (self.at + length(wait)).date()
        first, every = later(self.at.date(), wait), length(step.get("every", "1 day"))
        times = max(-(-length(step.get("for", "1 day")) // every), 1)
        return first + (times - 1) * every


def wall(instant: datetime, zone: str) -> datetime:
    """What clocks on a wall show."""
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def day_of(at: datetime) -> date:
    """The day as people count it: it ends at four in the morning."""
    return (at - timedelta(hours=4)).date()


def instant_of(nominal: datetime, zone: str) -> datetime:
    """The instant of a wall-clock time; in a gap the offset before it, in a fold the first."""
    return nominal.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(ZoneInfo("UTC"))


@cache
def why_of(rule: str) -> str:
    """What rules.toml says of a rule, as a reason quotes it."""
    rules = raw("rules")
    text: str = next(rules[kind][rule]["why"] for kind in ("apart", "most", "visits") if rule in rules[kind])
    return text.rstrip(".")
