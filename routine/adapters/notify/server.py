"""The desktop's notification server: connected to, called, and watched until it goes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from routine.adapters.dbus.connection import THE_BUS, Bus, Object, Signal
from routine.adapters.dbus.errors import BusError, ErrorReplyError, NoAnswerError
from routine.adapters.notify.find_server import PATH, SERVER, ServerBus
from routine.adapters.notify.server_behaviour import ServerBehaviour, behaviour_of
from routine.core.text.safe import one_line
from routine.ports.notifier import NotifierError, NotifierSilentError

#: A server that works answers in milliseconds; one that is slower hangs.
ANSWER_S = 5.0
#: So long a server is left alone that was told the same too soon.
AGAIN_S = 1.2
_LAST_NUMBER = 2**32 - 1  # what a call that closes it can name
_AT_ONCE_MS = 1  # 0 would mean that it never expires
#: KDE refuses the texts of one that was sent less than a second before, whatever became of that one.
_ALIKE_TOO_SOON = f"{SERVER}.Error.ExcessNotificationGeneration"


_Call = tuple[str, str, tuple[Any, ...]]


class ServerListener(Struct, frozen=True):
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

    def __init__(self, environ: Mapping[str, str], answer_s: float, again_s: float) -> None:
        self._again_s = again_s
        self._listener: ServerListener | None = None
        self._way = ServerBus(environ, answer_s, self._heard, self._lost)
        self._bus_id = ""
        self._owner = ""  # who has the server's name now
        self._server = ""  # whom we are connected to
        self.capabilities: frozenset[str] = frozenset()
        self.behaviour = ServerBehaviour()

    @property
    def scope(self) -> str:
        """Names the bus and the server, whose numbers mean nothing to another."""
        return f"{self._bus_id}{self._server}"

    @property
    def connection(self) -> str:
        """Our own name on the bus; "" while not connected."""
        return self._way.bus.unique_name if self._way.bus and self._server else ""

    async def connect(self, listener: ServerListener) -> str:
        """Find the bus and the server, which the bus may have to start; the server's name and version.

        Where only the server is missing the bus is kept, and `listener.back` tells when one appears.
        """
        self._server, self._listener = "", listener
        with _for_people():
            bus, owner = await self._way.find()
            self._owner = owner
            (self._bus_id,) = await bus.call(THE_BUS, "GetId")
            information = await bus.call(_at(owner), "GetServerInformation", late=self._answers_again)
            capabilities = await bus.call(_at(owner), "GetCapabilities")
        if not bus.alive or self._owner != owner:
            raise NotifierError("the notification server has stopped")
        name, vendor, version, *_ = (*(str(part) for part in information), "?", "", "?")
        self._server, self.capabilities = owner, _listed(capabilities)
        self.behaviour = behaviour_of(name, vendor, self.capabilities)
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
            case (int(number),) if 0 < number <= _LAST_NUMBER:
                return number
        raise NotifierError("the notification server gave no answer that Routine can read", cause=repr(body))

    async def _notify(self, bus: Bus, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
        late = partial(self._take_back, self._server)
        return await bus.call(_at(self._server), "Notify", "susssasa{sv}i", arguments, late=late)

    def _take_back(self, server: str, body: tuple[Any, ...]) -> None:
        """A notice whose confirmation came too late was reported as failed and is sent again: two would show."""
        match body:
            case (int(number),) if 0 < number <= _LAST_NUMBER and (bus := self._way.bus) and bus.alive:
                for call in self._closing(number):
                    bus.post(_at(server), *call)
        self._answers_again(body)

    def _answers_again(self, _: tuple[Any, ...]) -> None:
        """It hung, and goes on."""
        if self._listener and not self._server:
            self._listener.back()

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
        if (bus := self._way.bus) and bus.alive and self._server:
            for call in self._closing(number):
                bus.post(_at(self._server), *call)

    def _closing(self, number: int) -> tuple[_Call, ...]:
        """The calls: where closing leaves what is on the screen, that ends at once first; what waits is taken back."""
        close: _Call = "CloseNotification", "u", (number,)
        if self.behaviour.withdraws == "closing":
            return (close,)
        hints = {"urgency": ("y", 1), "desktop-entry": ("s", "routine")}
        ends: _Call = "Notify", "susssasa{sv}i", ("Routine", number, "", "Routine", "", [], hints, _AT_ONCE_MS)
        return ends, close

    def stand_by(self) -> None:
        """Show nothing more, but stay on the bus: `listener.back` tells when a server answers again."""
        self._server = ""

    def leave(self) -> None:
        """Leave the bus; what was shown stays on the screen."""
        self._server = ""
        self._way.leave()

    def _connected(self) -> Bus:
        bus = self._way.bus
        if not bus or not bus.alive or not self._server:
            raise NotifierError("no notification server is connected")
        return bus

    # --- what it tells -------------------------------------------------------------------------------------------

    def _heard(self, signal: Signal) -> None:
        """GNOME sends each signal twice, from two senders: that of the server counts."""
        source, listener = (signal.sender, signal.member), self._listener
        match signal.body:
            case (str(name), str(), str(owner)) if source == (THE_BUS.bus_name, "NameOwnerChanged") and name == SERVER:
                self._owner_changed(owner)
            case (int(number), str(button)) if listener and self._server and source == (self._server, "ActionInvoked"):
                listener.pressed(number, button)
            case (int(number), int(reason)) if (
                listener and self._server and source == (self._server, "NotificationClosed")
            ):
                listener.closed(number, reason)

    def _owner_changed(self, owner: str) -> None:
        self._owner = owner
        if self._server and owner != self._server:
            self._lost("the notification server stopped" if not owner else "another notification server took over")
        if owner and self._listener and not self._server:
            self._listener.back()

    def _lost(self, reason: str) -> None:
        was, self._server = self._server, ""
        if was and self._listener:
            self._listener.lost(reason)


def _listed(body: tuple[Any, ...]) -> frozenset[str]:
    """What a server says that it can do; one that answers something else is told to do nothing special."""
    match body:
        case (list(capabilities), *_):
            return frozenset(map(str, capabilities))
    return frozenset()


def _at(server: str) -> Object:
    """The server by the name of its connection: another that takes over must not get what was meant for this one."""
    return Object(server, PATH, SERVER)


@contextlib.contextmanager
def _for_people() -> Iterator[None]:
    """Errors as NotifierError."""
    try:
        yield
    except BusError as error:
        if isinstance(error, NoAnswerError):
            raise NotifierSilentError("the notification server does not respond", cause=error) from error
        raise NotifierError("the notification server could not do it", cause=error) from error
