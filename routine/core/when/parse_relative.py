"""How long from now, or ago, as people type it: `in 20m`, `half an hour`, `2 weeks ago`; and tidying what they type."""

from __future__ import annotations

import re
from typing import Literal

from routine.core.errors import UsageError
from routine.core.when.duration import Duration, is_duration, parse_duration

#: Where to look when several fit: the last behind, the next to come, whichever is nearer; `ahead` is the next to come,
#: but what was named whole ("2 days ago", a date with its year), or has just passed, may lie behind.
Direction = Literal["past", "future", "any", "ahead"]

_FILLERS = frozenset({"at", "on", "of", "the", "this"})
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SAYINGS = (
    (re.compile(r"\bhalf an hour\b"), "30 minutes"),
    (re.compile(r"\b(?:a )?fortnight\b"), "2 weeks"),
    *((re.compile(rf"\b{word} (?=[a-z])"), f"{n} ") for n, word in enumerate(_NUMBERS, 2)),
    (re.compile(r"\b(?:an?|one) (?=(?:minute|hour|day|week|month|year)\b)"), "1 "),
    (re.compile(r"\bnext (?=(?:week|month|year)\b)"), "in 1 "),
    (re.compile(r"\blast (week|month|year)\b"), r"1 \1 ago"),
)


def tidy(text: str) -> str:
    """Lower case, one space between words, no comma, nothing that only fills, ISO's T as a space."""
    words = re.sub(r"(?<=\d)t(?=\d)", " ", text.lower().replace(",", " ")).split()
    said = " ".join(word for word in words if word not in _FILLERS)
    for saying, plain in _SAYINGS:
        said = saying.sub(plain, said)
    return said


def relative(asked: str, direction: Direction) -> Duration | None:
    """How long from now, or ago (negative); a length alone lies where it is looked for. None: it is not a length."""
    if asked == "now":
        return Duration()
    if asked.startswith("in "):
        return parse_duration(asked.removeprefix("in "))
    if asked.endswith(" ago"):
        return _before(parse_duration(asked.removesuffix(" ago")))
    if not is_duration(asked):
        return None
    length = parse_duration(asked)
    if direction == "any":
        raise UsageError(f"“{asked}” may lie ahead or behind.", f"Write “in {asked}” or “{asked} ago”.")
    return length if direction in ("future", "ahead") else _before(length)


def parse_length(text: str) -> Duration:
    """A duration as people type it: `20m`, and `half an hour` too. Raises UsageError."""
    said = tidy(text)
    return parse_duration(said if is_duration(said) else text)


def _before(length: Duration) -> Duration:
    return Duration(-length.months, -length.days, -length.seconds)
