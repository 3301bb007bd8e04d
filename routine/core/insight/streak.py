"""Runs of due days on which everything was done."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from routine.core.insight.answered_days import Days


class Streak(Struct, frozen=True):
    """Due days in a row with everything done: the run that goes on now, and the longest there was."""

    now: int = 0
    longest: int = 0


def streak(days: Days, *, still_open: date | None = None) -> Streak:
    """The runs in these days. A day that is not counted neither breaks nor lengthens one.

    `still_open` is a day with times that have no answer yet: it can break a run, and lengthens none.
    """
    run = longest = 0
    for day, tally in days.items():
        if tally.skipped or tally.missed:
            run = 0
        elif tally.done and day != still_open:
            run += 1
            longest = max(longest, run)
    return Streak(run, longest)
