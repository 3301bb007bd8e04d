"""Everything that is said on a bus about notifications, as it was said: calls, their ids, and the server's signals."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NOTIFICATIONS = "org.freedesktop.Notifications"
_MONITORING = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus.Monitoring")
_RULES = [f"interface='{NOTIFICATIONS}'", "type='method_return'"]


@dataclass(frozen=True)
class Notified:
    """A notice as it was sent to the server; `id` is the server's answer, 0 while there is none."""

    id: int
    replaces: int
    title: str
    body: str
    buttons: dict[str, str]
    hints: dict[str, Any]
    expires_ms: int


@dataclass(frozen=True)
class Withdrawn:
    """A notice that was taken back."""

    id: int


@dataclass(frozen=True)
class Pressed:
    """A button that the server says was pressed; GNOME says it twice."""

    id: int
    button: str


@dataclass(frozen=True)
class Closed:
    """A notice that the server says is gone: 1 expired, 2 put away by a person, 3 withdrawn."""

    id: int
    reason: int


Event = Notified | Withdrawn | Pressed | Closed


class BusLog:
    """A monitor of the bus at `address`, in a thread of its own until `close`."""

    def __init__(self, address: str) -> None:
        self._heard: list[tuple[float, Message]] = []
        self._connection: DBusConnection = open_dbus_connection(address)
        reply = self._connection.send_and_get_reply(
            new_method_call(_MONITORING, "BecomeMonitor", "asu", (_RULES, 0)), timeout=10
        )
        assert reply.header.message_type is MessageType.method_return, reply.body
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        try:
            while True:
                message = self._connection.receive()
                self._heard.append((time.monotonic(), message))
        except (ConnectionError, EOFError, OSError, ValueError):
            return  # the bus, or we, went away

    def told(self) -> str:
        """The last that was said, with the second in which it was, counted from the first of them."""
        heard = list(self._heard)[-60:]
        ids = self._ids()
        events = [(at, event) for at, message in heard if (event := _event(message, ids)) is not None]
        return "\n".join(f"{at - events[0][0]:6.1f} {event!r}" for at, event in events[-25:])

    def mark(self) -> int:
        """Now, for `since`."""
        return len(self._heard)

    def since(self, mark: int = 0) -> list[Event]:
        """What was said after `mark`, in order."""
        ids = self._ids()
        return [event for _, message in self._heard[mark:] if (event := _event(message, ids)) is not None]

    def notified(self, mark: int = 0) -> list[Notified]:
        """The notices that were sent after `mark`, in order."""
        return [event for event in self.since(mark) if isinstance(event, Notified)]

    def standing(self, mark: int = 0) -> list[Notified]:
        """Those of the notices sent after `mark` that nobody pressed, put away or withdrew, the newest last."""
        found: dict[int, Notified] = {}
        for event in self.since(mark):
            found.pop(event.id, None)
            if isinstance(event, Notified) and event.id:
                found[event.id] = event
        return list(found.values())

    def _ids(self) -> dict[tuple[str, int], int]:
        """The server's answers, by who asked and the number of the call."""
        found = {}
        for _, message in list(self._heard):
            fields = message.header.fields
            match message.header.message_type, message.body:
                case MessageType.method_return, (int(number),):
                    found[fields.get(HeaderFields.destination, ""), fields[HeaderFields.reply_serial]] = number
        return found

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._connection.close()
        self._thread.join(5)


def _event(message: Message, ids: dict[tuple[str, int], int]) -> Event | None:
    fields = message.header.fields
    if fields.get(HeaderFields.interface) != NOTIFICATIONS:
        return None
    match fields.get(HeaderFields.member), message.body:
        case "Notify", (_, int(replaces), _, str(title), str(body), list(actions), dict(hints), int(expires)):
            call = fields.get(HeaderFields.sender, ""), message.header.serial
            buttons = dict(zip(actions[::2], actions[1::2], strict=True))
            values = {name: value for name, (_, value) in hints.items()}
            return Notified(ids.get(call, 0), replaces, title, body, buttons, values, expires)
        case "CloseNotification", (int(number),):
            return Withdrawn(number)
        case "ActionInvoked", (int(number), str(button)):
            return Pressed(number, button)
        case "NotificationClosed", (int(number), int(reason)):
            return Closed(number, reason)
    return None
