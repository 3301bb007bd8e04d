"""At the daemon's end, and when it goes to another desktop: takes off the screen all that it shows; what stays."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from routine.core.errors import RoutineError
from routine.core.requests.reports import Cleared
from routine.core.state.notice import Notice
from routine.daemon.notices.delivery_reports import DeliveryReports
from routine.daemon.notices.known_deliveries import KnownDeliveries
from routine.daemon.notices.notifier_reconnect import Candidate
from routine.ports.notifier import NotifierError

#: Enough for all that a screen holds, from a server that works; at a logout the machine waits for this.
_CLEAR_S = 3.0


class ScreenClearer:
    """`ask` tells the service."""

    def __init__(
        self, ask: Callable[[Cleared], Awaitable[object]], known: KnownDeliveries, reports: DeliveryReports
    ) -> None:
        self._ask, self._known, self._reports = ask, known, reports

    async def clear(self, candidate: Candidate | None) -> None:
        """Withdraw all that shows, as far as the server lets us in time; what it leaves is closed at the next start."""
        if candidate is None:
            return
        gone = []
        with contextlib.suppress(TimeoutError, NotifierError):
            async with asyncio.timeout(_CLEAR_S):
                for notice, delivery in self._known.all().items():
                    if delivery.handle and delivery.notifier == candidate.name:
                        await candidate.notifier.withdraw(delivery.handle)
                        gone.append(notice)
        await self._reports.tell()
        if gone:
            with contextlib.suppress(RoutineError):  # not saved: the next start closes them once more
                await self._ask(Cleared(tuple(gone)))


async def take_leave(candidate: Candidate | None, farewell: Notice) -> None:
    """Show what stays after the end."""
    if candidate is not None:
        with contextlib.suppress(TimeoutError, NotifierError):
            async with asyncio.timeout(_CLEAR_S):
                await candidate.notifier.show(farewell, "")
