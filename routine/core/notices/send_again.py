"""When a notice that could not be sent is tried again: ever more slowly."""

from __future__ import annotations

from datetime import datetime, timedelta

from routine.core.state.notice import Delivery, Notice

_BACK_OFF = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 60, 300, 900))


def back_off(attempts: int) -> timedelta:
    """How long to wait after so many failures in a row: 5 s, 15 s, 1 min, 5 min, then 15 min."""
    return _BACK_OFF[min(max(attempts, 1), len(_BACK_OFF)) - 1]


def when_to_send(notice: Notice, delivery: Delivery, epoch: str, now: datetime) -> datetime | None:
    """When to send it; None if it was sent as it is."""
    if delivery.epoch != epoch or delivery.revision != notice.revision:
        return now
    if delivery.error is None:
        return None
    # A time further away than any back-off was noted before the clock was set back.
    retry_at = delivery.retry_at
    return now if retry_at is None or retry_at > now + _BACK_OFF[-1] else retry_at
