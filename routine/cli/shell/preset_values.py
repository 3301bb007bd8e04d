"""A value of a preset file as a person says it: `5 g`, `every 10m, 3 times`, `from 09:00 until 21:00, every 2h`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from routine.core.preset.amount import Amount

_FOOD = {True: "with food", False: "on an empty stomach"}


def shown(value: Any) -> str:
    """A value as people write it."""
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value)) or "none"
    return _table(value) if isinstance(value, Mapping) else str(value)


def shown_at(key: str, value: Any, preset: Mapping[str, Any]) -> str:
    """The value of a key, such as `dose.amount`; a bare number of a dose has the unit that `preset` says."""
    unit = preset.get("dose", {}).get("unit") if key == "dose.amount" else None
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return Amount(float(value), str(unit)).words() if unit and number else shown(value)


def _table(table: Mapping[str, Any]) -> str:
    """What belongs together in one table, in the order in which one says it."""
    left, said = dict(table), []
    if {"amount", "unit"} <= left.keys():
        of = f" of {left.pop('of')}" if "of" in left else ""
        said.append(f"{Amount(float(left.pop('amount')), str(left.pop('unit'))).words()}{of}")
    if "with_food" in left:
        said.append(_FOOD[bool(left.pop("with_food"))])
    if {"on", "off"} <= left.keys():
        said.append(f"{left.pop('on')} days on, {left.pop('off')} days off")
    if {"from", "until"} <= left.keys():
        said.append(f"from {left.pop('from')} until {left.pop('until')}")
    if "every" in left:
        said.append(f"every {left.pop('every')}")
    if "times" in left:
        times = left.pop("times")
        said.append("once" if times == 1 else f"{times} times")
    return ", ".join([*said, *(f"{name.replace('_', ' ')}: {shown(item)}" for name, item in left.items())])
