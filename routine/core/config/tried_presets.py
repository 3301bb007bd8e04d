"""Presets as they would be after edits that nobody made yet: a setup to be looked at, never to be kept."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from routine.core.config.setup import Setup
from routine.core.config.unread_presets import SomePresets
from routine.core.preset.model import Loosening, Preset
from routine.core.preset.resolve import FileError


class EditedPreset(Struct, frozen=True, kw_only=True):
    """One preset after edits; `preset` None: it would be gone. `loosened` as in Setup."""

    id: str
    preset: Preset | None
    source: Literal["shipped", "overlay", "own"]
    loosened: tuple[Loosening, ...] = ()


class Edited(Struct, frozen=True, kw_only=True):
    """What edits made, or would make: the presets that they touched, in order, and what is worth telling."""

    presets: tuple[EditedPreset, ...] = ()
    notes: tuple[str, ...] = ()


class FileText(Struct, frozen=True, kw_only=True):
    """The user's file of a preset. `there`: it exists; otherwise `text` is how one would begin."""

    file: str
    text: str
    version: str
    there: bool
    shipped: bool
    mistakes: tuple[FileError, ...]


def with_edits(setup: Setup, edited: Edited) -> Setup:
    """The setup as it would be."""
    if not edited.presets:
        return setup
    made = {one.id: one.preset for one in edited.presets if one.preset}
    gone = {one.id for one in edited.presets if one.preset is None}
    known = setup.presets if isinstance(setup.presets, SomePresets) else SomePresets(setup.presets, ())
    changed = known.replaced(made, gone)
    ids = {one.id for one in edited.presets}
    loosened = {id: found for id, found in setup.loosened.items() if id not in ids}
    return replace(
        setup,
        presets=changed,
        sources={**setup.sources, **{one.id: one.source for one in edited.presets if one.preset}},
        loosened={**loosened, **{one.id: one.loosened for one in edited.presets if one.loosened}},
    )
