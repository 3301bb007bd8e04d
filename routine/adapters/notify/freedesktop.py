"""Shows notices through the desktop's notification server, over the session bus (Desktop Notifications 1.2)."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.auth import BEGIN, Authenticator
from jeepney.bus import get_connectable_addresses
from jeepney.io.asyncio import DBusConnection

from routine.adapters.notify.freedesktop_text import notify_arguments
from routine.core.state.notice import Notice
from routine.core.text.safe import one_line
from routine.ports import NotifierError, NotifierListener, Shown

SERVER = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_BUS = "org.freedesktop.DBus"
_NO_OWNER = f"{_BUS}.Error.NameHasNoOwner"
_CLOSED_BY_US = 3  # by a call of CloseNotification
_BUS_GONE = "the session bus is gone"


class _ErrorReplyError(NotifierError):
    """The other side answered with an error, whose D-Bus name is `error`."""

    def __init__(self, error: str, text: str) -> None:
        super().__init__(f"{text or 'refused without a reason'} ({error})")
        self.error = error


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
        self._bus: _Bus | None = None
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
        bus = self._bus = self._bus if self._bus and self._bus.alive else await self._open()
        owner = self._owner = await self._find_server(bus)
        information = await bus.call(_server_call(owner, "GetServerInformation"))
        capabilities = await bus.call(_server_call(owner, "GetCapabilities"))
        if not bus.alive or self._owner != owner:
            raise NotifierError("the notification server went away while connecting")
        self._server, self._capabilities = owner, frozenset(map(str, capabilities[0] if capabilities else ()))
        return self._described(information)

    async def _open(self) -> _Bus:
        bus = await _connect_bus(self._environ, self._answer_s, self._heard, self._lost)
        try:
            await bus.hello()
            (self._bus_id,) = await bus.call(message_bus.GetId())
            # The bus knows which connection owns a well-known name: only it can match the sender by that name.
            await bus.call(message_bus.AddMatch(_signal_of_server("ActionInvoked")))
            await bus.call(message_bus.AddMatch(_signal_of_server("NotificationClosed")))
            await bus.call(message_bus.AddMatch(_owner_of_server()))
        except BaseException:
            await bus.close()
            raise
        return bus

    async def _find_server(self, bus: _Bus) -> str:
        try:
            (owner,) = await bus.call(message_bus.GetNameOwner(SERVER))
        except _ErrorReplyError as error:
            if error.error != _NO_OWNER:
                raise
            await self._start_server(bus)
            (owner,) = await bus.call(message_bus.GetNameOwner(SERVER))
        return str(owner)

    async def _start_server(self, bus: _Bus) -> None:
        try:
            await bus.call(message_bus.StartServiceByName(SERVER))
        except _ErrorReplyError as error:
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
        message = _server_call(self._server, "Notify", "susssasa{sv}i", arguments)
        body = await bus.call(message, late=self._take_back)
        match body:
            case (int(number),) if number > 0:
                self._put_away -= {old, number}
                self._revisions[number] = notice.revision
                return Shown(f"{scope}#{number}", True)
        raise NotifierError(f"the notification server answered without an id: {body!r}")

    def _take_back(self, body: tuple[Any, ...]) -> None:
        """A notice whose confirmation came too late was reported as failed and is sent again: two would show."""
        if self._bus and self._bus.alive and self._server:
            self._bus.post(_server_call(self._server, "CloseNotification", "u", body))

    async def withdraw(self, handle: str) -> None:
        """Close the notice; the server's "no such notice" is no error."""
        bus, _ = self._connected()
        number = self._id_of(handle)
        self._revisions.pop(number, None)
        if number:
            with contextlib.suppress(_ErrorReplyError):
                await bus.call(_server_call(self._server, "CloseNotification", "u", (number,)))

    async def close(self) -> None:
        """Leave the bus; notices stay on the screen."""
        self._server, bus, self._bus = "", self._bus, None
        if bus:
            await bus.close()

    def _connected(self) -> tuple[_Bus, str]:
        if not self._bus or not self._bus.alive or not self._server:
            raise NotifierError("not connected to a notification server")
        return self._bus, self._scope

    def _id_of(self, handle: str) -> int:
        scope, _, number = handle.rpartition("#")
        return int(number) if scope == self._scope and number.isdecimal() else 0

    def _heard(self, message: Message) -> None:
        fields = message.header.fields
        source = fields.get(HeaderFields.sender), fields.get(HeaderFields.member)
        match message.body:
            case (str(name), str(), str(owner)) if source == (_BUS, "NameOwnerChanged") and name == SERVER:
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


