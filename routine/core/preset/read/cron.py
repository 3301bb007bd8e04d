"""Cron lines: five fields -> clock times and days. Monday is 1, 0 and 7 are Sunday."""

from __future__ import annotations

import re

from msgspec import Struct

from routine.core.errors import UsageError
from routine.core.preset.read.wrong_value import shown
from routine.core.schedule.types import CronDays
from routine.core.when.format import MONTHS

_MONTHS = {name[:3].lower(): i for i, name in enumerate(MONTHS, 1)}
_WEEKDAYS = {name: i for i, name in enumerate(("sun", "mon", "tue", "wed", "thu", "fri", "sat"))}
_PART = re.compile(r"(?:(\*)|(\w+)(?:-(\w+))?)(?:/(\d{1,4}))?", re.ASCII)
_FIVE = "Write minute, hour, day of the month, month and weekday."
_EXAMPLE = "0 9 * * 1"
_LONGEST_MONTHS = {2: 29, **dict.fromkeys((4, 6, 9, 11), 30)}


class _Line(Struct, frozen=True):
    """What the five fields allow."""

    name: str
    low: int
    high: int
    names: dict[str, int] = {}


_FIELDS = (
    _Line("minute", 0, 59),
    _Line("hour", 0, 23),
    _Line("day of the month", 1, 31),
    _Line("month", 1, 12, _MONTHS),
    _Line("weekday", 0, 7, _WEEKDAYS),
)


def parse_cron(line: str) -> tuple[tuple[int, ...], CronDays]:
    """The times (minutes after midnight) and the days of a cron line; raises UsageError naming the bad field."""
    words = line[:400].lower().split()
    if len(words) != len(_FIELDS):
        raise UsageError(f"A cron line has 5 fields, not {len(words)}.", _FIVE, example=_EXAMPLE)
    minutes, hours, days, months, weekdays = (_field(*pair) for pair in zip(_FIELDS, words, strict=True))
    # As in cron, `*/2` is a star too: then both fields have to fit.
    either = not words[2].startswith("*") and not words[4].startswith("*")
    if not either and not any(day <= _LONGEST_MONTHS.get(month, 31) for day in days for month in months):
        raise UsageError(
            f"The cron line {shown(line)} names a day that its months do not have.", _FIVE, example=_EXAMPLE
        )
    times = tuple(hour * 60 + minute for hour in sorted(hours) for minute in sorted(minutes))
    monday_first = {(day + 6) % 7 for day in weekdays}
    return times, CronDays(tuple(sorted(days)), tuple(sorted(months)), tuple(sorted(monday_first)), either)


def _field(field: _Line, text: str) -> set[int]:
    found: set[int] = set()
    for part in text.split(","):
        found |= _part(field, part)
    return found


def _part(field: _Line, part: str) -> set[int]:
    match = _PART.fullmatch(part)
    if match is None:
        raise _bad(field, part)
    star, first, last, step = match.groups()
    low, high = (field.low, field.high) if star else _ends(field, part, first, last, step)
    if low > high or step == "0":
        raise _bad(field, part)
    return set(range(low, high + 1, int(step or 1)))


def _ends(field: _Line, part: str, first: str, last: str | None, step: str | None) -> tuple[int, int]:
    low = _number(field, part, first)
    if last is None:
        return low, field.high if step else low
    high = _number(field, part, last)
    # `fri-sun`: at the end of a range Sunday is 7.
    return low, 7 if field.names is _WEEKDAYS and high == 0 and low > 0 else high


def _number(field: _Line, part: str, word: str) -> int:
    value = field.names.get(word[:3], -1) if field.names and word.isalpha() else -1
    if word.isdecimal() and len(word) <= 4:
        value = int(word)
    if not field.low <= value <= field.high:
        raise _bad(field, part)
    return value


def _bad(field: _Line, part: str) -> UsageError:
    names = f" or {', '.join(field.names)}" if field.names else ""
    return UsageError(
        f"{shown(part)} does not fit the {field.name} of a cron line.",
        f"Use {field.low} to {field.high}{names}, *, lists (1,3), ranges (1-5) and steps (*/2).",
    )
