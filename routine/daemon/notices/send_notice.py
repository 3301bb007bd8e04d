"""Sends one notice, or withdraws one; and notes what came of it, here and in state."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from msgspec.structs import replace

from routine.core.notices.reconcile import Send
from routine.core.requests.replies.status import NotifierStatus
from routine.core.requests.reports import Told, Withdrawn
from routine.core.state.notice import Delivery, Notice
from routine.core.when.moment import Now
from routine.daemon.notices.delivery_reports import DeliveryReports
from routine.daemon.notices.known_deliveries import KnownDeliveries
from routine.daemon.notices.notifier_reconnect import Candidate
from routine.ports.notifier import NotifierError

_log = logging.getLogger(__name__)


class NoticeSender:
    """`busy` is held while one is sent; `opened`: those that somebody wants to read."""

    def __init__(
        self,
        known: KnownDeliveries,
        reports: DeliveryReports,
        busy: asyncio.Lock,
        opened: set[str],
        now: Callable[[], Now],
    ) -> None:
        self._known, self._reports, self._now = known, reports, now
        self._busy, self._opened = busy, opened
        self._last_delivery: datetime | None = None
        self.last_failure: str | None = None
        """Why the last one did not show; None once one did."""

    def failed(self, why: str) -> None:
        """Something came to nothing."""
        self.last_failure = why

    def facts(self, notifier: NotifierStatus) -> NotifierStatus:
        """What is known of the notifier, with how it went."""
        last = self._last_delivery
        shown = last.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if last else None
        return replace(notifier, last_delivery=shown, last_failure=self.last_failure)

    async def show(self, candidate: Candidate, send: Send) -> None:
        """Send it; what does not show is noted, and tells against the notifier."""
        notice, notifier = send.notice, candidate.notifier
        told, failure = _told(candidate, notice), None
        before = self._known.all().get(notice.id)
        async with self._busy:
            try:
                shown = await notifier.show(notice, send.replaces, opened=notice.id in self._opened)
                self._opened.discard(notice.id)
                told = replace(told, handle=shown.handle, confirmed=shown.confirmed)
            except NotifierError as error:
                told, failure = replace(told, error=str(error)), error
            await self._note(candidate, told, before)
        if failure is not None:
            _log.warning("notification: not shown (%s: %s)", notifier.name, failure.in_log)
            await candidate.failed(failure)

    async def show_on_trial(self, candidate: Candidate, notice: Notice) -> None:
        """Send what another notifier shows already: where that fails, nothing is lost."""
        before = self._known.all().get(notice.id)
        async with self._busy:
            try:
                shown = await candidate.notifier.show(notice, "")
            except NotifierError as error:
                await candidate.failed(error)
                return
            told = replace(_told(candidate, notice), handle=shown.handle, confirmed=shown.confirmed)
            await self._note(candidate, told, before)

    async def withdraw(self, candidate: Candidate, notice: str) -> None:
        """Take it off the screen."""
        delivery = self._known.all()[notice]
        async with self._busy:
            if delivery.handle and delivery.notifier == candidate.name:
                try:
                    await candidate.notifier.withdraw(delivery.handle)
                except NotifierError as error:  # gone with its server, or closed by it when it wakes
                    _log.warning("notification: not withdrawn (%s: %s)", candidate.name, error.in_log)
            self._known.withdrawn(notice)
            self._reports.add(Withdrawn(notice))  # later: saving it must not hold up what is to be shown

    async def _note(self, candidate: Candidate, told: Told, before: Delivery | None) -> None:
        """Note what came of sending it, here and in state."""
        if told.error is None:
            candidate.showed()
        instant = self._now().instant
        if self._known.note(told, before, instant):
            self._reports.add(told)
        if told.confirmed:
            self._last_delivery, self.last_failure = instant, None
        if told.error is not None:
            self.last_failure = f"{told.error} ({told.notifier})"
        await self._reports.tell()


def _told(candidate: Candidate, notice: Notice) -> Told:
    notifier = candidate.notifier
    return Told(notice.id, notice.revision, notifier.name, notifier.epoch, refresh=notice.refresh)
