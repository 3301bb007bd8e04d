"""Why a preset cannot be deleted or renamed, with what to do instead."""

from __future__ import annotations

from routine.core.errors import PresetError
from routine.core.text.counts import and_list


def not_own(preset_id: str, what: str, *, changed: bool) -> PresetError:
    """It came with Routine. `what`: “deleted” or “renamed”; `changed`: whether the user has changes over it."""
    if what == "renamed":
        hint = f"For one of your own that begins the same: routine preset copy {preset_id} NAME"
    elif changed:
        hint = (
            f"To undo your changes: routine preset reset {preset_id}\n"
            f"To end its reminders: routine preset disable {preset_id}"
        )
    else:
        hint = f"To end its reminders: routine preset disable {preset_id}"
    return PresetError(f"{preset_id} came with Routine, so it cannot be {what}.", hint)


def needed_by(preset_id: str, what: str, others: list[str]) -> PresetError:
    """Other presets change it, or come so long after it."""
    message = f"{preset_id} cannot be {what}, because {and_list(others)} cannot do without it."
    return PresetError(message, f"Change that first: routine preset edit {others[0]}")
