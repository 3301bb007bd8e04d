"""A notification server for tests: as the specification says, and on demand as broken as real ones can be.

Run as a program (`python -m tests.e2e.stub_server ADDRESS`) it answers until it is killed.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any, NamedTuple

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.asyncio import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.Notifications"
EMITTER = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
ALL_CAPABILITIES = ("actions", "body", "body-markup", "persistence")


class Notify(NamedTuple):
    """The arguments of one Notify call."""

    app: str
    replaces: int
    icon: str
    title: str
    body: str
    actions: list[str]
    hints: dict[str, Any]
    timeout: int


class StubServer:
    """Owns the server's name on the bus at `address` and remembers what it was asked to show.

    `silent`: methods that get no answer until `let_go`; `refuse`: an error text for Notify.
    """

    def __init__(self, address: str, capabilities: tuple[str, ...] = ALL_CAPABILITIES) -> None:
        self.address = address
        self.capabilities = capabilities
        self.silent: set[str] = set()
        self.refuse = ""
        self.notified: list[Notify] = []
        self.closed: list[int] = []
        self.showing: dict[int, Notify] = {}
        self.press_at_once = ""
        self._held: list[Message] = []
        self._last_id = 0
        self._news = asyncio.Event()

    async def start(self) -> StubServer:
        """Take the name and begin to answer."""
        self._connection: DBusConnection = await open_dbus_connection(self.address)
        self._named = asyncio.Event()
        self._task = asyncio.create_task(self._serve())  # first: a call may come as soon as the name is ours
        await self._connection.send(message_bus.RequestName(NAME))
        await self._named.wait()
        return self

    async def stop(self) -> None:
        """Vanish, as a server that crashed."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._connection.writer.close()

    async def until_notified(self, count: int, within_s: float = 10) -> Notify:
        """The last of `count` Notify calls, once that many have come."""
        async with asyncio.timeout(within_s):
            while len(self.notified) < count:
                self._news.clear()
                await self._news.wait()
        return self.notified[count - 1]

    async def until_closed(self, count: int, within_s: float = 10) -> int:
        """The last of `count` closed ids, once that many were."""
        async with asyncio.timeout(within_s):
            while len(self.closed) < count:
                self._news.clear()
                await self._news.wait()
        return self.closed[count - 1]

    async def press(self, number: int, action: str) -> None:
        """A person presses a button; as most servers do, the notice closes then."""
        await self._connection.send(new_signal(EMITTER, "ActionInvoked", "us", (number, action)))
        await self.expire(number, reason=2)

    async def expire(self, number: int, reason: int = 1) -> None:
        """The notice goes from the screen, and its buttons with it."""
        self.showing.pop(number, None)
        await self._connection.send(new_signal(EMITTER, "NotificationClosed", "uu", (number, reason)))

    async def let_go(self) -> None:
        """Wake from a hang: answer everything that waited."""
        self.silent.clear()
        held, self._held = self._held, []
        for message in held:
            await self._answer(message)

    async def _serve(self) -> None:
        while True:
            try:
                message = await self._connection.receive()
            except EOFError:
                return  # the bus went
            if message.header.message_type is MessageType.method_return:
                self._named.set()
            elif message.header.message_type is not MessageType.method_call:
                continue
            elif message.header.fields[HeaderFields.member] in self.silent:
                self._held.append(message)
            else:
                await self._answer(message)

    async def _answer(self, message: Message) -> None:
        match message.header.fields[HeaderFields.member]:
            case "GetServerInformation":
                reply = new_method_return(message, "ssss", ("stub", "tests", "1.0", "1.2"))
            case "GetCapabilities":
                reply = new_method_return(message, "as", (list(self.capabilities),))
            case "Notify":
                reply = self._notify(message)
            case "CloseNotification":
                reply = self._close(message)
            case _:
                reply = new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
        await self._connection.send(reply)
        if self.press_at_once and reply.header.fields.get(HeaderFields.signature) == "u":
            await self._connection.send(new_signal(EMITTER, "ActionInvoked", "us", (*reply.body, self.press_at_once)))

    def _notify(self, message: Message) -> Message:
        notify = Notify(*message.body)
        if self.refuse:
            return new_error(message, "org.example.Refused", "s", (self.refuse,))
        if notify.replaces:
            number = notify.replaces
        else:
            number = self._last_id = self._last_id + 1
        self.notified.append(notify)
        self.showing[number] = notify
        self._news.set()
        return new_method_return(message, "u", (number,))

    def _close(self, message: Message) -> Message:
        (number,) = message.body
        self._news.set()
        self.closed.append(number)
        if self.showing.pop(number, None) is None:
            return new_error(message, "org.freedesktop.DBus.Error.Failed")
        return new_method_return(message)


async def _forever(address: str) -> None:
    server = await StubServer(address).start()
    await server._task


if __name__ == "__main__":
    asyncio.run(_forever(sys.argv[1]))
