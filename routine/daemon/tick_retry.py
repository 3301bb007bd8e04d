"""Ticks: however many ask, one decide and one commit; one that fails is tried again, ever more slowly."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from routine.core.errors import RoutineError

_log = logging.getLogger(__name__)

#: What keeps a tick from being saved may be over in a moment.
_FIRST_RETRY_S = 1.0
#: Nothing failed, only something is left that is due: the next tick need not wait long.
_FIRST_REPEAT_S = 0.02
#: So late is a reminder at most once it can be saved again; trying costs next to nothing so seldom.
_LONGEST_S = 60.0


class TickRetry:
    """Calls `tick`, one at a time; it says whether everything that was due is decided, and may raise RoutineError."""

    def __init__(self, tick: Callable[[], Awaitable[bool]]) -> None:
        self._tick = tick
        self._asked = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._in_vain = 0
        self.holding = False
        """Whether it holds back: the last tick failed or left something due, and the next comes by its own delay."""

    def ask(self) -> None:
        """Have a tick soon; asked again before it begins, it is the same one."""
        if not self.holding:
            self._asked.set()

    def ask_now(self) -> None:
        """Have a tick now, even while holding back: a person, or the clock, changed something."""
        self._asked.set()

    def start(self) -> None:
        """Begin; needs the running event loop."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    def stop(self) -> None:
        """No more ticks."""
        if self._task is not None:
            self._task.cancel()

    async def once(self) -> None:
        """One tick now; what goes wrong is logged, and tried again later."""
        pause = await self._try()
        self.holding = pause > 0
        if self.holding:
            asyncio.get_running_loop().call_later(pause, self.ask_now)

    async def _run(self) -> None:
        while True:
            await self._asked.wait()
            self._asked.clear()
            await self.once()

    async def _try(self) -> float:
        """One tick; returns how many seconds to hold back after it."""
        try:
            settled = await self._tick()
        except RoutineError as error:
            _log.error("tick: failed (%s)", error.message)
            return self._longer(_FIRST_RETRY_S)
        except Exception:  # noqa: BLE001 - the boundary of a task: time goes on after a mistake of ours
            _log.exception("tick: failed (internal error)")
            return self._longer(_FIRST_RETRY_S)
        if settled:
            self._in_vain = 0
            return 0.0
        return self._longer(_FIRST_REPEAT_S)

    def _longer(self, first: float) -> float:
        self._in_vain += 1
        return float(min(_LONGEST_S, first * 2 ** min(self._in_vain - 1, 20)))
