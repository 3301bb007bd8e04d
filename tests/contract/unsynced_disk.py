"""A disk that loses what was not synced: what a power cut leaves of a folder at worst."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest


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
