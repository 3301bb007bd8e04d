"""What `preset list` answers: every preset there is, and whether it is enabled."""

from __future__ import annotations

from routine.core.config.setup import Setup
from routine.core.requests.replies.presets import PresetListReply, PresetRow
from routine.core.schedule.words import schedule_words
from routine.core.snapshot import Snapshot


def preset_list_view(draft: Snapshot) -> PresetListReply:
    """Every preset there is, also those whose file has mistakes, with whether it is enabled."""
    setup, enabled = draft.setup, set(draft.enabled())
    ids = sorted({*setup.sources, *setup.presets})
    return PresetListReply(presets=tuple(_preset_row(setup, id, enabled=id in enabled) for id in ids))


def _preset_row(setup: Setup, id: str, *, enabled: bool) -> PresetRow:
    preset = setup.presets.get(id)
    return PresetRow(
        id=id,
        title=preset.title if preset else id,
        kind=preset.kind if preset else "",
        when=schedule_words(preset.schedule) if preset else "",
        enabled=enabled,
        source=setup.sources.get(id, "own"),
        errors=setup.faults.get(id, 0),
    )
