"""Figures in words: a share, and how long after the planned time something was done."""

from __future__ import annotations

from routine.core.text.counts import counted

#: From so many minutes on, a delay is said in hours.
_HOURS_FROM = 100
#: And from so many on, in days.
_DAYS_FROM = 48 * 60


def percent(share: float | None) -> str:
    """`88 %`, of 0.88; a dash where nothing was due."""
    return "–" if share is None else f"{share * 100:.0f} %"


def minutes_late(late: float) -> str:
    """`12 minutes later`, `2.5 hours earlier`, `29 days later`, `on time`; negative minutes are earlier."""
    whole = abs(round(late))
    if not whole:
        return "on time"
    hours = counted(whole, "minute") if whole < _HOURS_FROM else f"{whole / 60:.1f} hours"
    amount = hours if whole < _DAYS_FROM else counted(round(whole / 60 / 24), "day")
    return f"{amount} {'later' if late > 0 else 'earlier'}"
