"""The reply about the presets there are."""

from __future__ import annotations

from msgspec import Struct


class PresetRow(Struct, frozen=True, kw_only=True):
    """One preset; one whose file has mistakes has neither kind nor times."""

    id: str
    title: str
    kind: str
    when: str
    enabled: bool
    source: str
    errors: int


class PresetListReply(Struct, frozen=True, kw_only=True):
    """Every preset there is."""

    presets: tuple[PresetRow, ...]
