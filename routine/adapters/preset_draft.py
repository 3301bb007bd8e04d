"""The user's own preset file as a text to edit by hand: how it begins, and how it is put in force or kept aside."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from routine.adapters.atomic_file import write_atomically
from routine.core.errors import FileProblemError
from routine.core.preset.resolve import FileError, PresetText, Resolved

_OVERLAY = """\
# Your changes to {id}. Only what differs belongs here; everything else stays as shipped.
# A [schedule] here replaces the shipped one whole. Examples:
#
#   [schedule]
#   at = ["21:00"]
#   on = ["sun"]
#
#   [steps.NAME]
#   timer = "9m"
#
# The shipped file is below, as comments. What each key means: docs/presets.md
format = 1
extends = "{id}"

"""


class Files(Protocol):
    """What is known of preset files."""

    def mine(self, preset_id: str) -> PresetText | None: ...
    def shipped(self, preset_id: str) -> PresetText | None: ...
    def judge(self, preset_id: str, data: bytes | None = None) -> Resolved: ...
    def path(self, preset_id: str) -> Path: ...


class PresetDraft:
    """Texts of user files. Each method may raise FileProblemError."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def begin(self, preset_id: str) -> str:
        """The user's file as it is; for a shipped preset without one, an empty overlay with the shipped text below."""
        mine = self._files.mine(preset_id)
        if mine is not None:
            return _read(Path(mine.file))
        shipped = self._files.shipped(preset_id)
        below = _read(Path(shipped.file)) if shipped is not None else ""
        return _OVERLAY.format(id=preset_id) + "".join(f"# {line}".rstrip() + "\n" for line in below.splitlines())

    def mistakes(self, preset_id: str, text: str) -> tuple[FileError, ...]:
        """Everything that would be wrong if this text were the user's file."""
        found = self._files.judge(preset_id, text.encode())
        return (*found.errors, *found.dropped)

    def put(self, preset_id: str, text: str) -> Path:
        """Make the text the user's file."""
        return _write(self._files.path(preset_id), text)

    def keep(self, preset_id: str, text: str) -> Path:
        """Keep a text that was not put in force beside the user's file, as `ID.toml.rejected`."""
        return _write(self._files.path(preset_id).with_suffix(".toml.rejected"), text)


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        raise FileProblemError(
            f"{path} cannot be read: {error.strerror or error}", "look at its permissions"
        ) from error


def _write(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode())
    except OSError as error:
        raise FileProblemError(
            f"{path} cannot be written: {error.strerror or error}", "look at its permissions"
        ) from error
    return path
