"""How days and clock times are said, in English whatever the locale."""

from __future__ import annotations

from datetime import date, datetime, timedelta

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def format_when(wall: datetime, now_wall: datetime) -> str:
    """A wall-clock time as said at `now_wall`: `today 20:30`, `tomorrow 08:00`, `Fri 27 Nov 20:30`.

    With the year where it is another one: `Sun 3 Jan 2027 20:30`.
    """
    return f"{format_day(wall.date(), now_wall.date())} {wall:%H:%M}"


def format_day(day: date, today: date) -> str:
    """`yesterday`, `today`, `tomorrow`, `Fri 27 Nov`; with the year where it is another one."""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((day - today) // timedelta(days=1))
    if near:
        return near
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}{year}"


def format_date(day: date, beside: date) -> str:
    """`2 November`; `2 November 2025` where `beside` lies in another year."""
    year = "" if day.year == beside.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def format_minute(minute: int) -> str:
    """Minutes after midnight as a clock time; from 1440 on, the clock time of the night after."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def utc_text(instant: datetime) -> str:
    """`2026-03-08T05:00:00Z`."""
    return instant.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def minute_text(nominal: datetime) -> str:
    """`2026-03-08T00:00`, of a naive wall-clock time."""
    return nominal.isoformat(timespec="minutes")
