"""Follows the sources of one bus: each is asked when it comes, goes or tells of a change, calmly also in a storm."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Iterable

from routine.adapters.dbus.connection import THE_BUS, Bus, Signal, connect
from routine.adapters.dbus.errors import BusError
from routine.adapters.presence.source import Source
from routine.core.state.presence import Away

_log = logging.getLogger(__name__)

_CALM_S = 0.5


class Watch:
    """To be used in an event loop. What is absent, hangs, fails or talks nonsense counts as seen.

    `sockets`: where the bus may listen, at each connect. `answer_s`: how long one answer may take. `changed` is called
    when a source says otherwise than before.
    """

    def __init__(
        self,
        sockets: Callable[[], Iterable[str]],
        sources: tuple[Source, ...],
        answer_s: float,
        changed: Callable[[], None],
    ) -> None:
        self._sockets, self._sources, self._answer_s, self._changed = sockets, sources, answer_s, changed
        self._bus: Bus | None = None
        self._says: dict[Source, bool | None] = {}
        self._asking: dict[Source, asyncio.Task[None]] = {}
        self._again: set[Source] = set()

    @property
    def away(self) -> frozenset[Away]:
        """What keeps notices from being seen now, as far as anybody says."""
        return frozenset(source.away for source, says in self._says.items() if says)

    @property
    def watched(self) -> tuple[str, ...]:
        """The sources that are there and answered, for people."""
        return tuple(source.name for source in self._sources if self._says.get(source) is not None)

    @property
    def due(self) -> bool:
        """Whether something has to be looked at: a bus to connect to, or a source that sends no signals."""
        if self._bus and self._bus.alive:
            return any(source.silent for source in self._sources)
        return bool(self._listening())

    async def look(self, *, everything: bool) -> None:
        """Ask what sends no signals, or everything; connect where the bus was not there. Never raises."""
        if self._bus is None or not self._bus.alive:
            everything = await self._connect()
        asked = [source for source in self._sources if everything or source.silent] if self._bus else []
        for source in asked:
            self._ask_soon(source)
        asking = [self._asking[source] for source in asked if source in self._asking]
        if asking:
            await asyncio.wait(asking)  # whoever waits no longer leaves the question under way

    def close(self) -> None:
        """Leave the bus."""
        bus, self._bus = self._bus, None
        for task in self._asking.values():
            task.cancel()
        if bus and bus.alive:
            bus.close()

    async def _connect(self) -> bool:
        """Whether the bus is there."""
        if not (sockets := self._listening()):
            return False
        try:
            bus = await connect(sockets, self._answer_s, self._heard, self._ended)
        except BusError as error:
            _log.debug("presence: no bus (%s)", error)
            return False
        try:
            for name in dict.fromkeys(name for source in self._sources for name in source.owners):
                await bus.listen(THE_BUS, "NameOwnerChanged", first=name)
            for change in dict.fromkeys(change for source in self._sources for change in source.changes):
                await bus.listen(change.whom, change.member, change.first)
        except BusError as error:
            _log.debug("presence: no answer from the bus (%s)", error)
            bus.close()
            return False
        except BaseException:
            bus.close()
            raise
        self._bus = bus
        return True

    def _listening(self) -> list[str]:
        """The sockets that are there; to find that there is none costs no more than a look.

        Not by pathlib: a folder that is another user's, as after `su`, would raise.
        """
        return [path for path in self._sockets() if path.startswith("\0") or os.path.exists(path)]  # noqa: PTH110

    def _heard(self, signal: Signal) -> None:
        for source in self._sources:
            came_or_went = signal.member == "NameOwnerChanged" and signal.body[:1] in [(n,) for n in source.owners]
            if came_or_went or source.concerns(signal):
                self._ask_soon(source)

    def _ended(self, _: str) -> None:
        self._bus = None
        self._says.clear()
        self._changed()

    def _ask_soon(self, source: Source) -> None:
        """However many signals come, one question is under way, and one more follows."""
        if source in self._asking:
            self._again.add(source)
        else:
            self._asking[source] = asyncio.get_running_loop().create_task(self._ask(source))

    async def _ask(self, source: Source) -> None:
        try:
            while True:
                self._again.discard(source)
                self._note(source, await self._answer(source))
                if source not in self._again:
                    return
                await asyncio.sleep(_CALM_S)
        finally:
            self._asking.pop(source, None)

    async def _answer(self, source: Source) -> bool | None:
        if self._bus is None:
            return None
        try:
            # Most ask twice: who is there, and then that one.
            async with asyncio.timeout(2 * self._answer_s):
                return await source.ask(self._bus)
        except Exception as error:  # noqa: BLE001 - a stranger's answer may be anything, and then it says nothing
            _log.debug("presence: %s unknown (%s: %s)", source.name, type(error).__name__, error)
            return None

    def _note(self, source: Source, says: bool | None) -> None:
        before = self._says.get(source)
        self._says[source] = says
        if bool(says) != bool(before):
            _log.info("presence: %s is %s (%s)", source.away, "on" if says else "off", source.name)
            self._changed()
