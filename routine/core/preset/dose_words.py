"""A dose, and the most in a day, in words: “Take 5 g with food”."""

from __future__ import annotations

from routine.core.preset.amount import Amount
from routine.core.preset.model import DayLimit, Dose
from routine.core.preset.substance_words import named
from routine.core.text.counts import and_list, counted


def dose_words(dose: Dose) -> str:
    """`Take 5 g`, with or without food where that matters; what it holds, where that is several things."""
    food = {None: "", True: " with food", False: " on an empty stomach"}[dose.with_food]
    held = [f"{Amount(each.value * dose.amount, each.unit).words()} {named(name)}" for name, each in dose.holds]
    return f"Take {dose.size.words()}{food}{f' ({and_list(held)})' if held else ''}"


def limit_words(limit: DayLimit) -> str:
    """`4 times`, `2000 mg`, or both: the most in 24 hours."""
    parts = [counted(limit.times, "time")] if limit.times else []
    return " and ".join([*parts, *([limit.amount.words()] if limit.amount else [])])
