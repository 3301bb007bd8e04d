"""How a terminal is printed on: how many cells across, and what stands out in which colour."""

from __future__ import annotations

from typing import NamedTuple

#: What stands out can be read on black and on white: of the eight colours, red and magenta alone can (never yellow).
MARKED = "35"


class Look(NamedTuple):
    """How to print: cells across, and whether in colour."""

    width: int
    colour: bool


def painted(text: str, style: str | None, look: Look) -> str:
    """The text in an ANSI style (such as "1" for bold), where colour is wanted."""
    return f"\x1b[{style}m{text}\x1b[0m" if style and look.colour else text
