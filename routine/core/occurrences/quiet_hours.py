"""Quiet hours: whether it is in them now, when they end, and when the next begin."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from routine.core.config.settings import Settings
from routine.core.when.moment import Now, instant_of

_LOOK_AGAIN = timedelta(minutes=1)


def quiet_until(settings: Settings, now: Now) -> datetime | None:
    """When the quiet hours that it is in end (UTC), or None outside of them. They count as machine off."""
    if not settings.quiet:
        return None
    wall = now.wall()
    for window in settings.quiet:
        if window.covers(wall):
            end = wall.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(minutes=window.end)
            end = end if end > wall else end + timedelta(days=1)
            # In the hour that clocks show twice, that wall time may have been once already.
            return max(instant_of(end, now.zone), now.instant + _LOOK_AGAIN)
    return None


def quiet_edges(settings: Settings, now: Now) -> Iterator[datetime]:
    """The next beginning and end of each span of quiet hours (UTC)."""
    wall = now.wall()
    midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0)
    for window in settings.quiet:
        for minute in (window.start, window.end):
            edge = midnight + timedelta(minutes=minute)
            edge = edge if edge > wall else edge + timedelta(days=1)
            # In the hour that clocks show twice, that wall time may have been once already: look again soon.
            yield max(instant_of(edge, now.zone), now.instant + _LOOK_AGAIN)
