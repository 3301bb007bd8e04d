"""The tables [remind], [safety], [dose] and [course]."""

from __future__ import annotations

from typing import Any

from routine.core.errors import UsageError
from routine.core.preset import Course, Dose, Nag, Remind, Safety
from routine.core.reading.forms import Faults, Field, Key, leaf, named, nearest, required, shown, table
from routine.core.reading.values import (
    ID_PATTERN,
    amount,
    check_id,
    duration,
    elapsed,
    flag,
    identity,
    names,
    whole,
    window,
)

UNITS = (
    *("mg", "g", "µg", "ug", "mcg", "IU", "ml", "ampoule", "capsule", "drop", "glass", "gummy", "portion", "sachet"),
    *("scoop", "serving", "softgel", "spray", "tablet", "tbsp", "teaspoon", "tablespoon", "tsp", "unit", "%"),
)
_PLURALS = {"glass": "glasses", "gummy": "gummies", "spray": "sprays"}
_EITHER = (*UNITS, *(_PLURALS.get(unit, f"{unit}s") for unit in UNITS if len(unit) > 4 or unit in ("drop", "unit")))


def _unit_of(value: str) -> str:
    if value not in _EITHER:
        known = {unit.lower(): unit for unit in _EITHER}
        hint = f"did you mean “{known[value.lower()]}”?" if value.lower() in known else nearest(value, UNITS)
        raise UsageError(f"{shown(value)} is no unit known here", hint)
    return value


def _nag(found: dict[str, Any], _key: Key, _faults: Faults) -> Nag:
    return Nag(found["every"], found["times"])


def _remind(found: dict[str, Any], _key: Key, _faults: Faults) -> Remind:
    return Remind(**found)


def _safety(found: dict[str, Any], _key: Key, _faults: Faults) -> Safety:
    return Safety(**found)


def _dose(found: dict[str, Any], _key: Key, _faults: Faults) -> Dose:
    return Dose(**found)


def _course(found: dict[str, Any], _key: Key, _faults: Faults) -> Course:
    return Course(**found)


_UNIT = leaf('a unit in quotes, such as "g"', (str,), _unit_of, {"enum": list(_EITHER)})
_NAG = {"every": required(elapsed), "times": required(whole(1, 50))}

REMIND = table(
    {
        "late": Field(duration),
        "window": Field(window),
        "nag": Field(table(_NAG, _nag, "a table: how it reminds again")),
        "expires": Field(duration),
        "later": Field(duration),
    },
    _remind,
    "a table: how a reminder behaves",
)
SAFETY = table(
    {
        "never_if": Field(names),
        "ask": Field(names),
        "min_gap": Field(duration),
        "longest_on_skin": Field(elapsed),
        "apart": Field(named(duration, check_id, "a table: what to keep apart, and how long", ID_PATTERN)),
    },
    _safety,
    "a table: what the safety rules look at",
)
DOSE = table(
    {"amount": required(amount), "unit": required(_UNIT), "with_food": Field(flag), "of": Field(identity)},
    _dose,
    "a table: what one time takes",
)
COURSE = table({"length": required(duration), "rest": Field(duration)}, _course, "a table: how long it is taken")
