"""How long the page lives: while somebody reads it, and a quarter of an hour more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

UNREAD_S = 15 * 60.0
"""Without a reader for so long, the process ends."""


class Lifetime:
    """Counts readers; calls `end` when nobody has read for `unread_s` seconds. In the event loop alone."""

    def __init__(self, end: Callable[[], None], unread_s: float = UNREAD_S) -> None:
        self.end, self._unread_s = end, unread_s
        self._present = 0
        self._timer: asyncio.TimerHandle | None = None

    def read(self) -> None:
        """Somebody asked for something just now."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if self._present else asyncio.get_running_loop().call_later(self._unread_s, self.end)

    def come(self) -> None:
        """Somebody has the page open and follows it."""
        self._present += 1
        self.read()

    def go(self) -> None:
        """They no longer do."""
        self._present -= 1
        self.read()
