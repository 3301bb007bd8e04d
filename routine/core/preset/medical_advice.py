"""What a tool that reminds of such things owes a person to say, in a sentence each, for whoever has the place."""

from __future__ import annotations

from collections.abc import Iterable

from routine.core.preset.model import Preset

ADVICE = "Routine organises and reminds. It does not give medical advice."
BURNING = "Burning, swelling, blisters or a rash: take it off, rinse, put nothing more on, and seek advice."
EMERGENCY = "Trouble breathing, swelling of the face or throat, or a change of vision: call the emergency services now."

_LABEL = "The product's label comes before this."
_AT_THE_BEGINNING = {
    "mask": "A home mask tightens for a while and does not replace a procedure. Pregnant, nursing, under 18, keloids, "
    f"an immune or clotting problem: ask a doctor first. {_LABEL}",
    "treatment": f"If it stings or reddens: routine irritated. After that, no build-up continues by itself. {_LABEL}",
    "supplement": "Supplements are not meant to diagnose, treat, cure or prevent any disease: tell your doctor and the "
    f"lab what you take. {_LABEL}",
    "visit": "What your clinic says comes before anything here.",
}


def at_the_beginning(presets: Iterable[Preset]) -> list[str]:
    """What is said when these begin: one line for each kind, with where to read the rest."""
    first = {preset.kind: preset.id for preset in reversed(list(presets))}
    return [
        f"{words} Read more: routine preset show {first[kind]}"
        for kind, words in _AT_THE_BEGINNING.items()
        if kind in first
    ]
