"""Writes the user's file of one preset, once the preset as a whole holds with what is to be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from routine.adapters.atomic_file import as_bytes, make_directory, write_atomically
from routine.adapters.disk_trouble import reason, remedy
from routine.core.config.rules import Limit
from routine.core.errors import FileProblemError, NotFoundError
from routine.core.preset.edit.judge import judge
from routine.core.preset.read.nearest_word import nearest
from routine.core.preset.resolve import FileError, PresetText, Resolved
from routine.core.safety.upper_limits import doubtful_substances


class Files(Protocol):
    """What is known of preset files."""

    def mine(self, preset_id: str) -> PresetText | None: ...
    def shipped(self, preset_id: str) -> PresetText | None: ...
    def base(self, preset_id: str) -> PresetText | None: ...
    def judge(self, preset_id: str, data: bytes | None = None) -> Resolved: ...
    def path(self, preset_id: str) -> Path: ...
    def names(self) -> list[str]: ...


class Written(Struct, frozen=True):
    """A file was written, or removed; `notes` are worth telling."""

    path: Path
    notes: tuple[str, ...] = ()


def write_preset(
    files: Files,
    limits: Callable[[], Mapping[str, Limit]],
    before: Resolved,
    text: str,
    notes: tuple[str, ...] = (),
    forgiven: tuple[FileError, ...] = (),
) -> Written:
    """Make the text the user's file, if the preset `before` then holds; raises PresetError, FileProblemError.

    `limits`: the upper limits that there are, by name; `forgiven`: mistakes that were there before.
    """
    after = files.judge(before.id, text.encode())
    doubts = judge(before, after, forgiven)
    path = put_text(files.path(before.id), text)
    doses = doubtful_substances(after.preset, limits()) if after.preset and after.preset.dose else ()
    return Written(path, (*notes, *doubts, *doses))


def check_known(files: Files, preset_id: str) -> None:
    """Raises NotFoundError, which names the nearest, where there is no such preset."""
    if files.mine(preset_id) is None and files.shipped(preset_id) is None:
        raise NotFoundError(
            f"There is no preset “{preset_id}”.", nearest(preset_id, files.names(), see="routine preset list")
        )


def content(text: PresetText, errors: str = "strict") -> str:
    """A preset's file as text; raises FileProblemError. `errors`: as for decoding."""
    path = Path(text.file)
    try:
        return path.read_bytes().decode("utf-8-sig", errors)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FileProblemError(f"{path} cannot be read: {reason}.", "Check its permissions.") from error


def put_text(path: Path, text: str) -> Path:
    """Write the file, and its folder with it; raises FileProblemError."""
    try:
        make_directory(path.parent)
        write_atomically(path, as_bytes(text))
    except OSError as error:
        raise unwritable(path, error) from error
    return path


def unwritable(path: Path, error: OSError) -> FileProblemError:
    """Why the file cannot be written, and what to do."""
    return FileProblemError(f"{path} cannot be written: {reason(error)}.", remedy(error, "Check its permissions."))
