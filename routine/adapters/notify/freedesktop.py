"""Shows notices through the desktop's notification server, over the session bus (Desktop Notifications 1.2)."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from typing import Any

from routine.adapters.dbus.address import session_sockets
from routine.adapters.dbus.connection import THE_BUS, Bus, Object, Signal, connect
from routine.adapters.dbus.errors import BusError, ErrorReplyError
from routine.adapters.notify.freedesktop_arguments import notify_arguments
from routine.core.state.notice import Notice
from routine.core.text.safe import one_line
from routine.ports import NotifierError, NotifierListener, Shown

SERVER = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_ITS_SIGNALS = Object(SERVER, _PATH, SERVER)
_NO_OWNER = f"{THE_BUS.bus_name}.Error.NameHasNoOwner"
_CLOSED_BY_US = 3  # by a call of CloseNotification


class FreedesktopNotifier:
    """A connection to `org.freedesktop.Notifications`.

    A handle names the bus, the server and its id, so that an id from another server is never replaced or closed.
    `environ` is read at each connect; `answer_s` is how long the bus or the server may take for one answer.
    Source: https://specifications.freedesktop.org/notification-spec/1.2/
    """

    name = "freedesktop"

    def __init__(self, environ: Mapping[str, str], answer_s: float = 5.0) -> None:
        self._environ = environ
        self._answer_s = answer_s
        self._bus: Bus | None = None
        self._bus_id = ""
        self._owner = ""  # who has the server's name now
        self._server = ""  # whom we are connected to
        self._capabilities: frozenset[str] = frozenset()
        self._listener: NotifierListener | None = None
        self._revisions: dict[int, str] = {}  # what shows under each id
        self._pressed: set[int] = set()
        self._put_away: set[int] = set()  # bubbles that were closed, not answered

    @property
    def epoch(self) -> str:
        """Bus, server and our own name on the bus; "" while not connected."""
        return f"{self._scope}{self._bus.unique_name}" if self._bus and self._server else ""

    @property
    def _scope(self) -> str:
        return f"{self.name}:{self._bus_id}{self._server}"

    async def connect(self, listener: NotifierListener) -> str:
        """Find the bus and the server, which the bus may have to start; raises NotifierError.

        Where only the server is missing the bus is kept, and `listener.back` tells when one appears.
        """
        self._listener, self._server = listener, ""
        self._revisions, self._pressed, self._put_away = {}, set(), set()
        with _for_people():
            return await self._connect()

    async def _connect(self) -> str:
        bus = self._bus = self._bus if self._bus and self._bus.alive else await self._open()
        owner = self._owner = await self._find_server(bus)
        information = await bus.call(_at(owner), "GetServerInformation")
        capabilities = await bus.call(_at(owner), "GetCapabilities")
        if not bus.alive or self._owner != owner:
            raise NotifierError("the notification server went away while connecting")
        self._server, self._capabilities = owner, frozenset(map(str, capabilities[0] if capabilities else ()))
        return self._described(information)

    async def _open(self) -> Bus:
        sockets = session_sockets(self._environ, os.getuid())
        try:
            bus = await connect(sockets, self._answer_s, self._heard, self._lost)
        except BusError as error:
            raise NotifierError(f"no session bus: {error}") from error
        try:
            (self._bus_id,) = await bus.call(THE_BUS, "GetId")
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

    def _described(self, information: tuple[Any, ...]) -> str:
        server, _vendor, version, *_ = (*(one_line(str(part)) for part in information), "?", "", "?")
        buttons = "with buttons" if "actions" in self._capabilities else "without buttons"
        return f"{server} {version}, {buttons}"

    async def show(self, notice: Notice, replaces: str) -> Shown:
        """Show the notice; raises NotifierError with the server's own reason.

        One that a person put away comes back when it has changed, not for the time left alone.
        """
        bus, scope = self._connected()
        old = self._id_of(replaces)
        if old in self._put_away and self._revisions.get(old) == notice.revision:
            return Shown(replaces, True)
        arguments = notify_arguments(notice, old, self._capabilities)
        with _for_people():
            body = await bus.call(_at(self._server), "Notify", "susssasa{sv}i", arguments, late=self._take_back)
        match body:
            case (int(number),) if number > 0:
                self._put_away -= {old, number}
                self._revisions[number] = notice.revision
                return Shown(f"{scope}#{number}", True)
        raise NotifierError(f"the notification server answered without an id: {body!r}")

    def _take_back(self, body: tuple[Any, ...]) -> None:
        """A notice whose confirmation came too late was reported as failed and is sent again: two would show."""
        if self._bus and self._bus.alive and self._server:
            self._bus.post(_at(self._server), "CloseNotification", "u", body)

    async def withdraw(self, handle: str) -> None:
        """Close the notice; the server's "no such notice" is no error."""
        bus, _ = self._connected()
        number = self._id_of(handle)
        self._revisions.pop(number, None)
        if number:
            with _for_people(), contextlib.suppress(ErrorReplyError):
                await bus.call(_at(self._server), "CloseNotification", "u", (number,))

    async def close(self) -> None:
        """Leave the bus; notices stay on the screen."""
        self._server, bus, self._bus = "", self._bus, None
        if bus:
            bus.close()

    def _connected(self) -> tuple[Bus, str]:
        if not self._bus or not self._bus.alive or not self._server:
            raise NotifierError("not connected to a notification server")
        return self._bus, self._scope

    def _id_of(self, handle: str) -> int:
        scope, _, number = handle.rpartition("#")
        return int(number) if scope == self._scope and number.isdecimal() else 0

    def _heard(self, signal: Signal) -> None:
        source = signal.sender, signal.member
        match signal.body:
            case (str(name), str(), str(owner)) if source == (THE_BUS.bus_name, "NameOwnerChanged") and name == SERVER:
                self._owner_changed(owner)
            case (int(number), str(button)) if self._server and source == (self._server, "ActionInvoked"):
                self._pressed.add(number)
                if self._listener:
                    self._listener.pressed(f"{self._scope}#{number}", button)
            case (int(number), int(reason)) if self._server and source == (self._server, "NotificationClosed"):
                self._closed(number, reason)

    def _closed(self, number: int, reason: int) -> None:
        """A pressed button closes its bubble too: that is not putting it away."""
        if number in self._revisions and number not in self._pressed and reason != _CLOSED_BY_US:
            self._put_away.add(number)
        self._pressed.discard(number)

    def _owner_changed(self, owner: str) -> None:
        self._owner = owner
        if self._server and owner != self._server:
            self._lost("the notification server stopped" if not owner else "another notification server took over")
        if owner and not self._server and self._listener:
            self._listener.back()

    def _lost(self, reason: str) -> None:
        was, self._server = self._server, ""
        if was and self._listener:
            self._listener.lost(reason)


def _at(server: str) -> Object:
    """The server by the name of its connection: another that takes over must not get what was meant for this one."""
    return Object(server, _PATH, SERVER)


@contextlib.contextmanager
def _for_people() -> Iterator[None]:
    try:
        yield
    except BusError as error:
        raise NotifierError(str(error)) from error
