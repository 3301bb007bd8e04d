"""How long something is, in words: written out, as a voice says it, from the least to the most."""

from __future__ import annotations

from functools import lru_cache

from routine.core.text.counts import and_list, counted
from routine.core.when.duration import Duration


def apart_words(apart: tuple[Duration, Duration | None]) -> str:
    """`4 to 6 weeks`; `at least 4 weeks` where no most is known."""
    least, most = apart
    return between_words(duration_words(least), duration_words(most)) if most else f"at least {duration_words(least)}"


def between_words(least: str, most: str) -> str:
    """`3`, or `3 to 4`; a unit that both have is said once: `4 to 6 weeks`."""
    number, _, unit = least.partition(" ")
    if unit and most.endswith(f" {unit}") and most.count(" ") == 1:
        least = least if least == most else number
    return least if least == most else f"{least} to {most}"


@lru_cache(maxsize=64)
def duration_words(duration: Duration) -> str:
    """The duration written out: `1 hour 30 minutes`, `8 weeks`, `18 months`, `2 years`."""
    whole_years = duration.months % 12 == 0 and duration.months > 12
    years, months = divmod(duration.months, 12) if whole_years else (0, duration.months)
    weeks, days = divmod(duration.days, 7) if duration.days % 7 == 0 and duration.days > 7 else (0, duration.days)
    hours, rest = divmod(duration.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = (
        *((years, "year"), (months, "month"), (weeks, "week"), (days, "day")),
        *((hours, "hour"), (minutes, "minute"), (seconds, "second")),
    )
    return " ".join(counted(n, noun) for n, noun in parts if n) or "no time"


def in_words(seconds: int) -> str:
    """`90` as `1 minute and 30 seconds`, for a sentence."""
    hours, rest = divmod(seconds, 3600)
    parts = ((hours, "hour"), (rest // 60, "minute"), (rest % 60, "second"))
    return and_list([counted(n, unit) for n, unit in parts if n]) or "0 seconds"


def spoken(seconds: float) -> str:
    """`2 minutes`, `1 minute and 30 seconds`, `10 seconds`."""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, 60)
    parts = [counted(minutes, "minute")] if minutes else []
    if rest or not minutes:
        parts.append(counted(rest, "second"))
    return " and ".join(parts)
