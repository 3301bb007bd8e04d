"""Which year a date without one means, and when it has to be said: this year and the next may be meant alike."""

from __future__ import annotations

import re
from datetime import date, timedelta

from routine.core.errors import UsageError
from routine.core.when.format import MONTHS, format_day

_CLOCK_AT_THE_END = re.compile(r"\d{1,2}[:.]\d\d$", re.ASCII)
#: A date without a year that passed no longer ago may be meant as much as the one of next year.
_RECENT = timedelta(days=60)
_A_YEAR = timedelta(days=366)


def day_ahead(text: str, days: list[date], today: date) -> date:
    """The next of them, today included; the last one where only that can be meant, or where it has just passed."""
    ahead, behind = [day for day in days if day >= today], [day for day in days if day < today]
    if behind and ahead and min(ahead) - today > _A_YEAR:
        raise _needs_its_year(text, min(ahead), "")
    if not ahead or (behind and today - max(behind) <= _RECENT < min(ahead) - today):
        return max(behind)
    return min(ahead)


def check_year_ahead(text: str, behind: list[date], ahead: date, beside: date, today: date, why: str) -> None:
    """Refuse a date without a year that lies just before, or that comes in no year soon: its year has to be said.

    `behind`: what else it can mean, before the day `beside` from which on it is looked for; `why` it is not that.
    """
    recent = [day for day in behind if beside - day <= _RECENT]
    if behind and ((recent and ahead - beside > _RECENT) or ahead - beside > _A_YEAR):
        raise _needs_its_year(text, ahead, f"{format_day(max(recent), today)}, which {why}" if recent else "")


def check_year_behind(text: str, ahead: list[date], behind: date, today: date) -> None:
    """The same, looking back: a date that is soon to come is not taken for the one of last year."""
    soon = [day for day in ahead if day - today <= _RECENT]
    if ahead and ((soon and today - behind > _RECENT) or today - behind > _A_YEAR):
        raise _needs_its_year(text, behind, f"{format_day(min(soon), today)}, which is still to come" if soon else "")


def _needs_its_year(text: str, day: date, other: str) -> UsageError:
    year = f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
    clock = _CLOCK_AT_THE_END.search(text)
    example = f"{year} {clock[0]}" if clock else year
    return UsageError(f"“{text}” means {year}{', or ' if other else ''}{other}.", "Add the year.", example=example)
