"""Amounts of a product, such as 450 g: read as people type them, converted among kg, g, mg and µg, said in words."""

from __future__ import annotations

import math
import re

from msgspec import Struct

from routine.core.errors import UsageError

#: The unit of what is counted in doses, where a preset gives no amount.
DOSES = "dose"
_MICROGRAMS = 1000.0 * 1000.0
_OF_MASS = {"kg": 1000 * _MICROGRAMS, "g": _MICROGRAMS, "mg": 1000.0, "µg": 1.0}
#: Units that weigh a substance itself; all others count pieces or measures of a product.
UNITS_OF_SUBSTANCE = frozenset({*_OF_MASS, "IU"})
_SPELLINGS = {
    **{"ug": "µg", "mcg": "µg", "\u03bcg": "µg", "gram": "g", "grams": "g", "iu": "IU", "glasses": "glass"},
    **{"g": "g", "mg": "mg", "kg": "kg"},
}
_TYPED = re.compile(r"([+-]?[0-9][0-9_]*(?:[.,][0-9]+)?)\s*([^\s0-9.,_+-][^\s0-9]*)")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_HOW = "Write a number and a unit."
_LARGEST = 1_000_000.0
_EXACT = 6


class Amount(Struct, frozen=True):
    """So much of something. `unit` is as a preset writes it, or `dose`."""

    value: float
    unit: str

    def words(self) -> str:
        """`450 g`, `90 capsules`."""
        unit = f"{self.unit}{_plural(self.unit)}" if _countable(self.unit) and self.value != 1 else self.unit
        return f"{round(self.value, 3):.10g} {unit}"

    def text(self) -> str:
        """As it is written to the log; `amount_of` reads it."""
        return f"{self.value!r} {self.unit}"

    def to(self, unit: str) -> float | None:
        """How much it is in another unit; None where no conversion is known, as between capsules and grams."""
        here, there = known_unit(self.unit), known_unit(unit)
        if here == there:
            return self.value
        if here in _OF_MASS and there in _OF_MASS:
            return round(self.value * _OF_MASS[here] / _OF_MASS[there], _EXACT)
        return None


def known_unit(unit: str) -> str:
    """The one spelling of a unit: `ug` and `mcg` are `µg`, `capsules` are `capsule`."""
    spelt = _SPELLINGS.get(unit, _SPELLINGS.get(unit.lower(), unit))
    return spelt[:-1] if len(spelt) > 4 and spelt.endswith("s") and not spelt.endswith("ss") else spelt


def amount_of(text: str) -> Amount:
    """The amount that a log entry's details hold."""
    value, _, unit = text.partition(" ")
    return Amount(float(value), unit)


def parse_amount(text: str, how: str = _HOW, example: str | None = "450g") -> Amount:
    """What a person typed: `450g`, `450,5 g`, `90 capsules`. Raises UsageError, also for what is below zero or absurd.

    `how` and `example` tell people what is expected; None where `how` has one.
    """
    match = _TYPED.fullmatch(text.strip()) if len(text) <= 40 else None
    if match is None:
        raise UsageError(f"“{text[:40]}” is not an amount.", how, example=example)
    if _THOUSANDS.fullmatch(match[1]):
        whole, part = match[1].split(",")
        raise UsageError(f"“{match[1]}” has two meanings.", f"Write {whole}{part} or {whole}.{part}.")
    value = float(match[1].replace(",", "."))
    if value < 0:
        raise UsageError(f"“{text.strip()}” is below zero.", how, example=example)
    if not math.isfinite(value) or value > _LARGEST:
        raise UsageError(f"“{text.strip()}” is more than Routine can count.", how, example=example)
    return Amount(value, known_unit(match[2]))


def _countable(unit: str) -> bool:
    return len(unit) > 3 and unit.isalpha()


def _plural(unit: str) -> str:
    return "es" if unit.endswith("ss") else "" if unit.endswith("s") else "s"
