"""A step in words: what to do, how long, and how one holds oneself."""

from __future__ import annotations

import re

from routine.core.preset.model import Step
from routine.core.text.safe import one_line
from routine.core.when.duration_words import duration_words

_POSTURES = {
    "lie-flat": "lying flat",
    "lie-side": "lying on the side",
    "sit": "sitting",
    "stand": "standing",
    "head-elevated": "head raised",
    "any": "any position",
}


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
