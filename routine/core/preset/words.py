"""Doses, steps and substances of a preset, in words for people."""

from __future__ import annotations

import re

from routine.core.preset.amount import Amount
from routine.core.preset.model import DayLimit, Dose, Step
from routine.core.schedule.words import duration_words
from routine.core.text.counts import and_list, counted
from routine.core.text.safe import one_line

_POSTURES = {
    "lie-flat": "lying flat",
    "lie-side": "lying on the side",
    "sit": "sitting",
    "stand": "standing",
    "head-elevated": "head raised",
    "any": "any position",
}

_WORDS = {
    "acid": "an acid",
    "aha": "an acid (AHA)",
    "bha": "an acid (BHA)",
    "film-mask": "a tightening mask",
    "laser": "a laser",
    "mask": "a mask",
    "peel": "a peel",
    "quinolone": "a quinolone antibiotic",
    "retinoid": "a retinoid",
    "tetracycline": "a tetracycline antibiotic",
}


def dose_words(dose: Dose) -> str:
    """`Take 5 g`, with or without food where that matters; what it holds, where that is several things."""
    food = {None: "", True: " with food", False: " on an empty stomach"}[dose.with_food]
    held = [f"{Amount(each.value * dose.amount, each.unit).words()} {named(name)}" for name, each in dose.holds]
    return f"Take {dose.size.words()}{food}{f' ({and_list(held)})' if held else ''}"


def limit_words(limit: DayLimit) -> str:
    """`4 times`, `2000 mg`, or both: the most in 24 hours."""
    parts = [counted(limit.times, "time")] if limit.times else []
    return " and ".join([*parts, *([limit.amount.words()] if limit.amount else [])])


def step_words(step: Step) -> str:
    """What to do, then in brackets how long, where the text does not name that time itself, and how to hold oneself."""
    say = one_line(step.say)
    extra = [words for span in (step.timer or step.auto,) if span and not _names(say, words := duration_words(span))]
    if step.posture:
        extra.append(posture_words(step.posture))
    return f"{say} ({', '.join(extra)})" if extra else say


def _names(say: str, length: str) -> bool:
    """Whether a text names this length, also as the beginning of a span: `20 to 30 minutes` names `20 minutes`."""
    number, _, unit = length.partition(" ")
    return re.search(rf"\b{re.escape(number)}(?: to \d+)? {re.escape(unit)}\b", say) is not None


def posture_words(posture: str) -> str:
    """`lying flat`: how one holds oneself in a step."""
    return _POSTURES.get(posture, posture)


def named(substance: str) -> str:
    """The substance as people write it: `vitamin C`, `omega-3`."""
    words = " ".join(word.upper() if len(word) == 1 and word.isalpha() else word for word in substance.split("-"))
    return re.sub(r" (?=\d+\b)", "-", words)


def tag_words(name: str) -> str:
    """`aha` as `an acid (AHA)`; a name that is not known, as its words."""
    return _WORDS.get(name, name.replace("-", " "))