class _Bus:
    """One connection to a message bus: calls with a time limit, signals handed on as they come."""

    def __init__(
        self,
        connection: DBusConnection,
        answer_s: float,
        heard: Callable[[Message], None],
        ended: Callable[[str], None],
    ) -> None:
        self._connection, self._answer_s = connection, answer_s
        self._heard, self._on_end = heard, ended
        self._replies: dict[int, asyncio.Future[Message]] = {}
        self._late: dict[int, Callable[[tuple[Any, ...]], None]] = {}
        self.unique_name = ""
        self._reader = asyncio.create_task(self._read())
        self._reader.add_done_callback(self._ended)

    @property
    def alive(self) -> bool:
        return not self._reader.done()

    async def hello(self) -> None:
        (self.unique_name,) = await self.call(message_bus.Hello())

    async def call(self, message: Message, late: Callable[[tuple[Any, ...]], None] | None = None) -> tuple[Any, ...]:
        """Send and wait for the answer; one that comes after the time limit goes to `late`. Raises NotifierError."""
        if not self.alive:
            raise NotifierError(_BUS_GONE)
        serial = next(self._connection.outgoing_serial)
        reply = self._replies[serial] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(self._answer_s):
                await self._connection.send(message, serial=serial)
                return _unwrapped(await reply)
        except TimeoutError:
            if late:
                self._late[serial] = late
            member = message.header.fields[HeaderFields.member]
            raise NotifierError(f"no answer to {member} within {self._answer_s:g} s") from None
        except OSError as error:
            raise NotifierError(f"{_BUS_GONE}: {error}") from error
        finally:
            del self._replies[serial]

    def post(self, message: Message) -> None:
        """Send without waiting for an answer."""
        self._connection.writer.write(message.serialise(next(self._connection.outgoing_serial)))

    async def close(self) -> None:
        self._reader.cancel()
        with contextlib.suppress(asyncio.CancelledError, EOFError, OSError, ValueError):
            await self._reader
        with contextlib.suppress(OSError):
            await self._connection.close()

    async def _read(self) -> None:
        while True:
            message = await self._connection.receive()
            serial = message.header.fields.get(HeaderFields.reply_serial)
            reply, late = self._replies.get(serial), self._late.pop(serial, None)
            if reply and not reply.done():
                reply.set_result(message)
            elif late and message.header.message_type is MessageType.method_return:
                late(message.body)
            elif message.header.message_type is MessageType.signal:
                self._heard(message)

    def _ended(self, reader: asyncio.Task[None]) -> None:
        for reply in self._replies.values():
            if not reply.done():
                reply.set_exception(NotifierError(_BUS_GONE))
        if not reader.cancelled():
            error = reader.exception()
            self._on_end(_BUS_GONE if isinstance(error, EOFError) else f"{_BUS_GONE}: {error}")
            self._connection.writer.close()


def bus_sockets(environ: Mapping[str, str], uid: int) -> Iterator[str]:
    """Where the session bus may listen: the environment says, or the places where desktops put it."""
    with contextlib.suppress(ValueError, RuntimeError):  # an address that jeepney cannot read or use
        yield from get_connectable_addresses(environ.get("DBUS_SESSION_BUS_ADDRESS", ""))
    runtime = environ.get("XDG_RUNTIME_DIR")
    if runtime:
        yield str(Path(runtime, "bus"))
    yield f"/run/user/{uid}/bus"


async def _connect_bus(
    environ: Mapping[str, str], answer_s: float, heard: Callable[[Message], None], ended: Callable[[str], None]
) -> _Bus:
    failed = []
    for socket in dict.fromkeys(bus_sockets(environ, os.getuid())):
        try:
            async with asyncio.timeout(answer_s):
                return _Bus(await _open_bus(socket), answer_s, heard, ended)
        except TimeoutError:
            failed.append(f"{socket}: no answer within {answer_s:g} s")
        except (OSError, EOFError, ValueError) as error:
            failed.append(f"{one_line(socket)}: {getattr(error, 'strerror', None) or error}")
    raise NotifierError("no session bus: " + "; ".join(failed))


async def _open_bus(socket: str) -> DBusConnection:
    """As jeepney's open_dbus_connection, which takes no path and leaves the socket open when it fails."""
    reader, writer = await asyncio.open_unix_connection(socket)
    try:
        authenticator = Authenticator()
        for line in authenticator:
            writer.write(line)
            answer = await reader.read(1024)
            if not answer:
                raise EOFError("closed while signing in")
            authenticator.feed(answer)
        writer.write(BEGIN)
    except BaseException:
        writer.close()
        raise
    return DBusConnection(reader, writer)


def _unwrapped(reply: Message) -> tuple[Any, ...]:
    if reply.header.message_type is MessageType.error:
        text = " ".join(str(part) for part in reply.body[:1])
        raise _ErrorReplyError(str(reply.header.fields.get(HeaderFields.error_name)), one_line(text))
    return tuple(reply.body)


def _server_call(server: str, method: str, signature: str | None = None, arguments: tuple[Any, ...] = ()) -> Message:
    return new_method_call(DBusAddress(_PATH, bus_name=server, interface=SERVER), method, signature, arguments)


def _signal_of_server(member: str) -> MatchRule:
    return MatchRule(type="signal", sender=SERVER, interface=SERVER, member=member, path=_PATH)


def _owner_of_server() -> MatchRule:
    rule = MatchRule(type="signal", sender=_BUS, interface=_BUS, member="NameOwnerChanged")
    rule.add_arg_condition(0, SERVER)
    return rule
