"""A clock time as people type it: `21:40`, `9.30`, `9pm`, `noon`."""

from __future__ import annotations

import re

from routine.core.errors import UsageError
from routine.core.when.parse_relative import tidy

#: How a time may be typed, for who typed something else.
TIMES = "times look like: 21:40, 9pm, tomorrow 8:00, fri 20:30, 22 Nov 8:00, 2026-11-22 08:00, in 20m, 20m ago"
_CLOCK_PARTS = re.compile(r"(\d{1,2})(?:[:.](\d\d))? ?(am|pm)?", re.ASCII)


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
        raise UsageError(f"“{text}” is not a clock time", hint if hour < 24 else TIMES)
    if (half and not 1 <= hour <= 12) or hour > 23 or minute > 59:
        ends = "a day ends at 23:59; 24:00 is 00:00 of the next day" if (hour, minute) == (24, 0) else None
        raise UsageError(
            f"there is no {found[0]} on a clock", ends or "clock times go from 00:00 to 23:59, or 1am to 12pm"
        )
    return (hour % 12 + (12 if half == "pm" else 0) if half else hour) * 60 + minute
