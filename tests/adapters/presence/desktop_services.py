"""Notification servers, screen savers and logind for tests: names on a private bus whose answers a test sets."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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

from routine.adapters.presence.source import PROPERTIES

Key = tuple[str, str]


class Service:
    """One program with names on the bus. `answers`: (interface, method), for properties (interface, name), to a value.

    A value is a signature with its content, or "hang", or "error".
    """

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self.answers: dict[Key, tuple[str, Any] | str] = {}
        self.asked: list[Key] = []
        self._task = asyncio.get_running_loop().create_task(self._serve())

    async def tell(self, path: str, interface: str, member: str, signature: str, *body: Any) -> None:
        """Send a signal."""
        await self._connection.send(new_signal(DBusAddress(path, interface=interface), member, signature, body))

    async def set(self, path: str, interface: str, name: str, value: bool) -> None:
        """Change a boolean property, and say so."""
        self.answers[(interface, name)] = ("b", value)
        changed: tuple[Any, ...] = (interface, {name: ("b", value)}, [])
        await self.tell(path, PROPERTIES, "PropertiesChanged", "sa{sv}as", *changed)

    async def own(self, name: str) -> None:
        """Take a name, now that it has its answers."""
        await self._connection.send(message_bus.RequestName(name))

    async def leave(self) -> None:
        """The program ends."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._connection.writer.close()

    async def _serve(self) -> None:
        while True:
            try:
                message = await self._connection.receive()
            except EOFError:
                return
            if message.header.message_type is MessageType.method_call and (reply := self._reply(message)):
                await self._connection.send(reply)

    def _reply(self, message: Message) -> Message | None:
        fields = message.header.fields
        key: Key = (fields.get(HeaderFields.interface, ""), fields[HeaderFields.member])
        of_property = key == (PROPERTIES, "Get")
        key = message.body if of_property else key
        self.asked.append(key)
        match self.answers.get(key, "error"):
            case "hang":
                return None
            case (str(signature), value):
                body = ((signature, value),) if of_property else value
                return new_method_return(message, "v" if of_property else signature, body)
        return new_error(message, "org.freedesktop.DBus.Error.UnknownProperty")


async def a_service(address: str, *names: str) -> Service:
    """A program that has these names."""
    connection = await open_dbus_connection(address)
    for name in names:
        await connection.send(message_bus.RequestName(name))
        while (await connection.receive()).header.message_type is not MessageType.method_return:
            pass
    return Service(connection)


@contextmanager
def a_gsettings(folder: Path) -> Iterator[Path]:
    """A `gsettings` that prints what its file says, and the file: `schema key value`, a line each."""
    values = folder / "values"
    values.touch()
    program = folder / "gsettings"
    program.write_text(f'#!/bin/sh\nsed -n "s/^$2 $3 //p" {values}\n')
    program.chmod(0o755)
    yield values
