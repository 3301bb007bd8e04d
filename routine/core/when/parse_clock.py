"""A clock time as people type it: `21:40`, `9.30`, `9pm`, `20h30`, `noon`."""

from __future__ import annotations

import re

from routine.core.errors import UsageError
from routine.core.when.parse_relative import tidy
from routine.core.when.spoken_clock import plain_clock

#: How a time may be typed, for who typed something else.
TIMES = (
    "Write it like one of these: 21:40, 9pm, tomorrow 8:00, fri 20:30, 22 Nov 8:00, 2026-11-22 08:00, in 20m, 20m ago."
)
CLOCK_TIMES = "Use 00:00 to 23:59."
_CLOCK_PARTS = re.compile(r"(\d{1,2})(?:[:.](\d\d))? ?(am|pm)?", re.ASCII)
_WITHOUT_COLON = re.compile(r"([01]?\d|2[0-3])([0-5]\d)", re.ASCII)
_NAMED = {"noon": 12 * 60, "midnight": 0}


def parse_clock(text: str) -> int:
    """A clock time, `21:40`, `9.30`, `9pm`, in minutes after midnight. Raises UsageError."""
    asked = plain_clock(text, tidy(text))
    if asked in _NAMED:
        return _NAMED[asked]
    found = _CLOCK_PARTS.fullmatch(asked)
    if found is None:
        near = _WITHOUT_COLON.fullmatch(asked)
        example = f"{near[1]}:{near[2]}" if near else "20:30"
        raise UsageError(f"“{text}” is not a time.", CLOCK_TIMES, example=example)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if found[2] is None and half is None:
        if hour > 23:
            raise UsageError(f"“{text}” is not a time.", TIMES)
        raise UsageError(f"“{text}” is not a time.", "Add the minutes, or am or pm.", example=f"{hour}:00")
    if (half and not 1 <= hour <= 12) or hour > 23 or minute > 59:
        if (hour, minute) == (24, 0):
            raise UsageError("“24:00” is not a time, because a day ends at 23:59.", "Use 00:00 of the next day.")
        raise UsageError(f"“{found[0]}” is not a time.", CLOCK_TIMES, example="20:30")
    return (hour % 12 + (12 if half == "pm" else 0) if half else hour) * 60 + minute
