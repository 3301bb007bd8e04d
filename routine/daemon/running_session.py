"""What a running session needs of the daemon: its next step on the second, its sounds, a look at what is missing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from routine.core.errors import RoutineError
from routine.core.requests.commands import Outputs
from routine.core.state.session import Performance
from routine.daemon.session_sounds import SessionSounds, missing_parts

_log = logging.getLogger(__name__)


class RunningSession:
    """To be used in the event loop. `seconds_to`: real seconds until an instant of the daemon's clock."""

    def __init__(
        self,
        sounds: Callable[[], SessionSounds],
        ask: Callable[[Outputs], Awaitable[object]],
        ask_tick: Callable[[], None],
        seconds_to: Callable[[datetime], float],
    ) -> None:
        self._build = sounds
        self._sounds: SessionSounds | None = None
        self._ask, self._ask_tick, self._seconds_to = ask, ask_tick, seconds_to
        self._next: asyncio.TimerHandle | None = None
        self._looking: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None
        self._awake = False

    def follow(self, performance: Performance, wake: datetime | None) -> None:
        """Have it heard, wish what it wishes, and come back at `wake`.

        The loop's own timer is on time to the millisecond; the job in APScheduler for the same instant is the backstop.
        """
        if self._next:
            self._next.cancel()
            self._next = None
        if wake is not None:
            self._next = asyncio.get_running_loop().call_later(max(0.0, self._seconds_to(wake)), self._ask_tick)
        if performance.awake and not self._awake:
            self._begin()
        self._awake = performance.awake
        if self._sounds:
            self._sounds.perform(performance.effects)
            self._sounds.want(performance.awake, performance.music)

    def _begin(self) -> None:
        """A session begins: with voice and sound built anew, as the settings are now."""
        loop = asyncio.get_running_loop()
        if self._sounds:
            self._closing = loop.create_task(self._sounds.close())
        self._sounds = self._build()
        self._looking = loop.create_task(self._look(self._sounds))

    async def _look(self, sounds: SessionSounds) -> None:
        """Tell the session what cannot be had here, before it goes on."""
        found = await sounds.probe()
        causes = [f"{part}: {probed.in_log}" for part, probed in found.items() if probed.problem]
        if causes:
            _log.info("session: parts missing (%s)", "; ".join(causes))
        try:
            await self._ask(Outputs(missing_parts(found)))
        except RoutineError as error:
            _log.warning("session: missing parts not reported (%s)", error.message)

    async def close(self) -> None:
        """Fall silent and let the machine sleep."""
        if self._next:
            self._next.cancel()
        if self._looking:
            self._looking.cancel()
        if self._sounds:
            await self._sounds.close()
