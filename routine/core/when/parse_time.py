"""Times and dates as people type them: `21:40`, `fri 20:30`, `tomorrow 8:00`, `22 Nov`, `in 20m`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from routine.core.errors import UsageError
from routine.core.when.format import format_day, format_when
from routine.core.when.moment import Now, clock_time, day_of, wall
from routine.core.when.parse_clock import TIMES, parse_clock
from routine.core.when.parse_day import DATES, days_meant
from routine.core.when.parse_relative import Direction, relative, tidy
from routine.core.when.part_of_day import WINDOWS

_AHEAD = "name one that is still to come"
_CLOCK = r"(?P<clock>\d{1,2}[:.]\d\d ?(?:am|pm)?|\d{1,2} ?(?:am|pm)|noon)"
_DAY_CLOCK = re.compile(rf"(?:(?P<day>.+) )?{_CLOCK}", re.ASCII)
_CLOCK_DAY = re.compile(rf"{_CLOCK} (?P<day>.+)", re.ASCII)
_JUST_AHEAD = timedelta(hours=1)


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
    days = days_meant(text, day or "", now_wall, day_ends, TIMES)
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
        raise UsageError(f"“{text}” has a clock time; only a date is wanted here", DATES)
    return _pick_date(text, days_meant(text, asked, now_wall, day_ends, DATES), today, direction)


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
        raise UsageError(f"“{text}” means {format_day(min(fitting), today)}, which is still to come", DATES)
    return max(behind)
