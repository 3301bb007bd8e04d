"""Finding presets by a word: what they are called, what is in them, what they are for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from routine.core.preset.model import Preset

#: Whether a word of a preset fits a typed one.
_Fits = Callable[[str, str], bool]


def find_presets(presets: Iterable[Preset], typed: str) -> list[str]:
    """The ids of those in which every typed word begins a word, those that are called so first.

    Where no word begins so, those that have it inside a word. Nothing typed finds nothing.
    """
    found, wanted = list(presets), _words(typed)
    if not wanted:
        return []
    for fits in (str.startswith, str.__contains__):
        ranked = [(rank, preset.id) for preset in found if (rank := _rank(preset, wanted, fits)) is not None]
        if ranked:
            return [id for _, id in sorted(ranked)]
    return []


def _rank(preset: Preset, wanted: list[str], fits: _Fits) -> int | None:
    """Where the last of the wanted words is found: 0 by its name, then what is in it, then what else it says."""
    places = [_place(preset, word, fits) for word in wanted]
    known = [place for place in places if place is not None]
    return max(known) if len(known) == len(places) else None


def _place(preset: Preset, word: str, fits: _Fits) -> int | None:
    for place, texts in enumerate(_texts(preset)):
        if any(fits(other, word) for text in texts for other in _words(text)):
            return place
    return None


def _texts(preset: Preset) -> Iterator[tuple[str, ...]]:
    """What a preset says of itself, the most telling first."""
    yield (preset.id, preset.title)
    yield preset.contains
    yield (preset.kind, *preset.area)
    yield (preset.summary, *preset.needs, *(sign.say for sign in preset.signs))


def _words(text: str) -> list[str]:
    """Its words in small letters, without marks."""
    return re.findall(r"\w+", text.casefold())
