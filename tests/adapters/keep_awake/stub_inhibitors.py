"""logind and a screen saver for tests: as programs of a private bus that note who holds what."""

from __future__ import annotations

import json
import os
import select
import sys
from pathlib import Path

from jeepney import HeaderFields, Message, MessageType, message_bus, new_error, new_method_return
from jeepney.bus_messages import MatchRule
from jeepney.io.blocking import DBusConnection, open_dbus_connection

LOGIND, SAVER = "org.freedesktop.login1", "org.freedesktop.ScreenSaver"


class Stub:
    """Notes each event as a line of JSON in `notes`. `mode`: "fair", "idle-only", "refuse" or "silent"."""

    def __init__(self, address: str, notes: Path, names: list[str], mode: str) -> None:
        self._notes, self._mode = notes, mode
        self._locks: dict[int, str] = {}
        self._given: list[int] = []
        self._cookies: dict[int, str] = {}
        self._connection: DBusConnection = open_dbus_connection(address, enable_fds=True)
        rule = MatchRule(type="signal", sender="org.freedesktop.DBus", member="NameOwnerChanged")
        self._connection.send_and_get_reply(message_bus.AddMatch(rule))
        for name in names:
            self._connection.send_and_get_reply(message_bus.RequestName(name))
        self._note("ready")

    def serve(self) -> None:
        """Until killed."""
        while True:
            readable, _, _ = select.select([self._connection.sock, *self._locks], [], [])
            for lock in [lock for lock in readable if lock in self._locks]:
                self._note("sleep released", self._locks.pop(lock))
                os.close(lock)
            if self._connection.sock in readable:
                self._answer(self._connection.receive(timeout=5))

    def _answer(self, message: Message) -> None:
        fields = message.header.fields
        if fields.get(HeaderFields.member) == "NameOwnerChanged":
            name, _, new = message.body
            for cookie in [cookie for cookie, owner in self._cookies.items() if owner == name and not new]:
                del self._cookies[cookie]
                self._note("screen lost its holder", cookie)
        elif message.header.message_type is MessageType.method_call and self._mode != "silent":
            self._connection.send(self._reply(message, fields[HeaderFields.interface], fields[HeaderFields.member]))
            while self._given:
                os.close(self._given.pop())

    def _reply(self, message: Message, interface: str, member: str) -> Message:
        if self._mode == "refuse":
            return new_error(message, "org.freedesktop.DBus.Error.AccessDenied", "s", ("Permission denied",))
        if interface == f"{LOGIND}.Manager" and member == "Inhibit":
            what, _who, why, mode = message.body
            if self._mode == "idle-only" and "sleep" in what:
                return new_error(message, "org.freedesktop.DBus.Error.AccessDenied", "s", ("Permission denied",))
            ours, theirs = os.pipe()
            self._locks[ours] = what
            self._note("sleep", what, why, mode)
            self._given.append(theirs)
            return new_method_return(message, "h", (theirs,))
        if member == "Inhibit":
            cookie = len(self._cookies) + 41
            self._cookies[cookie] = message.header.fields[HeaderFields.sender]
            self._note("screen", *message.body)
            return new_method_return(message, "u", (cookie,))
        if member != "UnInhibit":
            return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "s", (str(member),))
        (cookie,) = message.body
        self._cookies.pop(cookie, None)
        self._note("screen released", cookie)
        return new_method_return(message)

    def _note(self, *what: object) -> None:
        with self._notes.open("a") as notes:
            notes.write(json.dumps(what) + "\n")


if __name__ == "__main__":
    address, notes, mode, *names = sys.argv[1:]
    Stub(address, Path(notes), names, mode).serve()
