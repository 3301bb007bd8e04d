"""What `preset-file` answers: the user's file of a preset, and what is wrong in it, line by line."""

from __future__ import annotations

from routine.core.config.tried_presets import FileText
from routine.core.preset.resolve import FileError
from routine.core.requests.replies.edits import FileMistake, PresetFileReply
from routine.core.snapshot import Snapshot
from routine.core.text.safe import one_line


def preset_file_view(draft: Snapshot, id: str, found: FileText) -> PresetFileReply:
    """The file; the title is that of the preset that loaded last, or the id."""
    return PresetFileReply(
        preset=id,
        title=one_line(draft.title(id)),
        file=found.file,
        text=found.text,
        version=found.version,
        there=found.there,
        shipped=found.shipped,
        enabled=id in draft.enabled(),
        mistakes=tuple(map(_mistake, found.mistakes)),
    )


def _mistake(one: FileError) -> FileMistake:
    return FileMistake(line=one.line, key=one.key, message=one.message, hint=one.hint)
