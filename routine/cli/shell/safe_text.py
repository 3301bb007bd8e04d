"""Text from files and from others, made safe for a terminal: nothing in it may move the cursor or change colours."""

from __future__ import annotations

from typing import Any, TypeVar

_T = TypeVar("_T")
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


def scrub(value: _T) -> _T:
    """The same value, of a reply or a named tuple, with every text in it made plain."""
    found: Any = value
    if isinstance(value, str):
        found = plain(value)
    elif isinstance(value, dict):
        found = type(value)({key: scrub(item) for key, item in value.items()})
    elif isinstance(value, list):
        found = [scrub(item) for item in value]
    elif isinstance(value, tuple):
        items = [scrub(item) for item in value]
        found = value._make(items) if hasattr(value, "_make") else tuple(items)
    return found  # type: ignore[no-any-return] # of the type that it had
