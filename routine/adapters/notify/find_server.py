"""Finds the notification server: the first bus of a login that has one, or can start one."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from routine.adapters.dbus.address import session_sockets
from routine.adapters.dbus.connection import THE_BUS, Bus, Object, Signal, connect
from routine.adapters.dbus.errors import BusError, ErrorReplyError
from routine.ports.notifier import NotifierError

SERVER = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
_ITS_SIGNALS = Object(SERVER, PATH, SERVER)
_NO_OWNER = f"{THE_BUS.bus_name}.Error.NameHasNoOwner"


class ServerBus:
    """The bus that is used. `environ` is read at each look; `answer_s`: how long one answer may take.

    `heard` gets what the server and the bus tell, `lost` why the bus is gone.
    """

    def __init__(
        self,
        environ: Mapping[str, str],
        answer_s: float,
        heard: Callable[[Signal], None],
        lost: Callable[[str], None],
    ) -> None:
        self._environ, self._answer_s, self._heard, self._lost = environ, answer_s, heard, lost
        self.bus: Bus | None = None
        self._path = ""

    def leave(self) -> None:
        """Leave it."""
        bus, self.bus = self.bus, None
        if bus:
            bus.close()

    async def find(self) -> tuple[Bus, str]:
        """The first bus that has a server, and the server. A later login has its own bus, where it puts it.

        Where none has one, the first bus is kept, which tells when one appears. Raises BusError, NotifierError.
        """
        failed: NotifierError | None = None
        causes = []
        for path in dict.fromkeys(session_sockets(self._environ, os.getuid())):
            try:
                bus = await self._on(path)
            except BusError as error:
                causes.append(str(error))
                continue
            try:
                owner = await self._find_server(bus)
            except NotifierError as error:
                failed = failed or error
            except BaseException:
                if bus is not self.bus:
                    bus.close()
                raise
            else:
                self._keep(bus, path)
                return bus, owner
            if self.bus is None:
                self._keep(bus, path)
            elif bus is not self.bus:
                bus.close()
        raise failed or NotifierError("no desktop session was found", cause=f"no session bus: {'; '.join(causes)}")

    async def _on(self, path: str) -> Bus:
        """A connection to this bus: the one that is there, or a new one."""
        if self.bus and not self.bus.alive:
            self.bus = None
        if self.bus and path == self._path:
            return self.bus
        return await self._open(path)

    def _keep(self, bus: Bus, path: str) -> None:
        if self.bus and bus is not self.bus:
            self.bus.close()
        self.bus, self._path = bus, path

    async def _open(self, path: str) -> Bus:
        bus = await connect([path], self._answer_s, self._heard, self._lost)
        try:
            await bus.listen(_ITS_SIGNALS, "ActionInvoked")
            await bus.listen(_ITS_SIGNALS, "NotificationClosed")
            await bus.listen(THE_BUS, "NameOwnerChanged", first=SERVER)
        except BaseException:
            bus.close()
            raise
        return bus

    async def _find_server(self, bus: Bus) -> str:
        try:
            (owner,) = await bus.call(THE_BUS, "GetNameOwner", "s", (SERVER,))
        except ErrorReplyError as error:
            if error.error != _NO_OWNER:
                raise
            await self._start_server(bus)
            (owner,) = await bus.call(THE_BUS, "GetNameOwner", "s", (SERVER,))
        return str(owner)

    async def _start_server(self, bus: Bus) -> None:
        try:
            await bus.call(THE_BUS, "StartServiceByName", "su", (SERVER, 0))
        except ErrorReplyError as error:
            raise NotifierError("no notification server is running, and none could be started") from error
