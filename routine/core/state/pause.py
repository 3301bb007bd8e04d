"""A pause as it is kept."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Pause(Struct, frozen=True):
    """A dated pause of one routine (or all: None), from and to in UTC; `end` None lasts until resumed.

    `said`: when (UTC) it was entered, or ended; None: from before this was noted. `seq`: the last entry of the log when
    it was entered.
    """

    routine: str | None
    start: datetime
    end: datetime | None
    said: datetime | None = None
    seq: int | None = None

    def covers(self, instant: datetime) -> bool:
        """Whether it lasts at this instant (UTC)."""
        return self.start <= instant and (self.end is None or instant < self.end)
