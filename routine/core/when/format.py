"""How days and clock times are said, in English whatever the locale."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from math import ceil

from routine.core.when.moment import day_of

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def format_when(wall: datetime, now_wall: datetime, day_ends: time) -> str:
    """A wall-clock time as said at `now_wall`: `today 20:30`, `tomorrow 08:00`, `Fri 27 Nov 20:30`.

    Today is the day as people count it, which ends at `day_ends`: at 01:30, 08:00 of the same date is tomorrow. What
    lies between midnight and then is `tonight 01:00` where today's night is meant; of any other night, the date is
    said, since `tomorrow 01:00` could be two nights. With the year where it is another one: `Sun 3 Jan 2027 20:30`.
    """
    day, today = day_of(wall, day_ends), day_of(now_wall, day_ends)
    if day == wall.date():
        return f"{format_day(day, today)} {wall:%H:%M}"
    near = "tonight" if day == today and wall >= now_wall else "today" if day == today else ""
    return f"{near or _dated(wall.date(), today)} {wall:%H:%M}"


def format_day(day: date, today: date) -> str:
    """`yesterday`, `today`, `tomorrow`, `Fri 27 Nov`; with the year where it is another one."""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((day - today) // timedelta(days=1))
    return near or _dated(day, today)


def _dated(day: date, today: date) -> str:
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}{year}"


def format_clock(wall: datetime) -> str:
    """A wall-clock time of any day: `Fri 27 Nov 20:30`."""
    return f"{_dated(wall.date(), wall.date())} {wall:%H:%M}"


def format_lasting(wall: datetime) -> str:
    """`27 Nov 2026, 20:30`: for what is read on another day, or on paper."""
    return f"{wall.day} {MONTHS[wall.month - 1][:3]} {wall.year}, {wall:%H:%M}"


def format_whole_day(day: date, today: date) -> str:
    """`Friday 4 December`, inside a sentence; with the year where it is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


def format_date(day: date, beside: date) -> str:
    """`2 November`; `2 November 2025` where `beside` lies in another year."""
    year = "" if day.year == beside.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def format_minute(minute: int) -> str:
    """Minutes after midnight as a clock time; from 1440 on, the clock time of the night after."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def countdown(seconds: float) -> str:
    """`7:42`, `1:02:03`; what is left of a second counts as one."""
    minutes, second = divmod(max(0, ceil(seconds)), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def utc_text(instant: datetime) -> str:
    """`2026-03-08T05:00:00Z`."""
    return instant.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


@lru_cache(maxsize=1024)
def minute_text(nominal: datetime) -> str:
    """`2026-03-08T00:00`, of a naive wall-clock time."""
    return nominal.isoformat(timespec="minutes")
