"""The user's files, changed by hand or by a command: read again within a heartbeat, and before the next command."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from routine.core.errors import StoreError
from routine.core.requests.edits import Edit
from routine.core.requests.queries import Request
from routine.core.requests.reports import Reload

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


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

    async def answered(self, call: Request, answer: Callable[[Request], Awaitable[_T]]) -> _T:
        """What was changed by hand holds from the next command on; one that asks for it has it told in its reply.

        Only what was taken up counts as read: a disk that is full at this moment may take it up later.
        """
        found = self._stamp()
        if not isinstance(call, Reload) and found != self._as_read:
            _log.info("files: changed")
            await self._read()
        reply = await answer(call)
        if isinstance(call, Reload | Edit):
            self._as_read = found if isinstance(call, Reload) else self._stamp()
        return reply

    async def _read(self) -> None:
        stamp = self._stamp()
        try:
            await self._ask(Reload())
        except StoreError as error:
            _log.error("files: not read (%s)", error.message)
            return
        self._as_read = stamp
