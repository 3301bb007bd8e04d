"""What a view waits for: keys by their names, and a pulse when it is time to look again."""

from __future__ import annotations

from typing import NamedTuple

SHOW = "\x1b[?1049h\x1b[?25l\x1b[2J"
HIDE = "\x1b[2J\x1b[?25h\x1b[?1049l"
"""The screen is the view's, without a cursor, and is the shell's again."""
_NAMES = {" ": "space", "\n": "space", "\r": "space", "\x1b[C": "n", "\x1b[D": "b", "\x1bOC": "n", "\x1bOD": "b"}
OFTEN = ("q",)
"""Keys that mean something pressed twice."""
_HAND = 4
"""More different keys than this at once are a hand on the keyboard, or pasted text: none of them is meant."""


class KeyInput(NamedTuple):
    """What came: keys, as `space`, `n` or `other`; a pulse; whether all must be drawn again.

    `passed_s`: with a pulse, how many seconds after the one before it came; 0 where none did.
    """

    keys: tuple[str, ...] = ()
    passed_s: float = 0.0
    redraw: bool = False
    closed: bool = False
    """Nobody is at the terminal any more."""
    ended: bool = False
    """There is no keyboard: stdin is closed, or what was written into it has been read. Said once."""


def read_keys(text: str) -> list[str]:
    """The names of the keys in what a terminal sent; an escape sequence is one key, a key repeated is one."""
    found: list[str] = []
    at = 0
    while at < len(text):
        end = _end_of_key(text, at)
        key = text[at:end]
        name = _NAMES.get(key) or (key.lower() if key.isalpha() and key.isascii() else "other")
        if name in OFTEN or name not in found[-1:]:
            found.append(name)
        at = end
    return found if len(set(found)) <= _HAND else ["other"]


def _end_of_key(text: str, at: int) -> int:
    """Where the key that begins at `at` ends: `ESC [ … letter`, `ESC O letter`, or one character."""
    if text[at] != "\x1b" or at + 1 == len(text):
        return at + 1
    end = at + 2
    if text[at + 1] == "[":
        while end < len(text) and not "@" <= text[end] <= "~":
            end += 1
        end += 1
    elif text[at + 1] == "O":
        end += 1
    return min(end, len(text))
