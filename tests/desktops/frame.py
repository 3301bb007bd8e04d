"""A screenshot as the screen has it: its pixels, compared and cut out here, for no program is as fast."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import NamedTuple

_DEPTH = 4  # bytes of a pixel: blue, green, red, and one that is 0
_FAINT = 7  # of 255: a difference that nobody sees, such as the edge of a shadow
_HEAD_OF_XWD = 25  # numbers, each of four bytes


class Area(NamedTuple):
    """A part of the screen, in pixels."""

    width: int
    height: int
    x: int
    y: int


class Frame(NamedTuple):
    """The whole screen."""

    width: int
    height: int
    pixels: bytes

    def area(self, blank: Frame, panel: Area | None) -> Area | None:
        """What differs from `blank`, without the panel; None where nothing does."""
        sides, rows = [], []
        for y in range(self.height):
            if panel and panel.y <= y < panel.y + panel.height:
                continue
            if side := _difference(self._row(y, 0, self.width), blank._row(y, 0, self.width)):
                sides.append(side)
                rows.append(y)
        if not rows:
            return None
        left, right = min(left for left, _ in sides), max(right for _, right in sides)
        return Area(right - left + 1, rows[-1] - rows[0] + 1, left, rows[0])

    def cut(self, area: Area) -> Frame:
        """This part of it, as far as it is on the screen."""
        left, top = max(0, area.x), max(0, area.y)
        right, bottom = min(self.width, area.x + area.width), min(self.height, area.y + area.height)
        rows = (self._row(y, left, right) for y in range(top, bottom))
        return Frame(right - left, bottom - top, b"".join(rows))

    def ppm(self) -> bytes:
        """As an image file."""
        colours = bytearray(self.width * self.height * 3)
        for colour in range(3):
            colours[2 - colour :: 3] = self.pixels[colour::_DEPTH]
        return b"P6 %d %d 255\n" % (self.width, self.height) + colours

    def _row(self, y: int, left: int, right: int) -> bytes:
        return self.pixels[(y * self.width + left) * _DEPTH : (y * self.width + right) * _DEPTH]


def _difference(row: bytes, other: bytes) -> tuple[int, int] | None:
    """The first and the last pixel that differ."""
    if row == other:
        return None
    # As one number each, for one loop over all bytes of a screen takes a second.
    exact = int.from_bytes(row, "little") ^ int.from_bytes(other, "little")
    least, most = ((exact & -exact).bit_length() - 1) // 8, (exact.bit_length() - 1) // 8
    differs = (at for at in range(least, most + 1) if abs(row[at] - other[at]) > _FAINT)
    differs_last = (at for at in range(most, least - 1, -1) if abs(row[at] - other[at]) > _FAINT)
    left = next(differs, None)
    return None if left is None else (left // _DEPTH, next(differs_last) // _DEPTH)


def plain(width: int, height: int, colour: str) -> Frame:
    """A screen of one colour, such as `#3b5a76`."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return Frame(width, height, bytes((blue, green, red, 0)) * (width * height))


def of_framebuffer(file: Path) -> Frame:
    """What an X server shows that keeps its screen in a file, as xwd has it."""
    content = file.read_bytes()
    head = struct.unpack_from(f">{_HEAD_OF_XWD}I", content)
    width, height, colours = head[4], head[5], head[19]
    assert head[11] == 8 * _DEPTH, f"{file}: {head}"
    pixels = bytearray(content[head[0] + 12 * colours :][: width * height * _DEPTH])
    pixels[_DEPTH - 1 :: _DEPTH] = bytes(width * height)  # a window may have anything there
    return Frame(width, height, bytes(pixels))


def of_ppm(content: bytes) -> Frame:
    """What an image file shows, as `ppm` writes it."""
    kind, width, height, most = content.split(maxsplit=4)[:4]
    assert (kind, most) == (b"P6", b"255"), content[:20]
    size = int(width) * int(height)
    pixels = bytearray(size * _DEPTH)
    for colour in range(3):
        pixels[2 - colour :: _DEPTH] = content[-3 * size :][colour::3]
    return Frame(int(width), int(height), bytes(pixels))
