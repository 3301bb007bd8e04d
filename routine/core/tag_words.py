"""The names that presets keep apart, in words for people."""

from __future__ import annotations

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


def tag_words(name: str) -> str:
    """`aha` as `an acid (AHA)`; a name that is none of the known ones as its words."""
    return _WORDS.get(name, name.replace("-", " "))
