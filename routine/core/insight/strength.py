"""How firm a habit is: a score that grows with each day done and decays gently with each that was not."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from routine.core.insight.answered_days import Days

#: A daily routine's score halves in so many days without it.
HALF_LIFE_DAYS = 13


def strength(days: Days, last: date) -> float | None:
    """The score at the end of `last`, from 0 to 1; None where nothing was ever due.

    After Loop Habit Tracker (org.isoron.uhabits.core.models.Score): s = m s' + (1 - m) v, day by day, with
    m = 0.5 ^ (sqrt(f) / 13), f the times a day (weekly: 1/7) and v the share done of what was due. Between two days
    that are due, v holds as it does there, for as long as the routine's own distance. A day that is not counted leaves
    the score as it was.
    """
    due = {day: tally for day, tally in days.items() if day <= last}
    if not any(tally.due for tally in due.values()):
        return None
    apart = _apart(due)
    keep = 0.5 ** (math.sqrt(_times_a_day(due, apart)) / HALF_LIFE_DAYS)
    score, planned = 0.0, [*due]
    for day, until in zip(planned, [*planned[1:], last + timedelta(days=1)], strict=True):
        if due[day].due:
            held = keep ** min((until - day).days, apart)
            score = held * score + (1 - held) * due[day].done / due[day].due
    return score


def _apart(planned: Days) -> int:
    """How many days lie between two planned ones, as a rule: 1 for a daily routine, 7 for a weekly one."""
    gaps = [(later - day).days for day, later in pairwise(planned)]
    return max(1, round(median(gaps))) if gaps else 1


def _times_a_day(planned: Days, apart: int) -> float:
    due = [tally.due for tally in planned.values() if tally.due]
    return sum(due) / len(due) / apart
