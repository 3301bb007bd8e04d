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

from tests.e2e.server_habits import STUB, Habits

NAME = "org.freedesktop.Notifications"
EMITTER = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
ALL_CAPABILITIES = STUB.capabilities
_AT_ONCE_MS = 100


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

    `silent`: methods that get no answer until `let_go`; `nonsense`: those that get what it `gives`, of another kind;
    `refuse`: an error text for Notify. `showing`: what stands on the screen, by its number; `buttons`: those that are
    drawn, by their label.
    """

    def __init__(
        self, address: str, capabilities: tuple[str, ...] = ALL_CAPABILITIES, habits: Habits | None = None
    ) -> None:
        self.address = address
        self.habits = habits or STUB._replace(capabilities=capabilities)
        self.buttons: dict[int, dict[str, str]] = {}
        self._pressed: set[int] = set()
        self.silent: set[str] = set()
        self.nonsense: set[str] = set()
        self.gives: tuple[str, tuple[Any, ...]] = ("ii", (0, 7))
        self.refuse = ""
        self.notified: list[Notify] = []
        self.closed: list[int] = []
        self.showing: dict[int, Notify] = {}
        self.press_at_once = ""
        self._held: list[Message] = []
        self._last_id = 0
        self._refused: tuple[str, str] | None = None
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

    async def heard_all(self) -> None:
        """All that was said on the bus before this has come."""
        self._named.clear()
        await self._connection.send(message_bus.GetId())
        await self._named.wait()

    async def until_notified(self, count: int, within_s: float = 60) -> Notify:
        """The last of `count` Notify calls, once that many have come."""
        async with asyncio.timeout(within_s):
            while len(self.notified) < count:
                self._news.clear()
                await self._news.wait()
        return self.notified[count - 1]

    async def until_closed(self, count: int, within_s: float = 60) -> int:
        """The last of `count` closed ids, once that many were."""
        async with asyncio.timeout(within_s):
            while len(self.closed) < count:
                self._news.clear()
                await self._news.wait()
        return self.closed[count - 1]

    async def press(self, number: int, action: str) -> None:
        """A person presses a button; as most servers do, the notice closes then."""
        self._pressed.add(number)
        for _ in range(2 if self.habits.sends_twice else 1):
            await self._connection.send(new_signal(EMITTER, "ActionInvoked", "us", (number, action)))
        if self.habits.after_press != "keeps-old":
            await self.expire(number, reason=2)

    async def click(self, number: int) -> None:
        """A person clicks beside the buttons."""
        offered = "default" in self.showing[number].actions[::2] and not self.habits.draws_default
        if offered or self.habits.says_dismissed_by_default:
            await self.press(number, "default")
        else:
            await self.expire(number, reason=2)

    def fold(self) -> None:
        """Time passes: on some servers what is not urgent loses its buttons."""
        for number, notify in self.showing.items():
            if self.habits.folds and notify.hints["urgency"][1] < 2:
                self.buttons[number] = {}

    async def expire(self, number: int, reason: int = 1) -> None:
        """The notice goes from the screen, and its buttons with it."""
        self._take_off(number)
        for _ in range(2 if self.habits.closed_twice else 1):
            await self._connection.send(new_signal(EMITTER, "NotificationClosed", "uu", (number, reason)))

    def _take_off(self, number: int) -> bool:
        self.buttons.pop(number, None)
        return self.showing.pop(number, None) is not None

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
            elif message.header.fields[HeaderFields.member] in self.nonsense:
                await self._connection.send(new_method_return(message, *self.gives))
            else:
                await self._answer(message)

    async def _answer(self, message: Message) -> None:
        match message.header.fields[HeaderFields.member]:
            case "GetServerInformation":
                reply = new_method_return(message, "ssss", (*self.habits[:3], "1.2"))
            case "GetCapabilities":
                reply = new_method_return(message, "as", (list(self.habits.capabilities),))
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
        text = (notify.title, notify.body)
        repeats = bool(self.notified) and text == (self.notified[-1].title, self.notified[-1].body)
        if self.habits.refuses_repeats and repeats and self._refused != text:
            self._refused = text  # once: the next time comes later
            return new_error(message, f"{NAME}.Error.ExcessNotificationGeneration", "s", ("too many similar",))
        if notify.replaces:
            number = notify.replaces
        else:
            number = self._last_id = self._last_id + 1
        self.notified.append(notify)
        self._draw(number, notify)
        self._news.set()
        return new_method_return(message, "u", (number,))

    def _draw(self, number: int, notify: Notify) -> None:
        """As this server does: what was pressed, what stands there, and what is to go at once are treated apart."""
        pressed, stands = number in self._pressed, number in self.showing
        if pressed and self.habits.after_press == "nothing":
            return
        keeps = self.habits.replacing if stands else "new"
        keeps = "old" if pressed and self.habits.after_press == "keeps-old" else keeps
        drawn = {label: id for id, label in pairwise(notify.actions) if id != "default" or self.habits.draws_default}
        if keeps == "new":
            self.buttons[number] = drawn if self.habits.draws_buttons else {}
        elif keeps == "none":
            self.buttons[number] = {}
        self.showing[number] = notify
        lost = self.habits.loses_what_expires and notify.timeout > 0 and bool(self._pressed)
        over = 0 < notify.timeout < _AT_ONCE_MS and not self._waits(number)
        if lost or over or (self.habits.drops_at_0 and notify.timeout == 0):
            self._take_off(number)

    def in_sight(self) -> dict[int, Notify]:
        """What of it a person sees."""
        standing = list(self.showing.items())
        return dict(standing[:1] if self.habits.one_at_a_time else standing[-self.habits.most :])

    def _waits(self, number: int) -> bool:
        return self.habits.one_at_a_time and number in list(self.showing)[1:]

    def _close(self, message: Message) -> Message:
        (number,) = message.body
        self._news.set()
        self.closed.append(number)
        if not self.habits.closes and not self._waits(number):
            return new_method_return(message)
        if not self._take_off(number):
            return new_error(message, "org.freedesktop.DBus.Error.Failed")
        return new_method_return(message)


def pairwise(actions: list[str]) -> list[tuple[str, str]]:
    """The ids and labels of buttons, as they come: one after the other."""
    return list(zip(actions[::2], actions[1::2], strict=True))


async def _forever(address: str) -> None:
    server = await StubServer(address).start()
    await server._task


if __name__ == "__main__":
    asyncio.run(_forever(sys.argv[1]))
