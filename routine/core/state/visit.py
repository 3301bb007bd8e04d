"""A visit to a clinic as it is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

VisitStatus = Literal["booked", "moved", "attended", "missed", "cancelled"]


class Visit(Struct, frozen=True, kw_only=True):
    """One visit of a series; `n` names it and is never used again.

    `at` is the clinic's wall clock, naive, in the `zone` it was booked in; `moved` waits for its new time. `asked`:
    the after-care that the doctor asked for; `cleared`: the steps whose question was answered with a yes; `planned`:
    whether its reminders follow from all this already.
    """

    n: int
    at: datetime
    zone: str
    status: VisitStatus = "booked"
    asked: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    planned: bool = False
