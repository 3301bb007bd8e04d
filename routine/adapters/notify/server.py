"""The desktop's notification server: found on the session bus, called, and watched until it goes."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from routine.adapters.dbus.address import session_sockets
from routine.adapters.dbus.connection import THE_BUS, Bus, Object, Signal, connect
from routine.adapters.dbus.errors import BusError, ErrorReplyError, NoAnswerError
from routine.adapters.notify.manners import Manners, manners_of
from routine.core.text.safe import one_line
from routine.ports.notifier import NotifierError, NotifierSilentError

SERVER = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_ITS_SIGNALS = Object(SERVER, _PATH, SERVER)
_NO_OWNER = f"{THE_BUS.bus_name}.Error.NameHasNoOwner"
_AT_ONCE_MS = 1  # 0 would mean that it never expires
#: KDE refuses the texts of one that was sent less than a second before, whatever became of that one.
_ALIKE_TOO_SOON = f"{SERVER}.Error.ExcessNotificationGeneration"


_Call = tuple[str, str, tuple[Any, ...]]


class Told(Struct, frozen=True):
    """Who wants to hear what the server tells: presses, closed notifications, that it is gone, that one appeared."""

    pressed: Callable[[int, str], None]
    closed: Callable[[int, int], None]
    lost: Callable[[str], None]
    back: Callable[[], None]


class NotificationServer:
    """A connection to whoever owns `org.freedesktop.Notifications`; every method raises NotifierError.

    `environ` is read at each connect; `answer_s` is how long the bus or the server may take for one answer, `again_s`
    how long a server is left alone that was told the same too soon.
    Source: https://specifications.freedesktop.org/notification-spec/1.2/
    """

    def __init__(self, environ: Mapping[str, str], answer_s: float, again_s: float, told: Told) -> None:
        self._environ, self._answer_s, self._again_s, self._told = environ, answer_s, again_s, told
        self._bus: Bus | None = None
        self._bus_id = self._path = ""
        self._owner = ""  # who has the server's name now
        self._server = ""  # whom we are connected to
        self.capabilities: frozenset[str] = frozenset()
        self.manners = Manners()

    @property
    def scope(self) -> str:
        """Names the bus and the server, whose numbers mean nothing to another."""
        return f"{self._bus_id}{self._server}"

    @property
    def connection(self) -> str:
        """Our own name on the bus; "" while not connected."""
        return self._bus.unique_name if self._bus and self._server else ""

    async def connect(self) -> str:
        """Find the bus and the server, which the bus may have to start; the server's name and version.

        Where only the server is missing the bus is kept, and `told.back` tells when one appears.
        """
        self._server = ""
        with _for_people():
            bus, owner = await self._find()
            self._owner = owner
            (self._bus_id,) = await bus.call(THE_BUS, "GetId")
            information = await bus.call(_at(owner), "GetServerInformation", late=self._answers_again)
            capabilities = await bus.call(_at(owner), "GetCapabilities")
        if not bus.alive or self._owner != owner:
            raise NotifierError("the notification server has stopped")
        name, vendor, version, *_ = (*(str(part) for part in information), "?", "", "?")
        self._server, self.capabilities = owner, _listed(capabilities)
        self.manners = manners_of(name, vendor, self.capabilities)
        return one_line(f"{name} {version}")

    async def notify(self, arguments: tuple[Any, ...]) -> int:
        """Show a notification; the number that the server gives it."""
        bus = self._connected()
        with _for_people():
            try:
                body = await self._notify(bus, arguments)
            except ErrorReplyError as error:
                if error.error != _ALIKE_TOO_SOON:
                    raise
                await asyncio.sleep(self._again_s)
                body = await self._notify(bus, arguments)
        match body:
            case (int(number),) if number > 0:
                return number
        raise NotifierError("the notification server gave no answer that Routine can read", cause=repr(body))

    async def _notify(self, bus: Bus, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
        late = partial(self._take_back, self._server)
        return await bus.call(_at(self._server), "Notify", "susssasa{sv}i", arguments, late=late)

    def _take_back(self, server: str, body: tuple[Any, ...]) -> None:
        """A notice whose confirmation came too late was reported as failed and is sent again: two would show."""
        match body:
            case (int(number),) if self._bus and self._bus.alive:
                for call in self._closing(number):
                    self._bus.post(_at(server), *call)
        self._answers_again(body)

    def _answers_again(self, _: tuple[Any, ...]) -> None:
        """It hung, and goes on."""
        if not self._server:
            self._told.back()

    async def close_number(self, number: int) -> None:
        """Take a notification off the screen; the server's "no such notification" is no error."""
        bus = self._connected()
        with _for_people():
            for call in self._closing(number):
                with contextlib.suppress(ErrorReplyError):
                    await bus.call(_at(self._server), *call)

    async def nudge(self) -> None:
        """Have the server look at what waits there, by one that comes and goes unseen."""
        hints = {"urgency": ("y", 1), "desktop-entry": ("s", "routine")}
        number = await self.notify(("Routine", 0, "", "Routine", "", [], hints, _AT_ONCE_MS))
        self.close_soon(number)

    def close_soon(self, number: int) -> None:
        """The same, without waiting for the answer."""
        if self._bus and self._bus.alive and self._server:
            for call in self._closing(number):
                self._bus.post(_at(self._server), *call)

    def _closing(self, number: int) -> tuple[_Call, ...]:
        """The calls: where closing leaves what is on the screen, that ends at once first; what waits is taken back."""
        close: _Call = "CloseNotification", "u", (number,)
        if self.manners.withdraws == "closing":
            return (close,)
        hints = {"urgency": ("y", 1), "desktop-entry": ("s", "routine")}
        ends: _Call = "Notify", "susssasa{sv}i", ("Routine", number, "", "Routine", "", [], hints, _AT_ONCE_MS)
        return ends, close

    def stand_by(self) -> None:
        """Show nothing more, but stay on the bus: `told.back` tells when the server answers again, or another comes."""
        self._server = ""

    def leave(self) -> None:
        """Leave the bus; what was shown stays on the screen."""
        self._server, bus, self._bus = "", self._bus, None
        if bus:
            bus.close()

    def _connected(self) -> Bus:
        if not self._bus or not self._bus.alive or not self._server:
            raise NotifierError("no notification server is connected")
        return self._bus

    # --- finding it ----------------------------------------------------------------------------------------------

    async def _find(self) -> tuple[Bus, str]:
        """The first bus that has a server, and the server. A later login has its own bus, where it puts it.

        Where none has one, the first bus is kept, which tells when one appears.
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
                if bus is not self._bus:
                    bus.close()
                raise
            else:
                self._keep(bus, path)
                return bus, owner
            if self._bus is None:
                self._keep(bus, path)
            elif bus is not self._bus:
                bus.close()
        raise failed or NotifierError("no desktop session was found", cause=f"no session bus: {'; '.join(causes)}")

    async def _on(self, path: str) -> Bus:
        """A connection to this bus: the one that is there, or a new one."""
        if self._bus and not self._bus.alive:
            self._bus = None
        if self._bus and path == self._path:
            return self._bus
        return await self._open(path)

    def _keep(self, bus: Bus, path: str) -> None:
        if self._bus and bus is not self._bus:
            self._bus.close()
        self._bus, self._path = bus, path

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

    # --- what it tells -------------------------------------------------------------------------------------------

    def _heard(self, signal: Signal) -> None:
        """GNOME sends each signal twice, from two senders: that of the server counts."""
        source = signal.sender, signal.member
        match signal.body:
            case (str(name), str(), str(owner)) if source == (THE_BUS.bus_name, "NameOwnerChanged") and name == SERVER:
                self._owner_changed(owner)
            case (int(number), str(button)) if self._server and source == (self._server, "ActionInvoked"):
                self._told.pressed(number, button)
            case (int(number), int(reason)) if self._server and source == (self._server, "NotificationClosed"):
                self._told.closed(number, reason)

    def _owner_changed(self, owner: str) -> None:
        self._owner = owner
        if self._server and owner != self._server:
            self._lost("the notification server stopped" if not owner else "another notification server took over")
        if owner and not self._server:
            self._told.back()

    def _lost(self, reason: str) -> None:
        was, self._server = self._server, ""
        if was:
            self._told.lost(reason)


def _listed(body: tuple[Any, ...]) -> frozenset[str]:
    """What a server says that it can do; one that answers something else is told to do nothing special."""
    match body:
        case (list(capabilities), *_):
            return frozenset(map(str, capabilities))
    return frozenset()


def _at(server: str) -> Object:
    """The server by the name of its connection: another that takes over must not get what was meant for this one."""
    return Object(server, _PATH, SERVER)


@contextlib.contextmanager
def _for_people() -> Iterator[None]:
    """Errors as NotifierError."""
    try:
        yield
    except BusError as error:
        if isinstance(error, NoAnswerError):
            raise NotifierSilentError("the notification server does not respond", cause=error) from error
        raise NotifierError("the notification server could not do it", cause=error) from error
