"""The single values of a preset: texts, numbers, names, durations, clock times, dates, zones."""

from __future__ import annotations

import math
import re
import zoneinfo
from datetime import date, time
from functools import lru_cache

from routine.core.errors import UsageError
from routine.core.preset.read.forms import ID, ID_PATTERN, Form, check_id, leaf, listed
from routine.core.preset.read.nearest_word import closest, nearest
from routine.core.preset.read.wrong_value import shown
from routine.core.schedule.types import MINUTES_A_DAY
from routine.core.when.duration import LENGTHS, Duration, parse_duration
from routine.core.when.format import format_minute
from routine.core.when.moment import YEARS, zone_info
from routine.core.when.parse_clock import CLOCK_TIMES, parse_clock
from routine.core.when.part_of_day import WINDOWS, Window

CLOCK_PATTERN = (
    r"^\s*(([01]?\d|2[0-3])[:.][0-5]\d|([01]?\d|2[0-3]):[0-5]\d:00(\.0+)?"
    r"|(0?[1-9]|1[0-2])([:.][0-5]\d)? ?[aApP][mM]|([01]?\d|2[0-3]) ?[hH]([0-5]\d)?|[nN]oon|[mM]idnight)\s*$"
)
_WITH_SECONDS = re.compile(r"(\d{1,2}:[0-5]\d):00(?:\.0+)?", re.ASCII)
_LONGEST = 60
_SHORTEST_INTERVAL_S = 60
#: So many texts are read once: presets use the same few times and lengths again and again.
_KNOWN = 256


@lru_cache(maxsize=_KNOWN)
def clock_minutes(value: str | time) -> int:
    """Minutes after midnight of "20:30", and of "8:30 pm" as in every command; raises UsageError.

    "24:00" is not a time of a day.
    """
    if isinstance(value, time):
        value = value.isoformat()
    whole_minute = _WITH_SECONDS.fullmatch(value.strip())
    try:
        return parse_clock(whole_minute[1] if whole_minute else value)
    except UsageError as error:
        raise UsageError(f"{shown(value)} is not a time.", CLOCK_TIMES, example=error.example or "20:30") from None


@lru_cache(maxsize=_KNOWN)
def duration_of(value: str) -> Duration:
    """As parse_duration, for text from a stranger's file."""
    if len(value) > _LONGEST:
        raise UsageError(f"{shown(value)} is not a length of time.", LENGTHS)
    if value.strip().isdecimal():
        raise UsageError(f"{shown(value)} has no unit.", "Add a unit.", example=f"{value.strip()[:6]} days")
    return parse_duration(value)


@lru_cache(maxsize=_KNOWN)
def _elapsed_of(value: str) -> Duration:
    found = parse_duration(value) if value.strip().isdecimal() else duration_of(value)
    if not found.is_elapsed or found.seconds > MINUTES_A_DAY * 60:
        raise UsageError(
            f"{shown(value)} is too long here.", "Use one day at most, in hours, minutes or seconds.", example="20m"
        )
    return found


def _interval_of(value: str) -> Duration:
    return _long_enough(value, duration_of(value))


def _elapsed_interval_of(value: str) -> Duration:
    return _long_enough(value, _elapsed_of(value))


def _long_enough(value: str, found: Duration) -> Duration:
    """What lies between two times of one routine: every few seconds would leave room for nothing else."""
    if found.is_elapsed and found.seconds < _SHORTEST_INTERVAL_S:
        raise UsageError(f"{shown(value)} is too short here.", "Use 1 minute or more.", example="20m")
    return found


def date_of(value: str | date) -> date:
    """A date as TOML or a text has it, `2027-02-01`; raises UsageError.

    Not one at the ends of the calendar: a day before or a zone later there would be none.
    """
    found = value if isinstance(value, date) else _read_date(value)
    if found.year not in YEARS:
        said = f"The year {found.year} is not possible here."
        raise UsageError(said, f"Use a year from {YEARS[0]} to {YEARS[-1]}.", example="2026-11-22")
    return found


