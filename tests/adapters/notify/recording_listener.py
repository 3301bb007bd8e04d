"""A listener that remembers what a notifier told it."""

from __future__ import annotations

import asyncio


class RecordingListener:
    """A NotifierListener."""

    def __init__(self) -> None:
        self.presses: list[tuple[str, str]] = []
        self.opens: list[str] = []
        self.closings: list[str] = []
        self.hides: list[str] = []
        self.losses: list[str] = []
        self.backs = 0
        self._news = asyncio.Event()

    def pressed(self, handle: str, button: str) -> None:
        self.presses.append((handle, button))
        self._news.set()

    def opened(self, handle: str) -> None:
        self.opens.append(handle)
        self._news.set()

    def closed(self, handle: str) -> None:
        self.closings.append(handle)
        self._news.set()

    def hidden(self, handle: str) -> None:
        self.hides.append(handle)
        self._news.set()

    def lost(self, reason: str) -> None:
        self.losses.append(reason)
        self._news.set()

    def back(self) -> None:
        self.backs += 1
        self._news.set()

    async def something(self, within_s: float = 60) -> RecordingListener:
        """Itself, once it heard something since it was last asked."""
        async with asyncio.timeout(within_s):
            await self._news.wait()
        self._news.clear()
        return self
