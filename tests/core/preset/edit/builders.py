"""A preset before a change, from its texts."""

from __future__ import annotations

from routine.core.preset.edit.change import Editable
from routine.core.preset.resolve import PresetText, resolve
from routine.core.preset.toml_text import read_tables


def editable(shipped: str, mine: str | None = None) -> Editable:
    """The preset `mask` as shipped, with a file of the user's over it or without."""
    base = PresetText("shipped/mask.toml", read_tables(shipped.encode()))
    own = None if mine is None else PresetText("mine/mask.toml", read_tables(mine.encode()))
    return Editable("mask", own, base, resolve("mask", own, base, lambda _: base))
