"""What people do with notices, as the notifier hears it: pressed, opened, closed; told to the service."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from routine.core.errors import RoutineError
from routine.core.requests.commands import Press
from routine.core.requests.reports import Closed
from routine.daemon.background_tasks import Tasks
from routine.daemon.notices.known_deliveries import KnownDeliveries

_log = logging.getLogger(__name__)


class NoticeAnswers:
    """Hears one notifier at a time.

    `busy` is held while a notice is sent; `opened` gets those that somebody wants to read; `wanted(notice, revision)`:
    whether it should still be showing so; `again` is called once a notice has to be sent anew, `failed` with why a
    press came to nothing.
    """

    def __init__(
        self,
        ask: Callable[[Press | Closed], Awaitable[object]],
        known: KnownDeliveries,
        busy: asyncio.Lock,
        opened: set[str],
        wanted: Callable[[str, str], bool],
        again: Callable[[], None],
        failed: Callable[[str], None],
    ) -> None:
        self._ask, self._known, self._busy, self._opened = ask, known, busy, opened
        self._wanted, self._again, self._failed = wanted, again, failed
        self._tasks = Tasks()

    def pressed(self, handle: str, button: str) -> None:
        """A button of the notice with this handle was pressed."""
        self._tasks.spawn(self._press(handle, button))

    def opened(self, handle: str) -> None:
        """Somebody wants to read the notice with this handle."""
        self._tasks.spawn(self._open(handle))

    def closed(self, handle: str) -> None:
        """Somebody closed the notice with this handle without an answer: what waits behind it may come."""
        self._tasks.spawn(self._close(handle))

    def hidden(self, handle: str) -> None:
        """The server does not show the notice with this handle: it is sent again."""
        self._tasks.spawn(self._hide(handle))

    async def end(self) -> None:
        """Hear no more."""
        await self._tasks.end()

    async def _press(self, handle: str, button: str) -> None:
        notice = await self._notice_of(handle)
        if notice is None:
            return
        try:
            await self._ask(Press(notice, button))
        except RoutineError as error:
            _log.warning("button: failed (%s)", error.message)
            self._failed(f"a button did not work ({error.message.rstrip('.')})")
            self._show_again(notice)
            return
        delivery = self._known.all().get(notice)
        if delivery and self._wanted(notice, delivery.revision):
            self._show_again(notice)  # the press no longer fitted, and its bubble is gone

    async def _open(self, handle: str) -> None:
        notice = await self._notice_of(handle)
        if notice is not None:
            self._opened.add(notice)
            self._show_again(notice)

    async def _hide(self, handle: str) -> None:
        notice = await self._notice_of(handle)
        if notice is not None:
            self._show_again(notice)

    async def _close(self, handle: str) -> None:
        notice = self._known.notice_of(handle)
        if notice is not None:
            try:
                await self._ask(Closed(notice))
            except RoutineError as error:
                _log.warning("notification: closing not saved (%s)", error.message)

    async def _notice_of(self, handle: str) -> str | None:
        """The notice's id; None for another program's."""
        notice = self._known.notice_of(handle)
        if notice is None:
            async with self._busy:  # pressed before the server's answer with the handle was seen here
                notice = self._known.notice_of(handle)
        return notice

    def _show_again(self, notice: str) -> None:
        """Its bubble closed with the press, but the answer did not count."""
        if self._known.closed_in_vain(notice):
            self._again()
