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


class ShelfRow(PresetRow, frozen=True, kw_only=True):
    """One preset as a shelf shows it: what it is for and, where it is enabled, how it stands with it.

    `waiting`: a time of it waits for an answer. `next_when`: its next time, for people. `held`: why it is on hold;
    `paused`: until when, in words; `ended`: its course is over.
    """

    summary: str
    waiting: bool
    next_when: str | None
    held: str | None
    paused: str | None
    ended: bool


class ShelfReply(Struct, frozen=True, kw_only=True):
    """Every preset there is, or those in which the words were found."""

    presets: tuple[ShelfRow, ...]
