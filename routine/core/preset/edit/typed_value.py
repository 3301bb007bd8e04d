"""What a person typed for a key -> the value, as the key's form would have it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from routine.core.preset.model import Fault
from routine.core.preset.read.forms import Form, Key

_LONGEST = 20_000
_FLAGS = {"yes": True, "on": True, "no": False, "off": False}


def typed_value(text: str, form: Form, key: Key) -> tuple[Any, tuple[Fault, ...]]:
    """The first reading of the text that the form accepts; or the likeliest one, and what is wrong with it.

    TOML if it is TOML, then the bare text, then a list: `21:00`, `mon,wed`, `mon wed`, `{every = "10m", times = 2}`.
    """
    tried: list[tuple[Any, tuple[Fault, ...]]] = []
    for value in _readings(text, form):
        faults: list[Fault] = []
        form.read(value, key, faults)
        if not faults:
            return value, ()
        tried.append((value, tuple(faults)))
    lists = [attempt for attempt in tried if "," in text and form.entry is not None and type(attempt[0]) is list]
    return (lists or tried)[0]


def _readings(text: str, form: Form) -> Iterator[object]:
    literal = _literal(text)
    if literal is not None:
        yield literal
    if form.flag and text.strip().lower() in _FLAGS:
        yield _FLAGS[text.strip().lower()]
    yield text
    if isinstance(literal, str):
        yield [literal]
    elif not isinstance(literal, list | dict):
        yield [part if found is None else found for part, found in ((p, _literal(p)) for p in _parts(text))]
        yield _parts(text)
        yield _parts(re.sub(r"\band\b", ",", text))
        yield re.sub(r",|\band\b", " ", text).split()


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _literal(text: str) -> object:
    """The text as one TOML value; None where it is not one."""
    # Not scanned before, as a file is: what nests deep would cost tomllib its time and its stack.
    if len(text) > _LONGEST or "\n" in text or text.count("[") + text.count("{") + text.count(".") > 100:
        return None
    try:
        found = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return None
    return found.get("value")
