"""One connection to a D-Bus bus, the session's or the system's: calls with a time limit, signals, open files."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any, NamedTuple

from jeepney import (
    DBusAddress,
    FileDescriptor,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    Parser,
    message_bus,
    new_method_call,
)
from jeepney.auth import BEGIN, Authenticator

from routine.adapters.dbus.errors import BusError, ErrorReplyError, NoAnswerError
from routine.core.text.safe import one_line

_GONE = "the desktop session has ended"
_READ_AT_ONCE = 65536
_MOST_DESCRIPTORS = socket.CMSG_SPACE(16 * 4)  # what the reference bus lets through in one message

Body = tuple[Any, ...]


class Object(NamedTuple):
    """Whom to call: a name on the bus, the path of its object, and the interface that is spoken."""

    bus_name: str
    path: str
    interface: str


class Signal(NamedTuple):
    """What was heard. `sender` is the unique name of a connection; the bus itself goes by its well-known one."""

    sender: str
    member: str
    body: Body


THE_BUS = Object("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


class Bus:
    """A connection that `connect` opened: calls with a time limit, signals handed on as they come."""

    def __init__(
        self, opened: socket.socket, answer_s: float, heard: Callable[[Signal], None], ended: Callable[[str], None]
    ) -> None:
        self._socket, self._answer_s, self._heard, self._on_end = opened, answer_s, heard, ended
        self._parser, self._serials = Parser(), count(1)
        self._replies: dict[int, asyncio.Future[Message]] = {}
        self._late: dict[int, Callable[[Body], None]] = {}
        self._sending = asyncio.Lock()
        self._posts: set[asyncio.Task[None]] = set()
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(opened, self._readable)
        self.alive = True
        self.unique_name = ""

    async def hello(self) -> None:
        """Sign in, which must come first; raises BusError."""
        (self.unique_name,) = await self._call(message_bus.Hello())

    async def call(
        self,
        whom: Object,
        method: str,
        signature: str | None = None,
        arguments: Body = (),
        late: Callable[[Body], None] | None = None,
    ) -> Body:
        """Call and wait for the answer; one that comes after the time limit goes to `late`. Raises BusError."""
        return await self._call(_message(whom, method, signature, arguments), late)

    def post(self, whom: Object, method: str, signature: str, arguments: Body) -> None:
        """Call without waiting for an answer."""
        task = self._loop.create_task(self._post(_message(whom, method, signature, arguments)))
        self._posts.add(task)
        task.add_done_callback(self._posts.discard)

    async def listen(self, whom: Object, member: str, first: str | None = None) -> None:
        """Have a signal from here on; `first`: only where that is its first argument. Raises BusError.

        Without a path, from any. The bus knows which connection owns a well-known name: only it can match the sender by
        that name.
        """
        path = whom.path or None
        rule = MatchRule(type="signal", sender=whom.bus_name, interface=whom.interface, member=member, path=path)
        if first is not None:
            rule.add_arg_condition(0, first)
        await self._call(message_bus.AddMatch(rule))

    def close(self) -> None:
        """Leave the bus, which lets go of what was held through this connection; one that has gone already is left."""
        if not self.alive:
            return
        self.alive = False
        self._loop.remove_reader(self._socket)
        self._socket.close()
        for reply in self._replies.values():
            if not reply.done():
                reply.set_exception(BusError(_GONE))

    async def _call(self, message: Message, late: Callable[[Body], None] | None = None) -> Body:
        if not self.alive:
            raise BusError(_GONE)
        serial = next(self._serials)
        reply = self._replies[serial] = self._loop.create_future()
        try:
            async with asyncio.timeout(self._answer_s):
                await self._send(message, serial)
                return _unwrapped(await reply)
        except TimeoutError:
            if late:
                self._late[serial] = late
            member = message.header.fields[HeaderFields.member]
            raise NoAnswerError(f"no answer to {member} within {self._answer_s:g} s") from None
        except OSError as error:
            raise BusError(f"{_GONE}: {error}") from error
        finally:
            del self._replies[serial]
            if reply.done() and not reply.cancelled():
                reply.exception()  # seen: where sending failed, nobody waits for it

    async def _post(self, message: Message) -> None:
        with contextlib.suppress(OSError):
            await self._send(message, next(self._serials))

    async def _send(self, message: Message, serial: int) -> None:
        data = message.serialise(serial)
        async with self._sending:
            try:
                await self._loop.sock_sendall(self._socket, data)
            except BaseException:
                self._end(_GONE)  # a part of it may be on its way: nothing that follows would be understood
                raise

    def _readable(self) -> None:
        try:
            data, handed_over, _, _ = self._socket.recvmsg(_READ_AT_ONCE, _MOST_DESCRIPTORS)
        except (BlockingIOError, InterruptedError):
            return None
        except OSError as error:
            return self._end(f"{_GONE}: {error}")
        if not data:
            return self._end(_GONE)
        self._parser.add_data(data, FileDescriptor.from_ancdata(handed_over))
        try:
            while self.alive and (message := self._parser.get_next_message()):
                self._take(message)
        except Exception as error:  # noqa: BLE001 - some buses pass on what is malformed: after it nothing is understood
            self._end(f"{_GONE}: cannot be read ({type(error).__name__}: {error})")
        return None

    def _take(self, message: Message) -> None:
        fields, kind = message.header.fields, message.header.message_type
        serial = fields.get(HeaderFields.reply_serial)
        reply, late = self._replies.get(serial), self._late.pop(serial, None)
        if reply and not reply.done():
            reply.set_result(message)
        elif late and kind is MessageType.method_return:
            late(message.body)
        elif kind is MessageType.signal:
            sender, member = fields.get(HeaderFields.sender, ""), fields.get(HeaderFields.member, "")
            self._heard(Signal(sender, member, message.body))

    def _end(self, reason: str) -> None:
        if self.alive:
            self.close()
            self._on_end(reason)


async def connect(
    sockets: Iterable[str],
    answer_s: float,
    heard: Callable[[Signal], None] = lambda _: None,
    ended: Callable[[str], None] = lambda _: None,
    *,
    descriptors: bool = False,
) -> Bus:
    """Connect to the first of these that answers, and sign in; raises BusError that names each with its reason.

    `answer_s`: how long one answer may take. `heard` gets each signal, `ended` the reason when the other side leaves.
    `descriptors`: whether open files may come with an answer.
    """
    failed = []
    for path in dict.fromkeys(sockets):
        try:
            async with asyncio.timeout(answer_s):
                bus = Bus(await _open(path, descriptors), answer_s, heard, ended)
            break
        except TimeoutError:
            failed.append(f"{one_line(path)}: no answer within {answer_s:g} s")
        except (OSError, EOFError, ValueError, RuntimeError) as error:
            failed.append(f"{one_line(path)}: {getattr(error, 'strerror', None) or error}")
    else:
        raise BusError("; ".join(failed))
    try:
        await bus.hello()
    except BaseException:
        bus.close()
        raise
    return bus


async def _open(path: str, descriptors: bool) -> socket.socket:
    """A socket to the bus that knows who we are."""
    opened, loop = socket.socket(socket.AF_UNIX), asyncio.get_running_loop()
    opened.setblocking(False)
    try:
        await loop.sock_connect(opened, path)
        authenticator = Authenticator(enable_fds=descriptors)
        for line in authenticator:
            await loop.sock_sendall(opened, line)
            answer = await loop.sock_recv(opened, 1024)
            if not answer:
                raise EOFError("closed while signing in")
            authenticator.feed(answer)
        await loop.sock_sendall(opened, BEGIN)
    except BaseException:
        opened.close()
        raise
    return opened


def _message(whom: Object, method: str, signature: str | None, arguments: Body) -> Message:
    address = DBusAddress(whom.path, bus_name=whom.bus_name, interface=whom.interface)
    return new_method_call(address, method, signature, arguments)


def _unwrapped(reply: Message) -> Body:
    if reply.header.message_type is MessageType.error:
        text = " ".join(str(part) for part in reply.body[:1])
        raise ErrorReplyError(str(reply.header.fields.get(HeaderFields.error_name)), one_line(text))
    return tuple(reply.body)
