"""What a running session needs of the daemon: its next step on the second, its sounds, a look at what is missing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from routine.core.errors import RoutineError
from routine.core.requests.reports import Outputs
from routine.core.state.session import Performance
from routine.daemon.lost_sound import Found, watch_sound
from routine.daemon.session_sounds import SessionSounds, missing_parts

_log = logging.getLogger(__name__)

#: Whoever pressed Start waits for the first step, and would press again; a look takes a tenth of this.
_FIRST_LOOK_S = 0.8


class RunningSession:
    """To be used in the event loop. `seconds_to`: real seconds until an instant of the daemon's clock.

    `known` is called when it is no longer worth waiting for what is missing, at the latest after `first_look_s`.
    """

    def __init__(
        self,
        sounds: Callable[[], SessionSounds],
        ask: Callable[[Outputs], Awaitable[object]],
        ask_tick: Callable[[], None],
        seconds_to: Callable[[datetime], float],
        known: Callable[[], None] = lambda: None,
        first_look_s: float = _FIRST_LOOK_S,
    ) -> None:
        self._known, self._first_look_s = known, first_look_s
        self._patience: asyncio.TimerHandle | None = None
        self._build = sounds
        self._sounds: SessionSounds | None = None
        self._ask, self._ask_tick, self._seconds_to = ask, ask_tick, seconds_to
        self._next: asyncio.TimerHandle | None = None
        self._looking: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None
        self._awake = False
        self._followed = False  # until then, a session is older than this daemon

    @property
    def begins(self) -> bool:
        """Whether one has just begun, and what is missing is not known: a sound check shown now might be gone soon."""
        return self._patience is not None

    def _now_known(self) -> None:
        if self._patience:
            self._patience.cancel()
            self._patience = None
            self._known()

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
            self._begin(midway=not self._followed)
        elif self._awake and not performance.awake and self._looking:
            self._looking.cancel()
        self._awake, self._followed = performance.awake, True
        if self._sounds:
            self._sounds.perform(performance.effects)
            self._sounds.want(performance.awake, performance.music)

    def _begin(self, *, midway: bool) -> None:
        """A session begins (`midway`: an earlier daemon began it), with voice and sound as the settings are now."""
        loop = asyncio.get_running_loop()
        if self._sounds:
            self._closing = loop.create_task(self._sounds.close())
        self._sounds = self._build()
        self._patience = loop.call_later(self._first_look_s, self._now_known)
        self._looking = loop.create_task(self._look(self._sounds, midway=midway))

    async def _look(self, sounds: SessionSounds, *, midway: bool) -> None:
        """Tell the session what cannot be had here before it goes on, and then what changes."""
        found = await sounds.probe()
        await self._tell(found, midway=midway)
        self._now_known()
        await watch_sound(sounds, found, lambda found: self._tell(found, midway=True))

    async def _tell(self, found: Found, *, midway: bool) -> None:
        causes = [f"{part}: {probed.in_log}" for part, probed in found.items() if probed.problem]
        if causes or midway:
            _log.info("session: parts missing%s (%s)", " by now" if midway else "", "; ".join(causes) or "none")
        try:
            await self._ask(Outputs(missing_parts(found), midway))
        except RoutineError as error:
            _log.warning("session: missing parts not reported (%s)", error.message)

    async def close(self) -> None:
        """Fall silent and let the machine sleep."""
        for timer in (self._next, self._patience):
            if timer:
                timer.cancel()
        if self._looking:
            self._looking.cancel()
        if self._sounds:
            await self._sounds.close()
