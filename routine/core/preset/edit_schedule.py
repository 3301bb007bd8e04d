"""Changes to one key of a [schedule]: the whole of it is written, and what cannot stand beside the key makes way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from routine.core.preset.read.forms import Key
from routine.core.preset.read.schedule import clashes
from routine.core.preset.toml_text import TomlChanges

_SCHEDULE = ("schedule",)


def set_in_schedule(
    toml: TomlChanges, text: str, key: Key, value: Any, now: Mapping[str, Any], *, copy: bool
) -> tuple[str, tuple[str, ...]]:
    """The text with the key set, and the keys that made way. `now`: the schedule as it runs; `copy`: write it first."""
    gone = clashes(key[1], now)
    if copy:
        text = toml.set_value(text, _SCHEDULE, dict(now))
    text = toml.set_value(text, key, value)
    for name in gone:
        text = toml.remove_value(text, ("schedule", name))
    return text, gone


def taken_back(toml: TomlChanges, text: str, name: str, base: Mapping[str, Any], mine: Mapping[str, Any]) -> str:
    """`text`, from which a key of its [schedule] was removed, with the shipped one and those that had made way for it.

    `mine`: the user's [schedule] with the key. One that is as shipped then is left out.
    """
    back = {k: v for k, v in base.items() if k == name or (k not in mine and k in clashes(name, base))}
    rest = {k: v for k, v in mine.items() if k != name}
    if {**rest, **back} == base:
        return toml.remove_value(text, _SCHEDULE) if rest else text
    for k, value in back.items():
        text = toml.set_value(text, ("schedule", k), value)
    return text
