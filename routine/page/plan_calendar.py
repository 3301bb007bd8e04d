"""The four weeks of the plan as days from Monday to Sunday, each with what does not come every day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from routine.page.moved_or_on_hold import NOT_AS_WRITTEN, why_so
from routine.page.time_words import clock, of_zone
from routine.page.without_commands import upfirst

if TYPE_CHECKING:
    from routine.core.requests.replies.plan import WholePlanReply, WholePlanTime

DAYS = 28
#: How a kind of routine is marked, and how the key calls it; in the key's order.
_LOOKS = {"mask": "f4", "treatment": "f3", "check": "f2", "visit": "f-info"}
KEY = {
    "f4": "Mask",
    "f3": "Treatment",
    "f2": "Self-check",
    "f1": "Other",
    "f-info": "Visit and its care",
    "f-now": "Waiting for you",
    "f-none": "Not counted",
}
_PARTS = {"before": "Before your visit", "asks": "Did you go?", "after": "After-care"}


class Entry(NamedTuple):
    """One time of a day. `look`: its mark. `where`: the place in the page that has all of it."""

    at: str
    title: str
    sub: str
    look: str
    off: bool = False
    where: str = ""


class Day(NamedTuple):
    """One day; `out`: it is over, or after the four weeks, and only fills the week."""

    day: date
    out: bool
    today: bool
    entries: tuple[Entry, ...]


def last_day(plan: WholePlanReply) -> date:
    """The last of the four weeks."""
    return date.fromisoformat(plan.today) + timedelta(days=DAYS - 1)


def calendar(plan: WholePlanReply) -> list[Day]:
    """Whole weeks, from the Monday of this week on."""
    today, last = date.fromisoformat(plan.today), last_day(plan)
    by_day: dict[date, list[tuple[str, Entry]]] = {}
    for day, instant, entry in [*_times(plan, today), *_visits(plan)]:
        by_day.setdefault(day, []).append((instant, entry))
    first = today - timedelta(days=today.weekday())
    until = last + timedelta(days=6 - last.weekday())
    days = (first + timedelta(days=n) for n in range((until - first).days + 1))
    return [Day(day, not today <= day <= last, day == today, _in_order(by_day.get(day, []))) for day in days]


def _in_order(found: list[tuple[str, Entry]]) -> tuple[Entry, ...]:
    return tuple(entry for _, entry in sorted(found, key=lambda one: one[0]))


def key(days: list[Day]) -> dict[str, str]:
    """The marks that are there, with their words."""
    there = {entry.look for day in days for entry in day.entries if not day.out}
    return {look: words for look, words in KEY.items() if look in there}


def _visits(plan: WholePlanReply) -> Iterator[tuple[date, str, Entry]]:
    for one in plan.visits:
        where = visit_place(one.routine, one.visit)
        sub = upfirst(of_zone(one.when))
        entry = Entry(clock(one.when), f"{one.title}, visit {one.visit}", sub, "f-info", where=where)
        yield date.fromisoformat(one.nominal[:10]), one.instant, entry


def visit_place(routine: str, n: int) -> str:
    """Where the page has all of one visit."""
    return f"visits#visit-{routine}-{n}"


def _times(plan: WholePlanReply, today: date) -> Iterator[tuple[date, str, Entry]]:
    """What has a reason of its own says it; what is as it was the last time says it no more."""
    said: dict[str, str] = {}
    for one in plan.occurrences:
        if one.daily:
            continue
        words = _words(one)
        sub = _what_differs(words, said.get(one.routine, ""))
        said[one.routine] = words
        day = date.fromisoformat(one.day)
        yield max(day, today), one.instant, _entry(one, sub, day < today)


def _what_differs(words: str, before: str) -> str:
    """Nothing of what was said the last time; `Sun, 3 of 7` where only its number is another."""
    number, colon, what = words.partition(": ")
    if colon and what == before.partition(": ")[2]:
        return "" if words == before else number
    return "" if words == before else words


def _entry(one: WholePlanTime, sub: str, old: bool) -> Entry:
    """`old`: it waits since an earlier day, so its clock time is not one of today."""
    look, off = _LOOKS.get(one.kind, "f1"), one.status == "excused"
    if off or one.status == "raised":
        look = "f-none" if off else "f-now"
    where = visit_place(one.routine, one.visit) if one.visit else "today" if one.status == "raised" else ""
    title = _PARTS[one.part] if one.part else one.title
    return Entry("" if old else clock(one.when), title, sub, look, off, where)


def _words(one: WholePlanTime) -> str:
    """Why it is there, or not."""
    reason = one.reason
    if one.part:
        return one.title if one.part == "asks" else _says(one.says)
    if one.status == "raised":
        return f"Waiting since {one.when}"
    if one.moved_words and reason:
        return why_so(one)
    if reason:
        became, why = f"{NOT_AS_WRITTEN[reason.kind]}.", why_so(one)
        return became if why in ("", became) else f"{became} {why}"
    return upfirst(one.why)


def _says(says: tuple[str, ...]) -> str:
    return f"{says[0]} And {len(says) - 1} more." if len(says) > 1 else "".join(says)
