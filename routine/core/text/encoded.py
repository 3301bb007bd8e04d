"""Values as JSON, also where a text in them is no Unicode, as the name of a file or a path may be."""

from __future__ import annotations

from typing import Any

import msgspec

from routine.core.text.safe import sayable


def encoded(data: object) -> bytes:
    """As JSON, with a sign for each byte of a text that could not be read: no name keeps the rest from being told."""
    try:
        return msgspec.json.encode(data)
    except UnicodeEncodeError:
        return msgspec.json.encode(_sayable(data))


def _sayable(value: Any) -> Any:
    match value:
        case msgspec.Struct():
            return _sayable(msgspec.to_builtins(value))
        case str():
            return sayable(value)
        case dict():
            return {_sayable(key): _sayable(item) for key, item in value.items()}
        case list() | tuple():
            return [_sayable(item) for item in value]
    return value  # what is JSON already can be read
