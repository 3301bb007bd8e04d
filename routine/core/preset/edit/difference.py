"""`preset diff`: every key in which a preset differs from the one that it changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, to_builtins

from routine.core.preset.read.forms import Key
from routine.core.preset.resolve import dotted


class Difference(Struct, frozen=True):
    """One key that differs from the preset it changes; None where one of the two has no such key."""

    key: str
    base: Any
    yours: Any


def differences(base: Mapping[str, Any], mine: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Every key with another value, in file order; values as JSON has them."""
    old, new = dict(_leaves(base, ())), dict(_leaves(mine, ()))
    keys = [key for key in {**old, **new} if old.get(key) != new.get(key) and key != ("extends",)]
    return tuple(Difference(dotted(key), to_builtins(old.get(key)), to_builtins(new.get(key))) for key in keys)


def _leaves(value: Any, key: Key) -> Iterator[tuple[Key, Any]]:
    if not isinstance(value, Mapping):
        yield key, value
        return
    for name, part in value.items():
        yield from _leaves(part, (*key, name))
