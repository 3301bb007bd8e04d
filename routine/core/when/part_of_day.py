"""Parts of the day, such as the evening: from when to when each is, and which time is offered for its name alone."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Window(Struct, frozen=True):
    """A part of the day, in minutes after midnight; `end` below `start` goes over midnight. `end` is not included."""

    name: str
    start: int
    end: int

    def holds(self, minute: int) -> bool:
        """Whether the minute of the day lies inside."""
        if self.start <= self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end

    def covers(self, wall: datetime) -> bool:
        """Whether a wall-clock time lies inside."""
        return self.holds(wall.hour * 60 + wall.minute)

    @property
    def words(self) -> str:
        """`the evening`, `the time from 06:00 to 18:30`: as it stands in a sentence."""
        return f"the {self.name}" if self.name in WINDOWS else f"the time from {self.name.replace('-', ' to ')}"


WINDOWS = {
    window.name: window
    for window in (
        Window("morning", 4 * 60, 12 * 60),
        Window("afternoon", 12 * 60, 18 * 60),
        Window("evening", 17 * 60, 24 * 60),
        Window("night", 20 * 60, 4 * 60),
        Window("daytime", 6 * 60, 21 * 60),
    )
}
#: The exact time that is offered to who typed the part alone, such as `tomorrow evening`.
OFFERED = {"morning": "8:00", "afternoon": "15:00", "evening": "20:00", "night": "23:00", "daytime": "12:00"}
