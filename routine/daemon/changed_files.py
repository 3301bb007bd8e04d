"""The user's files, changed by hand or by a command: read again within a heartbeat, and before the next command."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from routine.core.errors import StoreError
from routine.core.requests.reports import Reload
from routine.daemon.read_request import Call

_log = logging.getLogger(__name__)


class ChangedFiles:
    """`stamp` gives something that is another as soon as a file was changed; `ask` has the service read them again."""

    def __init__(self, stamp: Callable[[], object], ask: Callable[[Reload], Awaitable[object]]) -> None:
        self._stamp, self._ask = stamp, ask
        self._as_read = stamp()
        self._reading: asyncio.Task[None] | None = None  # named, so that it is not swept away as garbage

    def look(self) -> None:
        """Have them read again if one changed; returns at once."""
        if self._stamp() != self._as_read:
            self.read_soon()

    def read_soon(self) -> None:
        """Have them read again; returns at once."""
        self._reading = asyncio.get_running_loop().create_task(self._read())

    def as_read(self) -> None:
        """They were written, and read again, by whoever says so."""
        self._as_read = self._stamp()

    async def take_up(self, call: Call) -> None:
        """What was changed by hand holds from the next command on; one that asks for it has it told in its reply."""
        if isinstance(call, Reload):
            self._as_read = self._stamp()
        elif self._stamp() != self._as_read:
            _log.info("files: changed")
            await self._read()

    async def _read(self) -> None:
        stamp = self._stamp()
        try:
            await self._ask(Reload())
        except StoreError as error:
            _log.error("files: not read (%s)", error.message)
            return
        self._as_read = stamp
