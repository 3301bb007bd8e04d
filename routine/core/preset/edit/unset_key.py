"""`preset unset`: takes one change back, and brings back what had made way for it."""

from __future__ import annotations

from routine.core.errors import NothingToDoError
from routine.core.preset.edit.change import Change, Editable, TakeOut
from routine.core.preset.edit.key_path import holds_key, in_schedule, parse_key
from routine.core.preset.edit.schedule import brought_back
from routine.core.preset.resolve import dotted


def unset_key(preset: Editable, key_path: str) -> Change:
    """Without this key in the user's file; raises UsageError, and NothingToDoError where the file does not have it."""
    key = parse_key(key_path)
    if not holds_key(preset.mine_raw, key):
        raise NothingToDoError(
            f"You have not changed “{dotted(key)}” of {preset.id}.",
            f"See your changes: routine preset diff {preset.id}",
        )
    if not (preset.overlay and in_schedule(key)):
        return Change((TakeOut(key),))
    shipped = preset.base_raw.get("schedule") or {}
    return Change((TakeOut(key), *brought_back(key[1], shipped, preset.mine_raw["schedule"])))


def says_nothing(overlay_text: str) -> bool:
    """Whether an overlay only says whom it extends, so that its file can go; a comment is worth keeping."""
    lines = (line.strip() for line in overlay_text.splitlines())
    return not any(
        line and (line.partition("=")[0].strip() not in ("format", "extends") or "#" in line) for line in lines
    )


def as_shipped_again(preset_id: str) -> str:
    """What is told when the last change went, and the file with it."""
    return f"{preset_id} is the original again."
