"""Tells the service when notices can no longer be seen, and when they can again: calmly, and until it was saved."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from routine.core.errors import RoutineError
from routine.core.requests.replies.status import PresenceStatus
from routine.core.requests.reports import PresenceTold
from routine.core.state.presence import Away
from routine.daemon.background_tasks import Tasks
from routine.ports.desktop import PresenceWatch

_log = logging.getLogger(__name__)


class PresenceReport:
    """To be used in the event loop. Without a `watch`, notices are always seen.

    `first_look_s`: how long the first report may wait for the desktop's answers. `calm_s`: how long a change waits
    for the next, so that a screen locked and unlocked at once, or a desktop gone mad, costs one report.
    """

    def __init__(
        self,
        watch: PresenceWatch | None,
        ask: Callable[[PresenceTold], Awaitable[object]],
        first_look_s: float = 3.0,
        calm_s: float = 1.0,
    ) -> None:
        self._watch, self._ask = watch, ask
        self._first_look_s, self._calm_s = first_look_s, calm_s
        self._known: tuple[str, ...] | None = None  # what the service has
        self._timer: asyncio.TimerHandle | None = None
        self._tasks = Tasks()

    async def start(self) -> None:
        """Look and report for the first time: what was so before a restart may be otherwise now. Never raises."""
        if self._watch:
            try:
                async with asyncio.timeout(self._first_look_s):
                    await self._watch.start(self._changed)
            except TimeoutError:
                _log.debug("presence: no answer from the desktop in time")
            except Exception:  # noqa: BLE001 - what is unknown counts as seen: reminders come all the same
                _log.exception("presence: not watched (internal error)")
        await self._report()

    def look(self) -> None:
        """The heartbeat; returns at once."""
        if self._watch and (self._watch.due or self._away() != self._known):
            self._tasks.spawn(self._look(self._watch))

    def look_anew(self) -> None:
        """The clock was set: one that never was before kept the service from noting anything."""
        self._known = None
        self.look()

    async def start_over(self) -> None:
        """On another desktop: what the one before said means nothing any more."""
        self._tasks.cancel()
        if self._watch:
            self._watch.close()
        await self.start()

    def facts(self) -> PresenceStatus:
        """What keeps notices from being seen now, and what tells of it here."""
        watch = self._watch
        return PresenceStatus(tuple(sorted(watch.away)), watch.watched) if watch else PresenceStatus()

    def stop(self) -> None:
        """Report nothing more."""
        if self._timer:
            self._timer.cancel()
        self._tasks.cancel()
        if self._watch:
            self._watch.close()

    async def _look(self, watch: PresenceWatch) -> None:
        await watch.look()
        await self._report()

    def _changed(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._calm_s, self._report_soon)

    def _report_soon(self) -> None:
        self._timer = None
        self._tasks.spawn(self._report())

    async def _report(self) -> None:
        """What could not be saved is told again at the next heartbeat."""
        away = self._away()
        if away == self._known:
            return
        try:
            await self._ask(PresenceTold(away))
        except RoutineError as error:
            _log.warning("presence: not saved (%s)", error.message)
            return
        except Exception:  # noqa: BLE001 - whatever state makes of it, reminders are shown
            _log.exception("presence: not saved (internal error)")
            return
        self._known = away

    def _away(self) -> tuple[Away, ...]:
        return tuple(sorted(self._watch.away)) if self._watch else ()
