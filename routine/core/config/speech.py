"""How the voice speaks, and what of a text it is given: words, and nothing that a voice program takes for an order."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from routine.core.errors import UsageError
from routine.core.text.safe import one_line

Program = Literal["auto", "espeak-ng", "spd-say", "say", "sapi", "off"]
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.ASCII)
_LONGEST = 1000
# spd-say takes a line that begins with "!-!" for an order; espeak-ng and say take "[[" for phonemes and orders.
_ORDERS = {"!-!": "! !", "[[": "[ [", "]]": "] ]"}


class Speech(Struct, frozen=True, kw_only=True):
    """`language` as a tag (`en`, `en-us`, `de`), `rate` in words a minute, `volume` in percent.

    `program`: which one speaks; "auto" takes the best that is there, "off" none. Raises UsageError when made of values
    that no program should be given: they become its options.
    """

    language: str = "en"
    rate: int = 150
    volume: int = 80
    program: Program = "auto"

    def __post_init__(self) -> None:
        if not _LANGUAGE.fullmatch(self.language):
            raise UsageError(
                f"“{one_line(self.language)}” is not a language.", "Use a tag such as en, en-us or de.", example="en"
            )
        if not 80 <= self.rate <= 400:
            raise UsageError(f"The voice cannot speak {self.rate} words a minute.", "Use 80 to 400. 150 is calm.")
        if not 0 <= self.volume <= 100:
            raise UsageError(f"“{self.volume}” is not a volume.", "Use 0 to 100.")

    def longest(self, words: str) -> float:
        """After so many seconds a program that speaks `words` must have hung."""
        return 5.0 + 2 * (len(words) / 5) / self.rate * 60


def spoken_words(text: str) -> str:
    """The text as a voice program may have it, on one line; "" where nothing is left to say."""
    words = " ".join(one_line(text).split())[:_LONGEST]
    for order, harmless in _ORDERS.items():
        while order in words:
            words = words.replace(order, harmless)
    return words if any(sign.isalnum() for sign in words) else ""
