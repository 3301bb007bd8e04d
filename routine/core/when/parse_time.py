"""Times and dates as people type them: `21:40`, `fri 20:30`, `tomorrow 8:00`, `22 Nov`, `in 20m`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from routine.core.errors import UsageError
from routine.core.when.duration import is_duration
from routine.core.when.format import format_day, format_minute, format_when
from routine.core.when.moment import Now, clock_time, day_of, wall
from routine.core.when.parse_clock import TIMES, parse_clock
from routine.core.when.parse_day import DATES, days_meant
from routine.core.when.parse_relative import Direction, relative, tidy
from routine.core.when.part_of_day import WINDOWS
from routine.core.when.spoken_clock import plain_clock
from routine.core.when.which_year import check_year_ahead, check_year_behind, day_ahead

_AHEAD = "Choose one that is still to come."
_BEHIND = "Enter a time that has passed."
_PASSED = "has passed"
_CLOCK = r"(?P<clock>\d{1,2}[:.]\d\d ?(?:am|pm)?|\d{1,2} ?(?:am|pm)|noon|midnight)"
_DAY_CLOCK = re.compile(rf"(?:(?P<day>.+) )?{_CLOCK}", re.ASCII)
_CLOCK_DAY = re.compile(rf"{_CLOCK} (?P<day>.+)", re.ASCII)
_HOURS_ALONE = re.compile(r"(\d|1\d|2[0-3]) ?h", re.ASCII)
_JUST_AHEAD = timedelta(hours=1)


def parse_time(
    text: str, now: Now, *, day_ends: time, zone: str | None = None, direction: Direction = "any"
) -> datetime:
    """The wall-clock time (naive, in `zone` or the machine's) that `text` means at `now`.

    `direction` says where to look when several fit. A day without a clock time is that day, as people count it, at the
    present clock time; `tonight` without one is when the night begins. Raises UsageError for what is no time, does
    not exist, lies in the other direction, or may be meant for this year and the next.
    """
    here = zone or now.zone
    return _picked(text, _fitting(text, now, here, day_ends, direction), now.wall(here), day_ends, direction)


def parse_begin(
    text: str, now: Now, *, day_ends: time, direction: Direction = "any", after: datetime | None = None
) -> datetime:
    """As `parse_time`, but a day alone is its beginning, as people count days: at `day_ends`.

    With `after` (naive wall, the machine's) it is the first such time after that.
    """
    fitting = _fitting(text, now, now.zone, day_ends, direction, begins=True)
    later = [found for found in fitting if after is not None and found > after]
    if after is None or not later:
        return _picked(text, fitting, now.wall(), day_ends, direction)
    before = [found.date() for found in fitting if found <= after]
    check_year_ahead(text, before, min(later).date(), after.date(), day_of(now.wall(), day_ends), "is before the start")
    return min(later)


def parse_day(text: str, now: Now, *, day_ends: time, zone: str | None = None, direction: Direction = "any") -> date:
    """The day, as people count it, that a date or a time means."""
    asked = _asked(text, direction)
    if _split(text, asked)[1] is None and asked != "tonight":
        return parse_date(text, now, day_ends, direction, zone)
    return day_of(parse_time(text, now, day_ends=day_ends, zone=zone, direction=direction), day_ends)


def names_clock(text: str) -> bool:
    """Whether a text names the time of a day, itself or as so many hours or minutes from now. Raises UsageError."""
    asked = _asked(text, "future")
    if _split(text, asked)[1] is not None:
        return True
    length = relative(asked, "future")
    return length is not None and length.is_elapsed


def _asked(text: str, direction: Direction) -> str:
    """The text as it is read: tidied, with a clock time in words made plain."""
    said = tidy(text)
    if is_duration(said.removeprefix("in ").removesuffix(" ago")):
        return said
    return plain_clock(text, said, passed=direction == "past")


def _fitting(
    text: str, now: Now, here: str, day_ends: time, direction: Direction, *, begins: bool = False
) -> list[datetime]:
    """Every time that can be meant; a day without a clock time at its beginning, or at the present clock time."""
    asked, now_wall = _asked(text, direction), now.wall(here)
    _hours_or_clock(text, asked, passed=direction == "past")
    day, minute = _split(text, asked)
    if minute is None and (length := relative(asked, direction)) is not None:
        there = wall(length.after(now.instant, here), here)
        if begins and not length.is_elapsed:
            there = datetime.combine(day_of(there, day_ends), day_ends)
        return [there]
    if day is None and minute is not None:
        return _at_clock(minute, now_wall, day_ends, direction)
    days = _days(text, day or "", minute, now_wall, day_ends, direction)
    if minute is None and day != "tonight":
        since_it_began = timedelta() if begins else now_wall - datetime.combine(day_of(now_wall, day_ends), day_ends)
        return [datetime.combine(d, day_ends) + since_it_began for d in days]
    return _on_days(day or "", days, minute, now_wall, day_ends)


def _hours_or_clock(text: str, asked: str, *, passed: bool) -> None:
    """Refuse `20h` where it stands alone: it is a clock time in much of Europe, and a length elsewhere."""
    found = _HOURS_ALONE.fullmatch(asked)
    if found:
        hour = int(found[1])
        length, side = f"{hour} hour{'' if hour == 1 else 's'}", "ago" if passed else "from now"
        said = f"{asked} ago" if passed else f"in {asked}"
        raise UsageError(
            f"“{text}” may mean {hour:02}:00 or {length} {side}.",
            f"For {length}, write “{said}”. For the time, write it with minutes.",
            example=f"{hour}:00",
        )


def parse_date(text: str, now: Now, day_ends: time, direction: Direction = "any", zone: str | None = None) -> date:
    """The date that `text` means at `now`; today, as people count days, lies in both directions. Raises UsageError."""
    asked, here = tidy(text), zone or now.zone
    now_wall = now.wall(here)
    today = day_of(now_wall, day_ends)
    if (length := relative(asked, direction)) is not None:
        begin = now_wall if length.is_elapsed else datetime.combine(today, time())
        return _picked_date(text, [length.after_wall(begin).date()], today, direction)
    if _has_clock(text, asked):
        raise UsageError(f"“{text}” has a time, but only a date is possible here.", DATES)
    return _picked_date(text, days_meant(text, asked, now_wall, day_ends, DATES), today, direction)


def _has_clock(text: str, asked: str) -> bool:
    try:
        said = plain_clock(text, asked)
    except UsageError:  # it may mean two of them
        return True
    return _DAY_CLOCK.fullmatch(said) is not None


def parse_past_date(text: str, now: Now, day_ends: time, zone: str | None = None) -> date:
    """As `parse_date` of what has passed, where that is recorded: not for a day of last year by a slip."""
    found, now_wall = parse_date(text, now, day_ends, "past", zone), now.wall(zone)
    asked, today = tidy(text), day_of(now_wall, day_ends)
    if relative(asked, "past") is None:
        ahead = [day for day in days_meant(text, asked, now_wall, day_ends, DATES, passed=True) if day > today]
        check_year_behind(text, ahead, found, today)
    return found


def _split(text: str, asked: str) -> tuple[str | None, int | None]:
    """The words for the day, and the minute of the day; None for what is not said."""
    found = _DAY_CLOCK.fullmatch(asked) or _CLOCK_DAY.fullmatch(asked)
    if found and found["clock"] == "midnight" and found["day"] not in (None, "today", "tonight"):
        said = f"“{text}” may mean the beginning or the end of that day."
        raise UsageError(said, "Write its beginning as 00:00.", example=f"{found['day']} 00:00")
    if found:
        try:
            return found["day"], parse_clock(found["clock"])
        except UsageError as error:
            raise _with_the_rest(error, found["day"] and f"{found['day']} ", "") from None
    if asked.isdigit():
        parse_clock(text)
    return asked, None


def _days(
    text: str, day: str, minute: int | None, now_wall: datetime, day_ends: time, direction: Direction
) -> list[date]:
    """Every date that can be meant; what is advised instead keeps the clock time that was typed."""
    try:
        return days_meant(text, day, now_wall, day_ends, TIMES, passed=direction == "past")
    except UsageError as error:
        raise _with_the_rest(error, "", None if minute is None else f" {format_minute(minute)}") from None


def _with_the_rest(error: UsageError, before: str | None, after: str | None) -> UsageError:
    """The refusal of one part, its example with the other part of what was typed."""
    if error.example is None or (after and ":" in error.example):
        return error
    return UsageError(error.message, error.advice, error.details, f"{before or ''}{error.example}{after or ''}")


def _at_clock(minute: int, now_wall: datetime, day_ends: time, direction: Direction) -> list[datetime]:
    if direction in ("any", "ahead"):
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


def _picked(
    text: str, fitting: Iterable[datetime], now_wall: datetime, day_ends: time, direction: Direction
) -> datetime:
    """The one that is meant: the last not after now, the next after now, or the nearest."""
    found = list(fitting)
    if direction == "any":
        return min(found, key=lambda one: abs(one - now_wall))
    today = day_of(now_wall, day_ends)
    if direction == "ahead":
        day = day_ahead(text, [day_of(one, day_ends) for one in found], today)
        return min(one for one in found if day_of(one, day_ends) == day)
    ahead, behind = [one for one in found if one > now_wall], [one for one in found if one <= now_wall]
    if direction == "future":
        if not ahead:
            raise UsageError(
                f"“{text}” means {format_when(max(behind), now_wall, day_ends)}, which has passed.", _AHEAD
            )
        check_year_ahead(text, [one.date() for one in behind], min(ahead).date(), today, today, _PASSED)
        return min(ahead)
    just_ahead = [one for one in ahead if one - now_wall < _JUST_AHEAD]
    if just_ahead or not behind:
        when = format_when(min(ahead), now_wall, day_ends)
        raise UsageError(f"You cannot answer for {when} yet.", _BEHIND, example=f"yesterday {min(ahead):%H:%M}")
    check_year_behind(text, [one.date() for one in ahead], max(behind).date(), today)
    return max(behind)


def _picked_date(text: str, fitting: list[date], today: date, direction: Direction) -> date:
    if direction == "any":
        return min(fitting, key=lambda found: abs(found - today))
    if direction == "ahead":
        return day_ahead(text, fitting, today)
    ahead, behind = [one for one in fitting if one >= today], [one for one in fitting if one <= today]
    if direction == "future":
        if not ahead:
            raise UsageError(f"“{text}” means {format_day(max(fitting), today)}, which has passed.", _AHEAD)
        check_year_ahead(text, [day for day in behind if day < today], min(ahead), today, today, _PASSED)
        return min(ahead)
    if not behind:
        raise UsageError(f"“{text}” means {format_day(min(fitting), today)}, which is still to come.", DATES)
    return max(behind)
