"""How long: `90s`, `20m`, `1h30m`, `3 days`, `8 weeks`, `2 months`, read and written as people do."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from routine.core.errors import UsageError
from routine.core.text.counts import counted
from routine.core.when.moment import instant_of, wall
from routine.core.when.month import length

_SECONDS = {"s": 1, "m": 60, "h": 3600}
_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "m"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("w", "wk", "week", "weeks"), "w"),
    **dict.fromkeys(("month", "months"), "month"),
    **dict.fromkeys(("y", "year", "years"), "year"),
}
_PART = re.compile(r"\s*(\d{1,12}(?:\.\d{1,9})?)\s*([a-z]+)\s*", re.ASCII)
#: How a length may be typed, for who typed something else.
LENGTHS = "Write it like one of these: 90s, 20m, 1h30m, 3 days, 8 weeks, 2 months."
_ABOVE_ZERO = "Use a longer time."
_LONGEST_DAYS = 36525
_DAY = timedelta(days=1)


class Duration(Struct, frozen=True, order=True):
    """A length of time. `months` and `days` are wall clock (a day is not 24 h when clocks change); `seconds` elapse."""

    months: int = 0
    days: int = 0
    seconds: int = 0

    @property
    def is_elapsed(self) -> bool:
        """Whether it counts hours, minutes and seconds only."""
        return not (self.months or self.days)

    def delta(self) -> timedelta:
        """The same length as elapsed time, a day taken as 24 h and a month as 30 days: for limits, not for dates."""
        return timedelta(days=self.months * 30 + self.days, seconds=self.seconds)

    def after_wall(self, start: datetime) -> datetime:
        """`start` (naive wall clock) moved on; a day that the month does not have becomes its last."""
        months = start.month - 1 + self.months
        year, month = start.year + months // 12, months % 12 + 1
        day = min(start.day, length(year, month))
        return start.replace(year=year, month=month, day=day) + timedelta(days=self.days, seconds=self.seconds)

    def days_around(self, day: date) -> tuple[date, date]:
        """From which day (included) until which, days are less than so far from `day`; months differ in length."""
        last, first = self._days_after(day), Duration(-self.months, -self.days)._days_after(day)
        # A month on from a month ago is not always today (31 March), so the first day is looked for.
        while self._days_after(first) > day:
            first -= _DAY
        while self._days_after(first) <= day:
            first += _DAY
        return first, last

    def _days_after(self, day: date) -> date:
        return self.after_wall(datetime.combine(day, time())).date()

    def after(self, instant: datetime, zone: str) -> datetime:
        """The UTC instant this long after `instant`: elapsed for hours, the same clock time in `zone` for days."""
        if self.is_elapsed:
            return instant + timedelta(seconds=self.seconds)
        return instant_of(self.after_wall(wall(instant, zone)), zone)


def parse_duration(text: str) -> Duration:
    """Read a positive duration; raises UsageError that says what is allowed."""
    months = days = 0
    seconds = 0.0
    rest = text.strip().lower().replace(",", " ").replace(" and ", " ")
    if not rest:
        raise _unreadable(text)
    while rest:
        part = _PART.match(rest)
        unit = _UNITS.get(part[2]) if part else None
        if part is None or unit is None:
            raise _unreadable(text)
        amount = float(part[1])
        if unit in _SECONDS:
            seconds += amount * _SECONDS[unit]
        elif amount != int(amount):
            raise UsageError(f"“{text}” is not a whole number of days, weeks or months.", "Use hours.", example="36h")
        elif unit in ("month", "year"):
            months += int(amount) * (12 if unit == "year" else 1)
        else:
            days += int(amount) * (7 if unit == "w" else 1)
        rest = rest[part.end() :]
    return _checked(text, months, days, seconds)


def _checked(text: str, months: int, days: int, seconds: float) -> Duration:
    if months * 30 + days + seconds / 86400 > _LONGEST_DAYS:
        raise UsageError(f"“{text}” is longer than 100 years.", "Use a shorter time.", example="8 weeks")
    found = Duration(months, days, round(seconds))
    if found == Duration():
        raise UsageError(f"“{text}” is not longer than zero.", _ABOVE_ZERO, example="20m")
    return found


def is_duration(text: str) -> bool:
    """Whether it has the form of one: numbers with units, whatever they come to."""
    rest = text.lower()
    while part := _PART.match(rest):
        if part[2] not in _UNITS:
            return False
        rest = rest[part.end() :]
    return not rest and bool(text)


def _unreadable(text: str) -> UsageError:
    if text.strip().startswith(("-", "−")):
        return UsageError(f"“{text}” is less than zero.", _ABOVE_ZERO, example="20m")
    if text.strip().isdecimal() and text.isascii():
        return UsageError(f"“{text}” has no unit.", "Add m for minutes.", example=f"{text.strip()[:6]}m")
    return UsageError(f"“{text}” is not a length of time.", LENGTHS)


def format_duration(duration: Duration) -> str:
    """The duration in the form a preset uses: `1h30m`, `3 days`, `8 weeks`."""
    parts: list[str] = []
    if duration.months:
        parts.append(counted(duration.months, "month"))
    if duration.days:
        weeks = duration.days % 7 == 0 and duration.days > 7
        parts.append(counted(duration.days // 7, "week") if weeks else counted(duration.days, "day"))
    if duration.seconds or not parts:
        parts.append(format_seconds(duration.seconds))
    return " ".join(parts)


def format_seconds(seconds: int) -> str:
    """`90` as `1m30s`, `7200` as `2h`."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    text = (f"{hours}h" if hours else "") + (f"{minutes}m" if minutes else "") + (f"{left}s" if left else "")
    return text or "0s"
