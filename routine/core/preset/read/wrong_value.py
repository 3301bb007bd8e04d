"""What is wrong with a value of a file, in words: what was found there, what is needed, and the usual slip."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from routine.core.errors import UsageError
from routine.core.preset.model import Fault


def shown(value: Any) -> str:
    """What was found, in a few words: never long, whatever the file says."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return f"the number {value}" if abs(value) < 10**15 else "a huge number"
    if isinstance(value, str):
        return f"“{_plain(value[:40])}…”" if len(value) > 40 else f"“{_plain(value)}”"
    names = {float: f"the number {value}", datetime: f"the date and time {value}", date: f"the date {value}"}
    if type(value) in names:
        return names[type(value)]
    return {list: "a list", dict: "a table", time: f"the time {value}"}.get(type(value), "that")


def _plain(text: str) -> str:
    """Without anything that could move the cursor of a terminal, or hide."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def short_text(value: Any) -> bool:
    """Whether the value is a short text, fit for an example."""
    return type(value) is str and len(value) <= 40 and '"' not in value and "\n" not in value


def quoted_hint(value: Any, types: tuple[type, ...]) -> str | None:
    """Numbers without quotes, and the words yes and no, are the usual slips in a file."""
    if bool in types and value in ("true", "false"):
        return f"Write it without quotes: {value}"
    if bool in types:
        return "Use true or false."
    if str in types and type(value) in (int, float, time):
        return f'Put it in quotes: "{value}"'
    if type(value) is str and value.isdecimal() and int in types:
        return f"Write the number without quotes: {value}"
    return "Use a whole number." if types == (int,) else None


def fault_of(key: tuple[str, ...], error: UsageError) -> Fault:
    """The fault of a value that cannot be meant."""
    return Fault(key, error.message, error.advice, error.example)


def wrong_type(
    value: Any, key: tuple[str, ...], needs: str, types: tuple[type, ...], parse: Callable[[Any], Any] | None
) -> Fault:
    """A number where a text belongs may lack more than its quotes: `timer = 9` lacks a unit."""
    if parse and str in types and type(value) is int:
        try:
            parse(str(value)[:20])
        except UsageError as error:
            return fault_of(key, error)
    return Fault(key, f"This needs {needs}, not {shown(value)}.", quoted_hint(value, types))
