"""When a notice is sent again: to another server, unless it had its time; after a failure, ever more slowly."""

from __future__ import annotations

from datetime import datetime, timedelta

from routine.core.state.notice import TO_BE_READ_S, Delivery, Notice

_BACK_OFF = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 60, 300, 900))


def back_off(attempts: int) -> timedelta:
    """How long to wait after so many failures in a row: 5 s, 15 s, 1 min, 5 min, then 15 min."""
    return _BACK_OFF[min(max(attempts, 1), len(_BACK_OFF)) - 1]


def when_to_send(notice: Notice, delivery: Delivery, epoch: str, now: datetime) -> datetime | None:
    """When to send it; None if it was sent as it is."""
    if delivery.revision != notice.revision:
        return now
    if delivery.epoch != epoch:
        return None if had_its_time(notice, delivery, now) else now
    if delivery.error is None:
        return None
    # A time further away than any back-off was noted before the clock was set back.
    retry_at = delivery.retry_at
    return now if retry_at is None or retry_at > now + _BACK_OFF[-1] else retry_at


def had_its_time(notice: Notice, delivery: Delivery, now: datetime) -> bool:
    """Whether it was shown for as long as it should be, so that another server, or another run, need not show it."""
    if notice.timeout_s == 0 or not delivery.confirmed or delivery.error is not None or delivery.at is None:
        return False
    return now - delivery.at >= timedelta(seconds=notice.timeout_s or TO_BE_READ_S)
