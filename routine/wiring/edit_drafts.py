"""Texts in an editor: each lies in the data folder until it is in force, so that whatever happens, it is not lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from routine.adapters.atomic_file import as_bytes, as_text, make_directory, write_atomically
from routine.adapters.disk_trouble import reason, remedy
from routine.adapters.lock_file import DirectoryLock, is_held
from routine.core.errors import BusyError, FileProblemError

_BEFORE = "before"


class Draft:
    """One text that is edited. Its own command holds it; one that nobody holds was left behind."""

    def __init__(self, folder: Path, preset_id: str) -> None:
        self._folder, self._lock = folder, DirectoryLock(folder)
        self.path = folder / f"{preset_id}.toml"
        """The file for the editor."""

    @cached_property
    def before(self) -> str:
        """What the preset's file said when this edit began; read before an editor can take the folder away."""
        return as_text((self._folder / _BEFORE).read_bytes())

    @property
    def begun(self) -> bool:
        """Whether it was there for an editor: whoever made it may have been killed before."""
        return (self._folder / _BEFORE).is_file()

    def text(self) -> str | None:
        """What the editor saved last; None where it left no file."""
        return as_text(self.path.read_bytes()) if self.path.is_file() else None

    def hold(self) -> None:
        """Keep other commands from taking it up; raises BusyError where one has."""
        self._lock.acquire("command")

    def leave(self) -> None:
        """Let the next edit of the preset take it up, if something is saved until then."""
        self._lock.release()

    def drop(self) -> None:
        """It is in force, or kept elsewhere."""
        self._lock.release()
        shutil.rmtree(self._folder, ignore_errors=True)


def open_draft(data_dir: Path, preset_id: str, text: str) -> Draft:
    """The text that an earlier edit of this preset left behind, or else a new draft of `text`. It is held.

    Raises FileProblemError where nothing can be written.
    """
    folder = data_dir / "edits"
    try:
        return next(_left_behind(folder, preset_id), None) or _new(folder, preset_id, text)
    except OSError as error:
        raise FileProblemError(
            f"{folder} cannot be used: {reason(error)}.", remedy(error, "Check its permissions.")
        ) from error


def _left_behind(folder: Path, preset_id: str) -> Iterator[Draft]:
    for place in sorted(folder.glob("*-*")):
        with suppress(OSError, BusyError):
            if is_held(place):
                continue
            draft = Draft(place, place.name.rpartition("-")[0])
            draft.hold()
            # Nothing was written in it, or it never came to an editor: nobody misses it.
            if not draft.begun or draft.text() in (None, draft.before):
                draft.drop()
            elif draft.path.stem == preset_id:
                yield draft
            else:
                draft.leave()


def _new(folder: Path, preset_id: str, text: str) -> Draft:
    make_directory(folder)
    n = 1
    while True:
        place = folder / f"{preset_id}-{n}"
        with suppress(FileExistsError):
            place.mkdir(0o700)
            break
        n += 1
    draft = Draft(place, preset_id)
    try:
        draft.hold()
        # Each whole or not at all, and what tells that there is a draft last: half a text would be taken for an edit.
        for path in (draft.path, place / _BEFORE):
            write_atomically(path, as_bytes(text))
        _ = draft.before
    except BaseException:
        draft.drop()
        raise
    return draft
