"""Presence on a Linux desktop: the session bus for do-not-disturb and screen savers, the system bus for logind."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping

from routine.adapters.dbus.address import session_sockets, system_sockets
from routine.adapters.presence.do_not_disturb import DoNotDisturb
from routine.adapters.presence.screen_lock import SCREEN_SAVERS, LockedHint
from routine.adapters.presence.watch import Watch
from routine.core.state.presence import Away

#: While somebody is away, everything is asked again after so many looks: a signal may have been lost.
_LOOKS_UNTIL_ALL = 15


class DesktopPresence:
    """To be used in an event loop. `environ` is read at each connect; `answer_s`: how long one answer may take."""

    def __init__(self, environ: Mapping[str, str], answer_s: float = 2.0) -> None:
        self._environ, self._answer_s = environ, answer_s
        self._watches: tuple[Watch, ...] = ()
        self._looks = 0

    @property
    def away(self) -> frozenset[Away]:
        """What keeps notices from being seen now."""
        return frozenset[Away]().union(*(watch.away for watch in self._watches))

    @property
    def watched(self) -> tuple[str, ...]:
        """What tells of it here, for people."""
        return tuple(name for watch in self._watches for name in watch.watched)

    async def start(self, changed: Callable[[], None]) -> None:
        """Look for the first time, and call `changed` from then on when `away` may be another; never raises."""
        on_session = (DoNotDisturb(self._environ), *SCREEN_SAVERS)
        self._watches = (
            Watch(lambda: session_sockets(self._environ, os.getuid()), on_session, self._answer_s, changed),
            Watch(lambda: system_sockets(self._environ), (LockedHint(),), self._answer_s, changed),
        )
        await self._look(everything=True)

    @property
    def due(self) -> bool:
        """Whether somebody is away, something here sends no signals, or a bus came that was not there."""
        return bool(self.away) or any(watch.due for watch in self._watches)

    async def look(self) -> None:
        """The heartbeat: a bus that was gone, what sends no signals, and now and then whoever says that one is away."""
        self._looks = self._looks + 1 if self.away else 0
        await self._look(everything=self._looks % _LOOKS_UNTIL_ALL == _LOOKS_UNTIL_ALL - 1)

    async def _look(self, *, everything: bool) -> None:
        await asyncio.gather(*(watch.look(everything=everything) for watch in self._watches))

    def close(self) -> None:
        """Let go of the buses."""
        for watch in self._watches:
            watch.close()
