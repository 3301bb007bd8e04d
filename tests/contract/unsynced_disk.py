"""A disk that loses what was not synced: what a power cut leaves of a folder at worst."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

#: The calls by which files get content and names.
_CALLS = ("open", "replace", "rename", "link", "unlink", "chmod", "mkdir")


class Disk:
    """Remembers each file's content and each directory's names as they were last synced; `synced` says which, in order.

    What is there at the beginning counts as synced.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder.resolve()
        self._contents: dict[int, bytes] = {}
        self._names: dict[Path, dict[str, int | None]] = {}
        self._held: list[int] = []  # so that no number of a file is given to another
        self.synced: list[str] = []
        #: With `watch`: what a power cut would leave after each call, by the file's path.
        self.cuts: list[dict[str, bytes]] = []
        self._monkeypatch = monkeypatch
        for here, _, names in os.walk(self._folder):
            self._note_names(Path(here))
            for path in (Path(here, name) for name in names):
                self._contents[path.stat().st_ino] = path.read_bytes()
        monkeypatch.setattr(os, "fsync", self._sync)

    def _sync(self, opened: int) -> None:
        found, path = os.fstat(opened), Path(f"/proc/self/fd/{opened}")
        if stat.S_ISDIR(found.st_mode):
            self._note_names(path.readlink())
            self.synced.append("directory")
        else:
            self._contents[found.st_ino] = path.read_bytes()
            self._held.append(os.dup(opened))
            self.synced.append("file")

    def _note_names(self, folder: Path) -> None:
        with os.scandir(folder) as entries:
            self._names[folder] = {one.name: None if one.is_dir() else one.inode() for one in entries}

    def watch(self) -> None:
        """From now on note in `cuts` what a power cut would leave after each call.

        Twice: with the names as they were last synced, and as they are, which a system may sync of itself at any time.
        """
        for name in _CALLS:
            self._monkeypatch.setattr(os, name, self._noting(getattr(os, name)))
        self._monkeypatch.setattr(os, "fsync", self._noting(self._sync))

    def _noting(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*args: Any, **given: Any) -> Any:
            found = call(*args, **given)
            self.cuts += [self._left(self._folder), self._left_with_the_names_of_now()]
            return found

        return noted

    def _left(self, folder: Path) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for name, file in self._names.get(folder, {}).items():
            path = folder / name
            if file is None:
                found |= self._left(path)
            else:
                found[str(path.relative_to(self._folder))] = self._contents.get(file, b"")
        return found

    def _left_with_the_names_of_now(self) -> dict[str, bytes]:
        files = (Path(here, name) for here, _, names in os.walk(self._folder) for name in names)
        return {str(one.relative_to(self._folder)): self._contents.get(one.stat().st_ino, b"") for one in files}

    def cut_power(self) -> None:
        """Leave in the folder what was synced of it, and nothing else."""
        for path in self._folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self._restore(self._folder)
        while self._held:
            os.close(self._held.pop())

    def _restore(self, folder: Path) -> None:
        for name, file in self._names.get(folder, {}).items():
            path = folder / name
            if file is None:
                path.mkdir()
                self._restore(path)
            else:
                path.write_bytes(self._contents.get(file, b""))
