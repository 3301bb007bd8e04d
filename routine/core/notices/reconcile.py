"""What should be showing against what is known to have been shown: the difference that a notifier has to make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from routine.core.requests.commands import Told
from routine.core.state.notice import TO_BE_READ_S, Delivery, Notice

_BACK_OFF = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 60, 300, 900))


class Send(Struct, frozen=True):
    """A notice to show, in place of the one with handle `replaces` ("" for none)."""

    notice: Notice
    replaces: str = ""


class Difference(Struct, frozen=True):
    """What is left to do: notices to show, ids of notices to withdraw, and when (UTC) to look again."""

    show: tuple[Send, ...] = ()
    withdraw: tuple[str, ...] = ()
    retry_at: datetime | None = None


def difference(
    wanted: Iterable[Notice],
    deliveries: Mapping[str, Delivery],
    notifier: str,
    epoch: str,
    now: datetime,
    *,
    refreshes: bool = False,
) -> Difference:
    """What the connected `notifier` (its present `epoch`) has to do so that exactly `wanted` shows.

    A notice is sent when it never was, when its revision changed, when it went through another connection (unless its
    time was over by then), or when
    sending failed and its time has come again. Sent but unconfirmed is not sent again: that would be a flood. A changed
    refresh is sent only where it takes the place of what shows (`refreshes`).
    """
    show, ids, retries = [], set(), []
    for notice in wanted:
        ids.add(notice.id)
        delivery = deliveries.get(notice.id, Delivery())
        due_at = _due_at(notice, delivery, epoch, now)
        if due_at is None and refreshes and _is_old(notice, delivery):
            due_at = now
        if due_at is None:
            continue
        if due_at <= now:
            show.append(Send(notice, _replaced(delivery, notifier)))
        else:
            retries.append(due_at)
    withdraw = tuple(name for name in deliveries if name not in ids)
    return Difference(tuple(show), withdraw, min(retries, default=None))


def after_telling(told: Told, before: Delivery | None, now: datetime) -> Delivery:
    """What is known of a delivery after a notifier's report; a failure keeps the handle of what still shows."""
    before = before or Delivery()
    if told.error is None:
        return Delivery(
            notifier=told.notifier,
            epoch=told.epoch,
            handle=told.handle,
            confirmed=told.confirmed,
            revision=told.revision,
            refresh=told.refresh,
            at=now,
        )
    attempts = before.attempts + 1 if before.epoch == told.epoch else 1
    failed = replace(before, epoch=told.epoch, revision=told.revision, error=told.error, attempts=attempts)
    return replace(failed, notifier=before.notifier or told.notifier, retry_at=now + back_off(attempts))


def back_off(attempts: int) -> timedelta:
    """How long to wait after so many failures in a row: 5 s, 15 s, 1 min, 5 min, then 15 min."""
    return _BACK_OFF[min(max(attempts, 1), len(_BACK_OFF)) - 1]


def _due_at(notice: Notice, delivery: Delivery, epoch: str, now: datetime) -> datetime | None:
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


def _is_old(notice: Notice, delivery: Delivery) -> bool:
    """Whether it shows another time left than it should."""
    return delivery.confirmed and delivery.refresh != notice.refresh


def _replaced(delivery: Delivery, notifier: str) -> str:
    return delivery.handle if delivery.confirmed and delivery.notifier == notifier else ""
