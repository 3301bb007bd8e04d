"""A mouse on a headless Wayland screen, whose own seat has none: just enough of the protocol for a virtual pointer."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path

_INTERFACE = b"zwlr_virtual_pointer_manager_v1"
_DISPLAY, _REGISTRY, _SYNC, _MANAGER, _POINTER = 1, 2, 3, 4, 5  # objects: we name them
_MOVE, _BUTTON, _FRAME = 1, 2, 4  # requests of the pointer
_BUTTONS = {1: 272, 2: 274, 3: 273}  # as X numbers them: left, middle, right
_BETWEEN_S = 0.1  # a hand is no faster, and some servers look at the pointer only now and then


class WaylandPointer:
    """A connection to the compositor at `address`, for a screen of this size."""

    def __init__(self, address: Path, width: int, height: int) -> None:
        self._size = width, height
        self._wire = socket.socket(socket.AF_UNIX)
        self._wire.settimeout(10)
        self._wire.connect(str(address))
        self._send(_DISPLAY, 1, struct.pack("I", _REGISTRY))
        self._send(_DISPLAY, 0, struct.pack("I", _SYNC))
        name = struct.pack("II", self._number_of_manager(), len(_INTERFACE) + 1)
        padded = _INTERFACE.ljust((len(_INTERFACE) + 4) // 4 * 4, b"\0")
        self._send(_REGISTRY, 0, name + padded + struct.pack("II", 1, _MANAGER))
        self._send(_MANAGER, 0, struct.pack("II", 0, _POINTER))

    def move(self, x: int, y: int) -> None:
        """Come from the left: a pointer that appears in a place is not always seen to enter it."""
        for each in (x - 3, x):
            self._send(_POINTER, _MOVE, struct.pack("IIIII", _now(), max(0, each), y, *self._size))
            self._send(_POINTER, _FRAME, b"")
            time.sleep(_BETWEEN_S)

    def click(self, button: int) -> None:
        """Press and let go, where it is."""
        for down in (1, 0):
            self._send(_POINTER, _BUTTON, struct.pack("III", _now(), _BUTTONS[button], down))
            self._send(_POINTER, _FRAME, b"")
            time.sleep(_BETWEEN_S)

    def close(self) -> None:
        self._wire.close()

    def _send(self, thing: int, request: int, body: bytes) -> None:
        self._wire.sendall(struct.pack("II", thing, (len(body) + 8) << 16 | request) + body)

    def _number_of_manager(self) -> int:
        found = 0
        for thing, event, body in self._events():
            if thing == _REGISTRY and event == 0:
                number, length = struct.unpack("II", body[:8])
                found = number if body[8 : 8 + length - 1] == _INTERFACE else found
            if thing == _SYNC:
                break
        assert found, "the compositor has no virtual pointer"
        return found

    def _events(self) -> Iterator[tuple[int, int, bytes]]:
        buffer = b""
        while more := self._wire.recv(65536):
            buffer += more
            while len(buffer) >= 8:
                thing, word = struct.unpack("II", buffer[:8])
                size = word >> 16
                if len(buffer) < size:
                    break
                yield thing, word & 0xFFFF, buffer[8:size]
                buffer = buffer[size:]


def _now() -> int:
    return int(time.monotonic() * 1000) & 0xFFFFFFFF