def _read_date(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{shown(value)} is not a date.", "Write year-month-day.", example="2026-11-22") from None


def _zone_of(value: str) -> str:
    try:
        zone_info(value)
    except (KeyError, ValueError, OSError):
        near = closest(value, sorted(zoneinfo.available_timezones()))
        hint = (
            f"Did you mean “{near}”?" if near else "Write it like one of these: Europe/Berlin, America/New_York, UTC."
        )
        raise UsageError(f"There is no time zone {shown(value)}.", hint) from None
    return value


def two_times(value: str) -> tuple[str, str, str]:
    """The texts of the two times around `-`, `to` or `until`, which stands between them; "" where it does not."""
    for between in ("-", "–", " until ", " to "):
        if between in value:
            return value.partition(between)
    return value, "", ""


def window_of(value: str) -> Window:
    """A part of the day by name, or two clock times; raises UsageError."""
    start, between, end = two_times(value)
    if not between:
        if value not in WINDOWS:
            raise UsageError(f"{shown(value)} is not a part of the day.", nearest(value, (*WINDOWS, "17:00-23:00")))
        return WINDOWS[value]
    first, last = clock_minutes(start), MINUTES_A_DAY if end.strip() == "24:00" else clock_minutes(end)
    found = Window(f"{format_minute(first)}-{'24:00' if last == MINUTES_A_DAY else format_minute(last)}", first, last)
    if found.start == found.end:
        raise UsageError(f"{shown(value)} begins and ends at the same time.", "Use two times.", example="17:00-23:00")
    return found


def _filled(value: str) -> str:
    if not value.strip():
        raise UsageError("The text is empty.", "Write a short text.")
    return value


def _id_of(value: str) -> str:
    check_id(value)
    return value


def _finite_above_zero(value: float) -> float:
    if not math.isfinite(value) or not 0 < value <= 1_000_000:
        raise UsageError(f"“{value:g}” is not an amount.", "Use a number above zero.", example="5")
    return float(value)


def whole(lowest: int, highest: int) -> Form:
    """A whole number between two, both included."""

    def parse(value: int) -> int:
        if not lowest <= value <= highest:
            raise UsageError(f"“{value}” is not possible here.", f"Use {lowest} to {highest}.")
        return value

    schema = {"type": "integer", "minimum": lowest, "maximum": highest}
    return leaf("a whole number", (int,), parse, schema)


_A_DURATION = r"^\s*\d+(\.\d+)?\s*[A-Za-z]+([\s,]*(and\s)?\d+(\.\d+)?\s*[A-Za-z]+)*\s*$"
_STRING = {"type": "string"}

text = leaf("a text in quotes", (str,), None, _STRING)
filled_text = leaf("a text in quotes", (str,), _filled, {**_STRING, "pattern": r"\S"}, plain=re.compile(r"\S"))
flag = leaf("true or false", (bool,), None, {"type": "boolean"})
identity = leaf("a name in quotes", (str,), _id_of, {**_STRING, "pattern": ID_PATTERN}, plain=ID)
amount = leaf("a number", (int, float), _finite_above_zero, {"type": "number", "exclusiveMinimum": 0})
duration = leaf('a duration in quotes, such as "3 days"', (str,), duration_of, {**_STRING, "pattern": _A_DURATION})
elapsed = leaf('a duration in quotes, such as "20m"', (str,), _elapsed_of, {**_STRING, "pattern": _A_DURATION})
interval = leaf('a duration in quotes, such as "3 days"', (str,), _interval_of, {**_STRING, "pattern": _A_DURATION})
elapsed_interval = leaf(
    'a duration in quotes, such as "20m"', (str,), _elapsed_interval_of, {**_STRING, "pattern": _A_DURATION}
)
clock = leaf('a time in quotes, such as "20:30"', (str, time), clock_minutes, {**_STRING, "pattern": CLOCK_PATTERN})
day = leaf("a date, such as 2026-11-22", (date, str), date_of, {**_STRING, "pattern": r"^\d{4}-\d{2}-\d{2}$"})
zone = leaf('a time zone in quotes, such as "Europe/Berlin"', (str,), _zone_of, _STRING)
window = leaf('a part of the day in quotes: "evening" or "17:00-23:00"', (str,), window_of, _STRING)
texts = listed(filled_text, "a list of texts")
names = listed(identity, "a list of names")
