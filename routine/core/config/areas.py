"""Areas of the skin: those that a person may name, and whether what a person named is where a routine goes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from routine.core.text.match import without_accents

#: The areas that can be named, each with those that it reaches into: what is near is not told apart.
_NEAR = {
    "face": ("lips", "eyes"),
    "lips": ("face",),
    "eyes": ("face",),
    "neck": ("decollete",),
    "decollete": ("neck", "chest"),
    "chest": ("decollete", "breasts"),
    "breasts": ("chest",),
    "scalp": ("hair",),
    "hair": ("scalp",),
    "arms": ("hands", "inner arm"),
    "inner arm": ("arms",),
    "hands": ("nails", "arms"),
    "nails": ("hands", "feet"),
    "feet": ("nails", "legs"),
    "abdomen": (),
    "back": (),
    "buttocks": ("thighs",),
    "thighs": ("buttocks", "legs"),
    "legs": ("thighs", "feet"),
}
AREAS = tuple(area for area in _NEAR if area not in ("hair", "inner arm"))
_SEVERAL = re.compile(r"[,;]|\band\b")


def areas_in(answer: str) -> tuple[str, ...] | None:
    """The areas that an answer names; None where one of its words is not an area."""
    words = [_plain(word) for word in _SEVERAL.split(answer) if word.strip()]
    return tuple(dict.fromkeys(words)) if words and all(word in _NEAR for word in words) else None


def elsewhere(answer: bool | str, area: Iterable[str]) -> bool:
    """Whether what a person named is surely not where a routine of this area goes.

    What cannot be told, of either, may be there: it is not elsewhere.
    """
    named = areas_in(answer) if isinstance(answer, str) else None
    where = {_plain(one) for one in area}
    if not named or not where or not where <= _NEAR.keys():
        return False
    return where.isdisjoint({*named, *(near for one in named for near in _NEAR[one])})


def _plain(word: str) -> str:
    """In small letters, without accents: `décolleté` is `decollete`."""
    return without_accents(word.strip().lower())
