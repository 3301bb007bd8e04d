"""What is in a product, in words: `vitamin C`, `an acid (AHA)`."""

from __future__ import annotations

import re

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


def named(substance: str) -> str:
    """The substance as people write it: `vitamin C`, `omega-3`."""
    words = " ".join(word.upper() if len(word) == 1 and word.isalpha() else word for word in substance.split("-"))
    return re.sub(r" (?=\d+\b)", "-", words)


def tag_words(name: str) -> str:
    """`aha` as `an acid (AHA)`; a name that is not known, as its words."""
    return _WORDS.get(name, name.replace("-", " "))
