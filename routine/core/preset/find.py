"""Finding presets by a word: what they are called, what is in them, what they are for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from routine.core.preset.model import Preset

#: Whether a word of a preset fits a typed one.
_Fits = Callable[[str, str], bool]
#: What people call it, and the word that the preset has for it.
_ALSO = {"botox": "botulinum", "dysport": "botulinum", "prp": "plasma"}


def find_presets(presets: Iterable[Preset], typed: str) -> list[str]:
    """The ids of those in which every typed word begins a word, those that are called so first.

    Where no word begins so, those that have it inside a word, then those that name it in their steps or notes. Nothing
    typed finds nothing.
    """
    found, wanted = list(presets), [_ALSO.get(word, word) for word in _words(typed)]
    if not wanted:
        return []
    for fits, texts in ((_begins, _texts), (_holds, _texts), (_begins, _further)):
        ranked = [(rank, preset.id) for preset in found if (rank := _rank(texts(preset), wanted, fits)) is not None]
        if ranked:
            return [id for _, id in sorted(ranked)]
    return []


def _begins(word: str, typed: str) -> bool:
    """Whether a word begins so; a letter alone, as in “vitamin a”, is a whole one."""
    return word.startswith(typed) if len(typed) > 1 else word == typed


def _holds(word: str, typed: str) -> bool:
    return typed in word if len(typed) > 1 else word == typed


def _rank(texts: Iterable[tuple[str, ...]], wanted: list[str], fits: _Fits) -> int | None:
    """Where the last of the wanted words is found: 0 by its name, then what is in it, then what else it says."""
    said = list(texts)
    places = [_place(said, word, fits) for word in wanted]
    known = [place for place in places if place is not None]
    return max(known) if len(known) == len(places) else None


def _place(said: list[tuple[str, ...]], word: str, fits: _Fits) -> int | None:
    for place, texts in enumerate(said):
        if any(fits(other, word) for text in texts for other in _words(text)):
            return place
    return None


def _texts(preset: Preset) -> Iterator[tuple[str, ...]]:
    """What a preset says of itself, the most telling first."""
    yield (preset.id, preset.title)
    yield preset.contains
    yield (preset.kind, *preset.area)
    yield (preset.summary, *preset.needs, *(sign.say for sign in preset.signs))


def _further(preset: Preset) -> Iterator[tuple[str, ...]]:
    """The same with what its steps and notes say, which name other things too."""
    yield from _texts(preset)
    yield (*(step.say for step in preset.steps), *preset.notes, *preset.warnings)


def _words(text: str) -> list[str]:
    """Its words in small letters, without marks."""
    return re.findall(r"\w+", text.casefold())
