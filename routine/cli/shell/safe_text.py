"""Text from files and from others, made safe for a terminal: nothing in it may move the cursor or change colours."""

from __future__ import annotations

from typing import Any

_JOINERS = "\u200c\u200d"


def plain(text: str) -> str:
    """One line without control characters: line breaks and tabs become spaces, the rest of them visible escapes."""
    if text.isprintable():
        return text
    return "".join(_safe(char) for char in text)


def _safe(char: str) -> str:
    if char.isprintable() or char in _JOINERS:
        return char
    if char.isspace():
        return " "
    return char.encode("unicode_escape").decode("ascii")


def scrub(value: Any) -> Any:
    """The same JSON value with every text in it made plain."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {key: scrub(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [scrub(item) for item in value]
    return value
