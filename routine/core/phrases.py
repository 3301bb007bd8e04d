"""Times and dates as people type them: `21:40`, `fri 20:30`, `tomorrow 8:00`, `22 Nov`, `in 20m`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from routine.core.dates import MONTHS, WEEKDAYS, format_day, format_when
from routine.core.errors import UsageError
from routine.core.now import Now, day_of, wall
from routine.core.preset import WINDOWS
from routine.core.schedule.relative import clock_time
from routine.core.spoken import Direction, relative, tidy

__all__ = ["Direction", "format_when", "parse_begin", "parse_clock", "parse_date", "parse_time"]

_TIMES = "times look like: 21:40, 9pm, tomorrow 8:00, fri 20:30, 22 Nov 8:00, 2026-11-22 08:00, in 20m, 20m ago"
_DATES = "dates look like: today, yesterday, tomorrow, fri, next week, 22 Nov, 2026-11-22, in 3 days, 2 weeks ago"
_AHEAD = "name one that is still to come"
_NAMED = {
    "day before yesterday": -2, "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "day after tomorrow": 2,
}  # fmt: skip
_NUMBERS = re.compile(r"\d\d?[./-]\d\d?[./-]?(?:\d\d){0,2}", re.ASCII)
_CLOCK = r"(?P<clock>\d{1,2}[:.]\d\d ?(?:am|pm)?|\d{1,2} ?(?:am|pm)|noon)"
_DAY_CLOCK = re.compile(rf"(?:(?P<day>.+) )?{_CLOCK}", re.ASCII)
_CLOCK_DAY = re.compile(rf"{_CLOCK} (?P<day>.+)", re.ASCII)
_CLOCK_PARTS = re.compile(r"(\d{1,2})(?:[:.](\d\d))? ?(am|pm)?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)", re.ASCII)
_DOTTED = re.compile(r"(\d\d?)\. ?(\d\d?)\.(?: ?(\d{4}))?", re.ASCII)
_DAY_MONTH = re.compile(r"(?P<day>\d\d?)(?:st|nd|rd|th)? (?P<month>[a-z]+)(?: (?P<year>\d{4}))?", re.ASCII)
_MONTH_DAY = re.compile(r"(?P<month>[a-z]+) (?P<day>\d\d?)(?:st|nd|rd|th)?(?: (?P<year>\d{4}))?", re.ASCII)
_YEARS = range(1900, 2201)
_JUST_AHEAD = timedelta(hours=1)
_DAY = timedelta(days=1)


def parse_time(
    text: str, now: Now, *, day_ends: time, zone: str | None = None, direction: Direction = "any"
) -> datetime:
    """The wall-clock time (naive, in `zone` or the machine's) that `text` means at `now`.

    `direction` says where to look when several fit: the last in the past, or the next. A day without a clock time is
    that day at the present clock time; `tonight` without one is when the night begins. Raises UsageError for what
    is no time, does not exist, or lies in the other direction.
    """
    here = zone or now.zone
    return _parse(text, now, here, day_ends, direction, now.wall(here).time())


def parse_begin(text: str, now: Now, *, day_ends: time, direction: Direction = "any") -> datetime:
    """As `parse_time`, but a day alone is its beginning: midnight, or, after that, when the day of people begins."""
    return _parse(text, now, now.zone, day_ends, direction, time())


def _parse(text: str, now: Now, here: str, day_ends: time, direction: Direction, alone: time) -> datetime:
    """`alone`: the clock time of a day without one."""
    asked, now_wall = tidy(text), now.wall(here)
    day, minute = _split(text, asked)
    if minute is None and (length := relative(asked, direction)) is not None:
        there = wall(length.after(now.instant, here), here)
        if alone == time() and not length.is_elapsed:
            there = datetime.combine(there.date(), alone)
        return _pick(text, [there], now_wall, direction)
    if day is None and minute is not None:
        return _pick(text, _at_clock(minute, now_wall, day_ends, direction), now_wall, direction)
    days = _days(text, day or "", now_wall, day_ends, _TIMES)
    if minute is None and day != "tonight":
        clocks = [alone, day_ends] if alone == time() and direction == "future" else [alone]
        return _pick(text, [datetime.combine(d, clock) for d in days for clock in clocks], now_wall, direction)
    return _pick(text, _on_days(day or "", days, minute, now_wall, day_ends), now_wall, direction)


def parse_date(text: str, now: Now, day_ends: time, direction: Direction = "any", zone: str | None = None) -> date:
    """The date that `text` means at `now`; today, as people count days, lies in both directions. Raises UsageError."""
    asked, here = tidy(text), zone or now.zone
    now_wall = now.wall(here)
    today = day_of(now_wall, day_ends)
    if (length := relative(asked, direction)) is not None:
        begin = now_wall if length.is_elapsed else datetime.combine(today, time())
        return _pick_date(text, [length.after_wall(begin).date()], today, direction)
    if _DAY_CLOCK.fullmatch(asked):
        raise UsageError(f"“{text}” has a clock time; only a date is wanted here", _DATES)
    return _pick_date(text, _days(text, asked, now_wall, day_ends, _DATES), today, direction)


def parse_clock(text: str) -> int:
    """A clock time, `21:40`, `9.30`, `9pm`, in minutes after midnight. Raises UsageError."""
    asked = tidy(text)
    if asked == "noon":
        return 12 * 60
    found = _CLOCK_PARTS.fullmatch(asked)
    if found is None:
        raise UsageError(f"“{text}” is not a clock time", "clock times look like: 21:40, 9:30, 9pm")
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if found[2] is None and half is None:
        hint = f'write "{hour}:00"' + (f' or "{hour}pm"' if 0 < hour < 13 else "")
        raise UsageError(f"“{text}” is not a clock time", hint if hour < 24 else _TIMES)
    if (half and not 1 <= hour <= 12) or hour > 23 or minute > 59:
        ends = "a day ends at 23:59; 24:00 is 00:00 of the next day" if (hour, minute) == (24, 0) else None
        raise UsageError(
            f"there is no {found[0]} on a clock", ends or "clock times go from 00:00 to 23:59, or 1am to 12pm"
        )
    return (hour % 12 + (12 if half == "pm" else 0) if half else hour) * 60 + minute


def _split(text: str, asked: str) -> tuple[str | None, int | None]:
    """The words for the day, and the minute of the day; None for what is not said."""
    found = _DAY_CLOCK.fullmatch(asked) or _CLOCK_DAY.fullmatch(asked)
    if found:
        return found["day"], parse_clock(found["clock"])
    if asked == "midnight":
        return None, 0
    if asked.isdigit():
        parse_clock(text)
    return asked, None


def _at_clock(minute: int, now_wall: datetime, day_ends: time, direction: Direction) -> list[datetime]:
    if direction == "any":
        return [clock_time(day_of(now_wall, day_ends), minute, day_ends)]
    midnight = datetime.combine(now_wall.date(), time())
    return [midnight + timedelta(days=days, minutes=minute) for days in (-1, 0, 1)]


def _on_days(day: str, days: list[date], minute: int | None, now_wall: datetime, day_ends: time) -> list[datetime]:
    """What the clock time can mean on a day: after midnight, `today` and `tonight` may mean the night to come."""
    if day == "tonight":
        return [clock_time(days[0], WINDOWS["night"].start if minute is None else minute, day_ends)]
    after_midnight = timedelta(minutes=minute or 0)
    walls = [datetime.combine(d, time()) + after_midnight for d in days]
    if day == "today":
        walls += [
            datetime.combine(now_wall.date(), time()) + after_midnight,
            clock_time(days[0], minute or 0, day_ends),
        ]
    return walls


def _days(text: str, day: str, now_wall: datetime, day_ends: time, forms: str) -> list[date]:
    """Every date that the words for a day can mean, near now."""
    today = day_of(now_wall, day_ends)
    if day in _NAMED:
        return [today + _NAMED[day] * _DAY]
    if (weekday := _weekday(day)) is not None:
        nearest = now_wall.date() + timedelta(days=weekday - now_wall.weekday())
        return [nearest + weeks * 7 * _DAY for weeks in (-1, 0, 1)]
    if iso := _ISO.fullmatch(day):
        return [_real(*map(int, iso.groups()))]
    if dotted := _DOTTED.fullmatch(day):
        return _dotted(int(dotted[1]), int(dotted[2]), dotted[3], now_wall.year)
    first, _, rest = day.partition(" ")
    if rest.isdigit() and (first in _NAMED or _weekday(first) is not None):
        parse_clock(rest)  # it says how an hour is written
    if found := _DAY_MONTH.fullmatch(day) or _MONTH_DAY.fullmatch(day):
        return _of_month(found, now_wall.year)
    if first in ("next", "last") and (weekday := _weekday(rest)) is not None:
        return [_next_or_last(text, first, weekday, today)]
    if (length := relative(day, "future")) is not None and not length.is_elapsed:
        return [length.after_wall(datetime.combine(today, time())).date()]
    if rest and (weekday := _weekday(first)) is not None:
        return _on_weekday(text, weekday, _days(text, rest, now_wall, day_ends, forms))
    raise _unreadable(text, day, forms)


def _next_or_last(text: str, which: str, weekday: int, today: date) -> date:
    """The first such weekday after today, or the last before it. Raises UsageError for one that may mean two days."""
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    if which == "last":
        return today + (ahead - 7 if ahead < 7 else -7) * _DAY
    nearer = today + ahead * _DAY
    if today.weekday() < weekday:  # this week's is still to come: some say "next" for it, some for the one after
        this, later = format_day(nearer, today), format_day(nearer + 7 * _DAY, today)
        raise UsageError(f"“{text}” may mean {this}, or {later}", f'the nearer is "{WEEKDAYS[weekday].lower()[:3]}"')
    return nearer


def _on_weekday(text: str, weekday: int, days: list[date]) -> list[date]:
    """Those that fall on the weekday that was typed beside the date."""
    found = [day for day in days if day.weekday() == weekday]
    if not found:
        near = days[len(days) // 2]
        named = f"{near.day} {MONTHS[near.month - 1]} {near.year}"
        raise UsageError(f"“{text}” does not exist: {named} is a {WEEKDAYS[near.weekday()]}", _DATES)
    return found


def _weekday(word: str) -> int | None:
    fits = [n for n, name in enumerate(WEEKDAYS) if len(word) >= 3 and name.lower().startswith(word)]
    return fits[0] if fits else None


def _of_month(found: re.Match[str], year: int) -> list[date]:
    word, day = found["month"], int(found["day"])
    months = [n for n, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.lower().startswith(word)]
    if not months:
        raise _unlike(word, "month", MONTHS, _DATES)
    if found["year"]:
        return [_real(int(found["year"]), months[0], day)]
    return _near(months[0], day, year)


def _dotted(day: int, month: int, in_year: str | None, year: int) -> list[date]:
    """`24.12.2026` and `24.12.`: with dots, the day comes first everywhere."""
    if not 1 <= month <= 12:
        raise UsageError(f"there is no month {month}", "with dots, a date is day.month.year: 24.12.2026")
    return [_real(int(in_year), month, day)] if in_year else _near(month, day, year)


def _near(month: int, day: int, year: int) -> list[date]:
    """The day of the month in the years around, as far as they have it."""
    _real(2000, month, day)  # a leap year: 29 February is real in some years
    span = 8 if (month, day) == (2, 29) else 1
    near = range(year - span, year + span + 1)
    return [date(y, month, day) for y in near if day <= calendar.monthrange(y, month)[1]]


def _real(year: int, month: int, day: int) -> date:
    """The date, or an error that says what about it does not exist."""
    if year not in _YEARS:
        raise UsageError(f"the year {year} cannot be meant", f"years go from {_YEARS[0]} to {_YEARS[-1]}")
    if not 1 <= month <= 12:
        raise UsageError(f"there is no month {month}", "dates are written year-month-day: 2026-11-22")
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        in_year = f" {year}" if month == 2 and day == 29 else ""
        raise UsageError(f"there is no {day} {MONTHS[month - 1]}{in_year}", f"{MONTHS[month - 1]} has {days} days")
    return date(year, month, day)


def _pick(text: str, fitting: Iterable[datetime], now_wall: datetime, direction: Direction) -> datetime:
    """The one that is meant: the last not after now, the next after now, or the nearest."""
    if direction == "any":
        return min(fitting, key=lambda found: abs(found - now_wall))
    ahead = [found for found in fitting if found > now_wall]
    behind = [found for found in fitting if found <= now_wall]
    if direction == "future":
        if not ahead:
            raise UsageError(f"“{text}” means {format_when(max(behind), now_wall)}, which has passed", _AHEAD)
        return min(ahead)
    just_ahead = [found for found in ahead if found - now_wall < _JUST_AHEAD]
    if just_ahead or not behind:
        when = format_when(min(ahead), now_wall)
        raise UsageError(
            f"“{text}” means {when}, which is still to come", "for an earlier day, name it: yesterday 20:30"
        )
    return max(behind)


def _pick_date(text: str, fitting: list[date], today: date, direction: Direction) -> date:
    if direction == "any":
        return min(fitting, key=lambda found: abs(found - today))
    if direction == "future":
        ahead = [found for found in fitting if found >= today]
        if not ahead:
            raise UsageError(f"“{text}” means {format_day(max(fitting), today)}, which has passed", _AHEAD)
        return min(ahead)
    behind = [found for found in fitting if found <= today]
    if not behind:
        raise UsageError(f"“{text}” means {format_day(min(fitting), today)}, which is still to come", _DATES)
    return max(behind)


def _unreadable(text: str, day: str, forms: str) -> UsageError:
    words = [word for word in day.split() if word not in _NAMED and _weekday(word) is None] or [day or text]
    if _NUMBERS.fullmatch(day):
        hint = 'write the month as a word, such as "4 Dec", or year-month-day: 2026-12-04'
        return UsageError(f"“{text}”: which is the day, and which the month?", hint)
    if words[0] in WINDOWS:
        return UsageError(f"“{words[0]}” is no exact time", 'write the hour: "tomorrow 8:00"')
    if words[0].isalpha():
        return _unlike(words[0], "day", [*WEEKDAYS, *(name for name in _NAMED if " " not in name)], forms)
    return UsageError(f"“{text}” is not a time or date", forms)


def _unlike(word: str, what: str, names: Iterable[str], forms: str) -> UsageError:
    from difflib import get_close_matches  # here: only for a word that is not known

    near = get_close_matches(word, [name.lower() for name in names], n=1)
    return UsageError(f"“{word}” is not a {what}", f'did you mean "{near[0]}"?' if near else forms)
