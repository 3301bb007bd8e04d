"""Which days: `on`, `every` and `days` of a schedule."""

from __future__ import annotations

import re

from routine.core.errors import UsageError
from routine.core.preset.read.forms import leaf, listed
from routine.core.preset.read.nearest_word import nearest
from routine.core.preset.read.wrong_value import shown
from routine.core.schedule.types import (
    Days,
    EveryDay,
    EveryNDays,
    EveryNMonths,
    EveryNWeeks,
    MonthDays,
    NthWeekdays,
    Weekdays,
)

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SETS = {"weekdays": (0, 1, 2, 3, 4), "weekends": (5, 6), "weekend": (5, 6)}
_ORDINALS = {
    **{word: i for i, words in enumerate((("1st", "first"), ("2nd", "second"), ("3rd", "third")), 1) for word in words},
    **dict.fromkeys(("4th", "fourth"), 4),
    **dict.fromkeys(("5th", "fifth"), 5),
    "last": -1,
}
_EVERY = re.compile(r"(?:(\d{1,4})\s*)?(day|week|month)s?", re.ASCII)
_EVERY_PATTERN = r"^\s*(\d{1,4}\s*)?([Dd]ay|[Ww]eek|[Mm]onth)s?\s*$"
_LONGEST_DAYS = 3660
_IN_DAYS = {"day": 1, "week": 7, "month": 30}


def weekday_of(word: str) -> int | None:
    """Monday is 0; whole names and their first three letters or more."""
    word = word.lower().strip()
    return next((i for i, day in enumerate(_WEEKDAYS) if len(word) >= 3 and day.startswith(word)), None)


def _on(value: str) -> Weekdays | NthWeekdays:
    words = value[:60].lower().split()
    if len(words) == 1 and words[0] in _SETS:
        return Weekdays(_SETS[words[0]])
    day = weekday_of(words[-1]) if words else None
    if day is not None and len(words) == 1:
        return Weekdays((day,))
    if day is not None and len(words) == 2 and words[0] in _ORDINALS:
        return NthWeekdays(((_ORDINALS[words[0]], day),))
    hint = nearest(words[-1] if words else "", (*_WEEKDAYS, "weekdays", "weekends", "2nd tue", "last fri"))
    raise UsageError(f"{shown(value)} is not a day of the week.", hint)


def _every(value: str) -> Days:
    match = _EVERY.fullmatch(value.strip().lower())
    if match is None:
        raise UsageError(
            f"{shown(value)} is not a number of days, weeks or months.",
            "For several times a day, use window. Otherwise use days, weeks or months.",
            example="2 days",
        )
    n, unit = int(match[1] or 1), match[2]
    if not 1 <= n * _IN_DAYS[unit] <= _LONGEST_DAYS:
        raise UsageError(
            f"{shown(value)} is not possible here.", "Use 3660 days or 120 months at most.", example="2 weeks"
        )
    if unit == "day":
        return EveryNDays(n) if n > 1 else EveryDay()
    return EveryNWeeks(n) if unit == "week" else EveryNMonths(n)


def days_from(on: tuple[Weekdays | NthWeekdays, ...] | None, every: Days | None, days: tuple[int, ...] | None) -> Days:
    """What the three keys say together; raises UsageError where they cannot be meant together."""
    if days:
        return MonthDays(tuple(sorted(set(days), key=lambda day: (day < 0, day))))
    if not on:
        return every or EveryDay()
    plain = tuple(sorted({day for item in on if isinstance(item, Weekdays) for day in item.days}))
    nth = tuple(pair for item in on if isinstance(item, NthWeekdays) for pair in item.days)
    if nth and (plain or every):
        other = "every" if every else "plain weekdays"
        raise UsageError(f"A day such as “2nd tue” does not go with {other}.", "Use one of the two.", example="2nd tue")
    if nth:
        return NthWeekdays(tuple(dict.fromkeys(nth)))
    if every is None:
        return Weekdays(plain)
    if isinstance(every, EveryNWeeks):
        return EveryNWeeks(every.n, plain)
    raise UsageError("“on” goes with “every” only for weeks.", 'Use weeks: every = "2 weeks"')


def _month_day(value: int) -> int:
    if value == 0 or not -31 <= value <= 31:
        raise UsageError(
            f"“{value}” is not a day of a month.", "Use 1 to 31. The last day is -1, the last but one is -2."
        )
    return value


_ON_SCHEMA = {"type": "string", "pattern": r"^\s*([A-Za-z0-9]+\s+)?[A-Za-z]{3,9}\s*$"}

on = listed(
    leaf('a weekday in quotes, such as "fri" or "2nd tue"', (str,), _on, _ON_SCHEMA),
    "a list of weekdays",
    or_one=True,
    filled=True,
)
every = leaf('a text in quotes, such as "2 days"', (str,), _every, {"type": "string", "pattern": _EVERY_PATTERN})
month_days = listed(
    leaf("a whole number", (int,), _month_day, {"type": "integer", "minimum": -31, "maximum": 31, "not": {"const": 0}}),
    "a list of days of the month",
    or_one=True,
    filled=True,
)
