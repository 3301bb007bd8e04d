"""The tables [dose], [limit] and [course]: what one time takes, the most in 24 hours, and how long it is taken."""

from __future__ import annotations

from typing import Any

from routine.core.errors import UsageError
from routine.core.preset.amount import Amount, known_unit, parse_amount
from routine.core.preset.model import Course, DayLimit, Dose, Fault
from routine.core.preset.read.forms import Faults, Field, Key, leaf, named, record, required, table
from routine.core.preset.read.nearest_word import nearest
from routine.core.preset.read.values import amount, duration, flag, identity, whole
from routine.core.preset.read.wrong_value import shown

UNITS = (
    *("mg", "g", "µg", "ug", "mcg", "IU", "ml", "ampoule", "capsule", "drop", "glass", "gummy", "portion", "sachet"),
    *("scoop", "serving", "softgel", "spray", "tablet", "tbsp", "teaspoon", "tablespoon", "tsp", "unit", "%"),
)
_PLURALS = {"glass": "glasses", "gummy": "gummies", "spray": "sprays"}
_EITHER = (*UNITS, *(_PLURALS.get(unit, f"{unit}s") for unit in UNITS if len(unit) > 4 or unit in ("drop", "unit")))


def _unit_of(value: str) -> str:
    if value not in _EITHER:
        known = {unit.lower(): unit for unit in _EITHER}
        hint = f"Did you mean “{known[value.lower()]}”?" if value.lower() in known else nearest(value, UNITS)
        raise UsageError(f"Routine does not know the unit {shown(value)}.", hint)
    return value


def _held(value: str) -> Amount:
    found = parse_amount(value, "Write an amount and a unit.", "80 mg")
    if not found.value:
        raise UsageError(f"{shown(value)} is not an amount.", "Use more than zero, or leave it out.", example="80 mg")
    if found.unit not in {known_unit(unit) for unit in UNITS}:
        raise UsageError(f"Routine does not know the unit {shown(found.unit)}.", nearest(found.unit, UNITS))
    return found


_UNIT = leaf('a unit in quotes, such as "g"', (str,), _unit_of, {"enum": list(_EITHER)})
_HELD = leaf('an amount in quotes, such as "80 mg"', (str,), _held, {"type": "string"})

DOSE = record(
    {
        "amount": required(amount),
        "unit": required(_UNIT),
        "with_food": Field(flag),
        "of": Field(identity),
        "holds": Field(named(_HELD, "a table: what one unit of it holds of each substance")),
    },
    Dose,
    "a table: what one time takes",
)


def _limit(found: dict[str, Any], key: Key, faults: Faults) -> DayLimit:
    if not found:
        faults.append(Fault(key, "The limit is empty.", 'Write times = 4, or amount = "2 g".'))
    return DayLimit(**found)


LIMIT = table(
    {"times": Field(whole(1, 100)), "amount": Field(_HELD)}, _limit, "a table: the most in 24 hours, times or amount"
)
COURSE = record({"length": Field(duration), "rest": Field(duration)}, Course, "a table: how long it is taken")
