"""What a routine puts on the skin or takes, in the words that the rules of spacing use."""

from __future__ import annotations

from routine.core.preset.model import LIE_FLAT, Preset

MASK = "mask"
#: A tag that begins so stands for one routine itself.
OWN = "routine:"

Tags = frozenset[str]


def tags_of(preset: Preset) -> Tags:
    """Everything that a routine may put on or take: what it contains, whether it is a mask, whether one lies flat."""
    found = {*preset.contains, *(name for name, _ in preset.dose.holds)} if preset.dose else set(preset.contains)
    if preset.kind == "mask":
        found.add(MASK)
    if preset.lies_flat:
        found.add(LIE_FLAT)
    return frozenset(found)
