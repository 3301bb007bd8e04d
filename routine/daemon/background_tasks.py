"""Tasks and timers of one part of the daemon: kept until they end, and ended with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class Tasks:
    """An event loop holds tasks only weakly: one that nobody waits for may be swept away as garbage before its end."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Have it done beside all else."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def later(self, name: str, delay_s: float, what: Callable[[], None]) -> None:
        """Call it then; a timer of the same name is replaced."""
        if name in self._timers:
            self._timers[name].cancel()
        self._timers[name] = asyncio.get_running_loop().call_later(max(delay_s, 0), what)

    def cancel(self) -> None:
        """Have no timer ring, and every task end at the next occasion."""
        for timer in self._timers.values():
            timer.cancel()
        for task in self._tasks:
            task.cancel()

    async def end(self) -> None:
        """Cancel all, and wait for the tasks to end."""
        self.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
