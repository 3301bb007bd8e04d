"""What the schedule tests share: short ways to write times and to list what a schedule yields."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from routine.core.schedule.clock import Occurrence, occurrences
from routine.core.schedule.types import Clock

NEW_YORK = "America/New_York"
NINE = 9 * 60


def at(text: str) -> datetime:
    """A naive wall-clock time."""
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    """A UTC instant."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def midnight(day: date) -> datetime:
    """The beginning of a day, naive."""
    return datetime.combine(day, time())


def minute_before(day: date) -> datetime:
    """The last minute that is not in the day."""
    return midnight(day) - timedelta(minutes=1)


def take(n: int, clock: Clock, start: date, zone: str = NEW_YORK) -> list[Occurrence]:
    """The first `n` occurrences from the day of enabling on, within thirty years."""
    found = occurrences(
        "r", clock, anchor=start, zone=zone, after=minute_before(start), until=midnight(start) + timedelta(days=11000)
    )
    return [occurrence for occurrence, _ in zip(found, range(n), strict=False)]


def within(clock: Clock, after: str, until: str, zone: str = "UTC", anchor: str = "2000-01-01") -> list[Occurrence]:
    """The occurrences in a window of wall time."""
    found = occurrences("r", clock, anchor=date.fromisoformat(anchor), zone=zone, after=at(after), until=at(until))
    return list(found)
