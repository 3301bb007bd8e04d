"""What `preset list` answers: every preset there is, whether it is enabled, and how it stands with it."""

from __future__ import annotations

from msgspec.structs import asdict

from routine.core.config.setup import Setup
from routine.core.preset.find import find_presets
from routine.core.reminders.lines.paused import paused_at_present
from routine.core.requests.replies.presets import PresetListReply, PresetRow, ShelfReply, ShelfRow
from routine.core.schedule.words import schedule_words
from routine.core.snapshot import Snapshot
from routine.core.text.safe import one_line


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


def shelf_view(draft: Snapshot, find: str | None) -> ShelfReply:
    """Every preset there is with what it is for, or those that have these words in them, the best first."""
    rows = {row.id: row for row in preset_list_view(draft).presets}
    ids = find_presets(draft.setup.presets.values(), find) if find is not None else list(rows)
    return ShelfReply(presets=tuple(_shelf_row(draft, rows[id]) for id in ids if id in rows))


def _shelf_row(draft: Snapshot, row: PresetRow) -> ShelfRow:
    preset = draft.setup.presets.get(row.id)
    routine = draft.routine(row.id) if row.enabled else None
    upcoming = draft.upcoming(row.id) if routine else None
    return ShelfRow(
        **asdict(row),
        summary=one_line(preset.summary) if preset else "",
        waiting=bool(routine and routine.raised),
        next_when=draft.when(row.id, upcoming.instant) if upcoming else None,
        held=routine.held.why if routine and routine.held else None,
        paused=paused_at_present(draft, row.id) if routine else None,
        ended=bool(routine and routine.course.ended),
    )
