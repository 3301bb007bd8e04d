"""Which dates the words for a day can mean: `fri`, `next week`, `22 Nov`, `24.12.`, `2026-11-22`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from routine.core.errors import UsageError
from routine.core.when.format import MONTHS, WEEKDAYS, format_day
from routine.core.when.moment import YEARS, day_of
from routine.core.when.month import length
from routine.core.when.parse_clock import parse_clock
from routine.core.when.parse_relative import relative
from routine.core.when.part_of_day import OFFERED, WINDOWS

#: How a date may be typed, for who typed something else.
DATES = "Write it like one of these: today, yesterday, tomorrow, fri, next week, 22 Nov, 2026-11-22, in 3 days."
_NAMED = {
    "day before yesterday": -2, "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "day after tomorrow": 2,
}  # fmt: skip
_NUMBERS = re.compile(r"\d\d?[./-]\d\d?[./-]?(?:\d\d){0,2}", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)", re.ASCII)
_DOTTED = re.compile(r"(\d\d?)\. ?(\d\d?)\.(?: ?(\d{4}))?", re.ASCII)
_DAY_MONTH = re.compile(r"(?P<day>\d\d?)(?:st|nd|rd|th)? (?P<month>[a-z]+)(?: (?P<year>\d{4}))?", re.ASCII)
_MONTH_DAY = re.compile(r"(?P<month>[a-z]+) (?P<day>\d\d?)(?:st|nd|rd|th)?(?: (?P<year>\d{4}))?", re.ASCII)
_DAY = timedelta(days=1)


def days_meant(
    text: str, day: str, now_wall: datetime, day_ends: time, forms: str, *, passed: bool = False
) -> list[date]:
    """Every date that the words for a day can mean, near now; `passed`: whether it is looked for behind."""
    today = day_of(now_wall, day_ends)
    if day in _NAMED:
        return [today + _NAMED[day] * _DAY]
    if (weekday := _weekday(day)) is not None:
        nearest = today + timedelta(days=weekday - today.weekday())
        return [nearest + weeks * 7 * _DAY for weeks in (-1, 0, 1)]
    if iso := _ISO.fullmatch(day):
        return [_real(*map(int, iso.groups()))]
    if dotted := _DOTTED.fullmatch(day):
        return _dotted(int(dotted[1]), int(dotted[2]), dotted[3], now_wall.year)
    first, _, rest = day.partition(" ")
    for named, hour in ((first, rest), (rest, first)):
        if hour.isdigit() and (named in _NAMED or _weekday(named) is not None):
            raise _needs_minutes(named, hour)
    if found := _DAY_MONTH.fullmatch(day) or _MONTH_DAY.fullmatch(day):
        return _of_month(found, now_wall.year)
    if first in ("next", "last") and (weekday := _weekday(rest)) is not None:
        return [_next_or_last(text, first, weekday, today, passed=passed)]
    if (length := relative(day, "future")) is not None and not length.is_elapsed:
        return [length.after_wall(datetime.combine(today, time())).date()]
    if rest and (weekday := _weekday(first)) is not None:
        return _on_weekday(text, weekday, days_meant(text, rest, now_wall, day_ends, forms, passed=passed))
    head, _, hour = day.rpartition(" ")
    if head and hour.isdigit() and not head[-1].isdigit():
        days_meant(text, head, now_wall, day_ends, forms, passed=passed)
        raise _needs_minutes(head, hour)
    raise _unreadable(text, day, forms, passed=passed)


def _needs_minutes(day: str, hour: str) -> UsageError:
    """What a number beside the name of a day lacks: the reader of clock times says how an hour is written."""
    try:
        parse_clock(hour)
    except UsageError as error:
        return UsageError(error.message, error.advice, error.details, error.example and f"{day} {error.example}")
    return UsageError(f"“{hour}” is not a time.", "Add the minutes.", example=f"{day} {hour}:00")


def _next_or_last(text: str, which: str, weekday: int, today: date, *, passed: bool) -> date:
    """The first such weekday after today, or the last before it. Raises UsageError for one that may mean two days."""
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    if which == "last":
        return today + (ahead - 7 if ahead < 7 else -7) * _DAY
    nearer = today + ahead * _DAY
    if today.weekday() < weekday and not passed:  # some say "next" for this week's, some for the one after
        this, later = format_day(nearer, today), format_day(nearer + 7 * _DAY, today)
        name = WEEKDAYS[weekday].lower()[:3]
        raise UsageError(
            f"“{text}” may mean {this} or {later}.", "To mean the nearer one, leave “next” out.", example=name
        )
    return nearer


def _on_weekday(text: str, weekday: int, days: list[date]) -> list[date]:
    """Those that fall on the weekday that was typed beside the date."""
    found = [day for day in days if day.weekday() == weekday]
    if not found:
        near = days[len(days) // 2]
        named = f"{near.day} {MONTHS[near.month - 1]} {near.year}"
        raise UsageError(f"“{text}” does not exist, because {named} is a {WEEKDAYS[near.weekday()]}.", DATES)
    return found


def _weekday(word: str) -> int | None:
    fits = [n for n, name in enumerate(WEEKDAYS) if len(word) >= 3 and name.lower().startswith(word)]
    return fits[0] if fits else None


def _of_month(found: re.Match[str], year: int) -> list[date]:
    word, day = found["month"], int(found["day"])
    months = [n for n, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.lower().startswith(word)]
    if not months:
        raise _unlike(word, "month", MONTHS, DATES)
    if found["year"]:
        return [_real(int(found["year"]), months[0], day)]
    return _near(months[0], day, year)


def _dotted(day: int, month: int, in_year: str | None, year: int) -> list[date]:
    """`24.12.2026` and `24.12.`: with dots, the day comes first everywhere."""
    if not 1 <= month <= 12:
        raise UsageError(f"There is no month {month}.", "With dots, write day.month.year.", example="24.12.2026")
    return [_real(int(in_year), month, day)] if in_year else _near(month, day, year)


def _near(month: int, day: int, year: int) -> list[date]:
    """The day of the month in the years around, as far as they have it."""
    _real(2000, month, day)  # a leap year: 29 February is real in some years
    span = 8 if (month, day) == (2, 29) else 1
    near = range(year - span, year + span + 1)
    return [date(y, month, day) for y in near if day <= length(y, month)]


def _real(year: int, month: int, day: int) -> date:
    """The date, or an error that says what about it does not exist."""
    if year not in YEARS:
        raise UsageError(f"The year {year} is not possible here.", f"Use a year from {YEARS[0]} to {YEARS[-1]}.")
    if not 1 <= month <= 12:
        raise UsageError(f"There is no month {month}.", "Write year-month-day.", example="2026-11-22")
    days = length(year, month)
    if not 1 <= day <= days:
        in_year = f" {year}" if month == 2 and day == 29 else ""
        name = MONTHS[month - 1]
        raise UsageError(f"There is no {day} {name}{in_year}.", f"{name} has {days} days. Use a day from 1 to {days}.")
    return date(year, month, day)


def _unreadable(text: str, day: str, forms: str, *, passed: bool) -> UsageError:
    words = [word for word in day.split() if word not in _NAMED and _weekday(word) is None] or [day or text]
    if _NUMBERS.fullmatch(day):
        hint = "Write the month as a word, or year-month-day."
        return UsageError(f"“{text}” does not show which number is the month.", hint, example="4 Dec")
    if words[0] in WINDOWS:
        named = " ".join(word for word in day.split() if word not in WINDOWS) or ("today" if passed else "tomorrow")
        return UsageError(
            f"“{words[0]}” is not an exact time.", "Add the time.", example=f"{named} {OFFERED[words[0]]}"
        )
    if words[0].isalpha():
        return _unlike(words[0], "day", [*WEEKDAYS, *(name for name in _NAMED if " " not in name)], forms)
    return UsageError(f"“{text}” is not a time or a date.", forms)


def _unlike(word: str, what: str, names: Iterable[str], forms: str) -> UsageError:
    from difflib import get_close_matches  # here: only for a word that is not known

    near = get_close_matches(word, [name.lower() for name in names], n=1)
    return UsageError(f"“{word}” is not a {what}.", f"Did you mean “{near[0]}”?" if near else forms)
