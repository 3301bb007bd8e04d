"""One connection to a bus: what is malformed, refused at length or cannot be sent takes nothing else with it."""

from __future__ import annotations

import asyncio
import gc
import struct
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, MessageType, Parser, new_error, new_method_return, new_signal

from routine.adapters.dbus.connection import Bus, Object, connect
from routine.adapters.dbus.errors import BusError, ErrorReplyError
from tests.socket_folder import new_socket_folder

WHOM = Object("org.example", "/org/example", "org.example")


class OwnBus:
    """A bus that lets everybody in, answers as a test says, and passes on whatever it is given."""

    def __init__(self, folder: Path) -> None:
        self.path = str(folder / "bus")
        self.refuses = ""
        self.hangs_up = False

    async def start(self) -> None:
        self._server = await asyncio.start_unix_server(self._serve, self.path)

    def says(self, data: bytes) -> None:
        """Send this to whoever is connected."""
        self._writer.write(data)

    def end(self) -> None:
        self._server.close()
        self._writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        await reader.readline()
        writer.write(b"OK 0123456789abcdef0123456789abcdef\r\n")
        await reader.readline()
        parser = Parser()
        while data := await reader.read(65536):
            for call in parser.feed(data):
                if self.hangs_up:
                    writer.close()
                    return
                if call.header.message_type is MessageType.method_call:
                    reply = (
                        new_error(call, "org.example.No", "s", (self.refuses,))
                        if self.refuses
                        else new_method_return(call, "s", (":1.1",))
                    )
                    writer.write(reply.serialise(1))


@pytest.fixture
def folder() -> Iterator[Path]:
    found = new_socket_folder()
    yield found
    for path in found.iterdir():
        path.unlink()
    found.rmdir()


def play(folder: Path, test: Callable[[OwnBus, Bus, list[str]], Awaitable[None]]) -> list[dict[str, Any]]:
    """Run it; what the event loop was told of."""
    told: list[dict[str, Any]] = []

    async def run() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context))
        own, ended = OwnBus(folder), list[str]()
        await own.start()
        bus = await connect([own.path], 5, ended=ended.append)
        try:
            await asyncio.wait_for(test(own, bus, ended), 20)
        finally:
            bus.close()
            own.end()
        gc.collect()
        await asyncio.sleep(0)

    asyncio.run(run())
    return told


def malformed(how: str) -> bytes:
    """A signal that is whole on the outside."""
    signal = bytearray(
        new_signal(DBusAddress("/org/example", interface="org.example"), "Pressed", "us", (5, "done")).serialise(1)
    )
    match how:
        case "text without an end":
            signal[-1] = ord("x")
        case "text longer than the message":
            signal[-9:-5] = struct.pack("<I", 2**31)
        case "no such byte order":
            signal[0] = 0xFF
        case "signature that never ends":
            signal = signal.replace(b"\x02us\x00", b"\x02u(\x00")
    return bytes(signal)


@pytest.mark.parametrize(
    "how",
    ["text without an end", "text longer than the message", "no such byte order", "signature that never ends"],
)
def test_a_malformed_message_ends_the_connection_so_that_another_is_made(folder: Path, how: str) -> None:
    """Kept, it would never understand another answer: dbus-broker passes bodies on unread."""

    async def test(own: OwnBus, bus: Bus, ended: list[str]) -> None:
        own.says(malformed(how))
        while bus.alive:
            await asyncio.sleep(0.01)
        assert len(ended) == 1
        with pytest.raises(BusError, match="the desktop session has ended"):
            await bus.call(WHOM, "Ask")

    assert play(folder, test) == []


def test_what_cannot_be_sent_is_an_error_of_its_own_call_alone(folder: Path) -> None:
    async def test(_: OwnBus, bus: Bus, ended: list[str]) -> None:
        with pytest.raises(struct.error):
            await bus.call(WHOM, "Close", "u", (2**64,))
        assert await bus.call(WHOM, "Ask") == (":1.1",)
        assert ended == []

    assert play(folder, test) == []


def test_a_reason_of_any_length_is_cut(folder: Path) -> None:
    """It comes into the log, again and again."""

    async def test(own: OwnBus, bus: Bus, _: list[str]) -> None:
        own.refuses = "no " * 100_000
        with pytest.raises(ErrorReplyError) as caught:
            await bus.call(WHOM, "Ask")
        assert len(str(caught.value)) < 400

    play(folder, test)


def test_a_call_under_way_when_sending_fails_leaves_nothing_behind(folder: Path) -> None:
    async def test(own: OwnBus, bus: Bus, ended: list[str]) -> None:
        own.end()
        with pytest.raises(BusError, match="the desktop session has ended"):
            while not ended:  # the first may still fit
                await bus.call(WHOM, "Ask", "s", ("x" * 1_000_000,))

    assert play(folder, test) == []


def test_a_bus_that_hangs_up_while_we_sign_in_is_one_that_cannot_be_used(folder: Path) -> None:
    async def run() -> None:
        own = OwnBus(folder)
        own.hangs_up = True
        await own.start()
        with pytest.raises(BusError, match="the desktop session has ended"):
            await connect([own.path], 5)
        own.end()

    asyncio.run(run())


def test_what_has_gone_can_be_left(folder: Path) -> None:
    """As at a logout: the bus goes first, and the daemon is ended next."""

    async def test(own: OwnBus, bus: Bus, ended: list[str]) -> None:
        own.end()
        while bus.alive:
            await asyncio.sleep(0.01)
        bus.close()
        assert len(ended) == 1

    assert play(folder, test) == []
