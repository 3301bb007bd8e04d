"""A countdown in large type: digits that can be read from across a room, of blocks or of plain characters."""

from __future__ import annotations

_FONT = {
    "0": "### #.# #.# #.# ###",
    "1": ".#. ##. .#. .#. ###",
    "2": "### ..# ### #.. ###",
    "3": "### ..# ### ..# ###",
    "4": "#.# #.# ### ..# ..#",
    "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###",
    "7": "### ..# ..# ..# ..#",
    "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###",
    ":": ". # . # .",
}
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
BLOCKS = "█▀▄━─"
"""What a terminal has to be able to show: these digits and the bars below them."""


def width_of(text: str, scale: int) -> int:
    """Cells across."""
    return scale * (sum(len(_FONT[char].split()[0]) for char in text) + len(text) - 1)


def big(text: str, scale: int, *, blocks: bool = True) -> list[str]:
    """Lines that draw `text` (digits and colons); a point of the font is `scale` cells wide and half as many high.

    Without `blocks` they are drawn of whole cells of “#”, so that the smallest are as high as wide.
    """
    rows = [".".join(_FONT[char].split()[row] for char in text) for row in range(5)]
    if not blocks:
        plain = ["".join(("#" if point == "#" else " ") * scale for point in row) for row in rows]
        return [row for row in plain for _ in range(max(1, scale // 2))]
    points = [[point == "#" for point in row for _ in range(scale)] for row in rows for _ in range(scale)]
    if len(points) % 2:
        points.append([False] * len(points[0]))
    return [
        "".join(_HALVES[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(points[::2], points[1::2], strict=True)
    ]
