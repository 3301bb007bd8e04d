"""Times, dates and lengths in words, as the page says them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from routine.core.text.counts import and_list, counted
from routine.core.when.duration import parse_duration
from routine.core.when.format import MONTHS, WEEKDAYS

_CLOCK = re.compile(r"\d\d:\d\d")


def clock(when: str) -> str:
    """`20:30`, of `today 20:30`, `Fri 27 Nov 20:30`, `2026-11-28T20:30` or `Wed 9 Dec 20:30 (Asia/Tokyo time)`."""
    found = _CLOCK.findall(when)
    return found[-1] if found else when


def of_zone(when: str) -> str:
    """`Asia/Tokyo time`, of `Wed 9 Dec 20:30 (Asia/Tokyo time)`; nothing of a time by the clock that is here."""
    return when.partition(" (")[2].rstrip(")")


def same_day(when: str) -> str:
    """`20:30`, of `today 20:30`; what is of another day is said whole."""
    return when.removeprefix("today ")


def later_words(choice: Mapping[str, str | None]) -> str:
    """A choice of Later, as the day gives it: `In 20 minutes, 21:16`, `Tomorrow 20:30`."""
    when, after = choice["when"] or "", choice["for"]
    if after:
        return f"In {how_long(parse_duration(after).delta().total_seconds())}, {same_day(when)}"
    return when[:1].upper() + when[1:]


def slug(id: str) -> str:
    """An id that HTML may have, of `egg-mask@2026-11-27T20:30`."""
    return re.sub(r"[^a-zA-Z0-9-]", "-", id)


def long_date(day: str, beside: str = "") -> str:
    """`Saturday 28 November`, of `2026-11-28`; with the year where the day `beside` is given and lies in another."""
    one = date.fromisoformat(day)
    year = f" {one.year}" if beside and beside[:4] != day[:4] else ""
    return f"{WEEKDAYS[one.weekday()]} {one.day} {MONTHS[one.month - 1]}{year}"


def full_day(day: date) -> str:
    """`28 November 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: str) -> str:
    """`4 Dec 2026`, of `2026-12-04`; nothing of nothing."""
    if not day:
        return ""
    one = date.fromisoformat(day)
    return f"{one.day} {MONTHS[one.month - 1][:3]} {one.year}"


def how_long(seconds: float) -> str:
    """`8 minutes`, `2 minutes and 30 seconds`, `1 hour and 5 minutes`; the seconds are left out from an hour on."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "hour"), (minutes, "minute"), (0 if hours else rest, "second")]
    return and_list([counted(n, unit) for n, unit in parts if n]) or "0 seconds"


def about(seconds: float) -> str:
    """`about 12 minutes`; under 2 minutes to the second."""
    return f"about {how_long(round(seconds / 60) * 60)}" if seconds >= 120 else how_long(seconds)
