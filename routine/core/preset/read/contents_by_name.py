"""What a product of one's own is, by its name: “Tretinoin cream” holds a retinoid, whether its file says so or not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

#: A word of `contains` -> how a title, or what a routine needs, speaks of it.
_SPOKEN = {
    "retinoid": ("retinoid", "retinol", "retinaldehyde", "tretinoin", "adapalene", "tazarotene", "trifarotene"),
    "aha": ("glycolic acid", "lactic acid", "mandelic acid", "glycolic"),
    "bha": ("salicylic acid", "salicylic"),
    "benzoyl-peroxide": ("benzoyl peroxide",),
    "minoxidil": ("minoxidil",),
    "waxing": ("waxing",),
    "fish-liver-oil": ("cod liver oil", "fish liver oil"),
    "tetracycline": ("tetracycline", "doxycycline", "minocycline", "lymecycline"),
    "quinolone": ("ciprofloxacin", "levofloxacin", "moxifloxacin", "norfloxacin", "ofloxacin"),
    "levothyroxine": ("levothyroxine", "thyroxine"),
}
#: The same for supplements, whose other words are everyday ones too.
_OF_SUPPLEMENTS = {
    "calcium": ("calcium",),
    "iron": ("iron",),
    "zinc": ("zinc",),
    "magnesium": ("magnesium",),
    "vitamin-a": ("vitamin a",),
}
_NOT_IN_IT = r"(?<!no )(?<!not )(?<!without )(?<!free of )(?<!instead of )(?<!instead of a )"


def spoken_contents(kind: str, title: str, needs: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """What a preset contains by its own words, beside what is known. A visit is not what is used there."""
    if kind == "visit":
        return ()
    said = "\n".join((title, *needs)).lower()
    spoken = {**_SPOKEN, **_OF_SUPPLEMENTS} if kind == "supplement" and not known else _SPOKEN
    return tuple(tag for tag, words in spoken.items() if tag not in known and _speaks(said, words))


def _speaks(said: str, words: Iterable[str]) -> bool:
    """Whether one of these words stands there as what is in it, and not as what it goes without."""
    if not any(word in said for word in words):
        return False
    return re.search(rf"{_NOT_IN_IT}\b(?:{'|'.join(words)})\b(?!-free| free)", said) is not None
