"""A disk that dies between any two writes and inside one, and forgets, out of order, what was never synced.

The real files of one folder, with the calls that change them held back: what the store believes to be on disk is there,
and beside it is kept what a power cut would leave of it.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

# Paths are plain strings here: a life writes thousands of times, and pathlib would be most of what a write costs.


class CrashError(BaseException):
    """The process dies here: nothing that it would do on its way out happens."""


_CALLS = ("open", "fdopen", "fsync", "chmod", "link", "replace", "rename", "unlink", "mkdir")
_MANY = 200


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0]


class UnsteadyDisk:
    """While it is entered, changes in `folder` go through it. `dice` decides where writes tear and what a cut keeps.

    `full` refuses every byte; `fails_after` counts down to one call that fails; `dies_after` counts down to a crash.
    `fails` is the share of calls that fail; a `poor` disk has such hours again and again.
    """

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.folder, self.dice = folder, dice
        self.full = self.poor = False
        self.fails = 0.0
        self.fails_after: int | None = None
        self.dies_after: int | None = None
        self.calls = 0
        self._home = f"{folder}{os.sep}"
        self._dead = False
        self._plain: dict[str, Callable[..., Any]] = {}
        self._opened: dict[int, str] = {}
        self._paths: dict[int, str | None] = {}  # of whatever was opened, files and folders; None: not ours
        self._files = 0
        self._live: dict[str, int] = {}  # what each name leads to, as the process sees it, and as it is on disk
        self._durable: dict[str, int] = {}
        self._folders = {str(folder)}
        self._content: dict[int, bytes] = {}
        self._synced: dict[int, bytes] = {}
        self._pending: list[tuple[str, dict[str, int | None], str | None]] = []

    def __enter__(self) -> Self:
        for name in _CALLS:
            self._plain[name] = getattr(os, name)
            setattr(os, name, getattr(self, f"_{name}"))
        return self

    def __exit__(self, *_: object) -> None:
        for name, plain in self._plain.items():
            setattr(os, name, plain)

    # --- faults --------------------------------------------------------------------------------------------------

    def point(self) -> None:
        """Something is about to change: here the process may die."""
        self.calls += 1
        if self._dead:
            raise CrashError
        if self.dies_after is not None:
            self.dies_after -= 1
            if self.dies_after < 0:
                self._dead = True
                raise CrashError

    def _change(self) -> None:
        self.point()
        if self.fails and self.dice.random() < self.fails:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        if self.fails_after is not None:
            self.fails_after -= 1
            if self.fails_after < 0:
                self.fails_after = None
                raise OSError(errno.EIO, os.strerror(errno.EIO))

    def is_well(self) -> None:
        """No call fails any more, and there is room."""
        self.full, self.fails, self.fails_after = False, 0.0, None

    def come_back(self, *, power_cut: bool) -> None:
        """The process is gone; with the power, what was not synced is too, as the dice have it."""
        self._dead, self.dies_after = False, None
        self.is_well()
        for opened in [*self._opened]:
            del self._opened[opened]
            os.close(opened)
        if power_cut:
            self._forget()

    def _forget(self) -> None:
        names = dict(self._durable)
        for _, changed, made in self._pending:
            if self.dice.random() < 0.5:
                self._apply(names, changed, made)
        content = {file: self._left_of(file) for file in names.values()}
        for there in self.folder.iterdir():
            shutil.rmtree(there) if there.is_dir() and not there.is_symlink() else self._plain["unlink"](there)
        for folder in sorted(self._folders - {str(self.folder)}):
            self._plain["mkdir"](folder)
        kept = {path: file for path, file in names.items() if _folder_of(path) in self._folders}
        first: dict[int, str] = {}  # names of one file before are names of one file after
        for path, file in kept.items():
            if file in first:
                self._plain["link"](first[file], path)
            else:
                first[file] = path
                Path(path).write_bytes(content[file])
        self._live, self._durable, self._pending = dict(kept), dict(kept), []
        self._content, self._synced = dict(content), dict(content)

    def _left_of(self, file: int) -> bytes:
        """A file's content after a cut: whole where it was synced; else the old one, a part of the new one, or all."""
        new, old = self._content[file], self._synced.get(file)
        if old == new:
            return new
        return self.dice.choice((old or b"", new[: self.dice.randint(0, len(new))], bytes(len(new)), new))

    def _apply(self, names: dict[str, int], changed: dict[str, int | None], made: str | None) -> None:
        if made is not None:
            self._folders.add(made)
        for path, file in changed.items():
            if file is None:
                names.pop(path, None)
            else:
                names[path] = file

    # --- the calls -----------------------------------------------------------------------------------------------

    def _ours(self, path: object) -> str | None:
        plain = path if isinstance(path, str) else os.fspath(path) if isinstance(path, os.PathLike) else ""
        return plain if plain.startswith(self._home) or plain == self._home[:-1] else None

    def _noted(self, changed: dict[str, int | None], folder: str, made: str | None = None) -> None:
        self._apply(self._live, changed, None)
        self._pending.append((folder, changed, made))

    def _open(self, path: Any, flags: int, *rest: Any, **options: Any) -> int:
        ours = self._ours(path)
        held = ours is not None and not ours.endswith("/lock") and flags & os.O_CREAT
        if held:
            self._change()
        opened = int(self._plain["open"](path, flags, *rest, **options))
        self._paths[opened] = ours
        if ours is not None and held:
            if ours not in self._live:
                self._files += 1
                self._noted({ours: self._files}, _folder_of(ours))
            self._content[self._live[ours]] = b""
            self._opened[opened] = ours
        return opened

    def _fdopen(self, opened: int, *rest: Any, **options: Any) -> Any:
        if opened not in self._opened:
            return self._plain["fdopen"](opened, *rest, **options)
        return _Writing(self, opened)

    def write(self, opened: int, data: bytes) -> None:
        """Write, or a part of it."""
        try:
            self._change()
            if self.full:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except (CrashError, OSError):
            self._written(opened, data[: self.dice.randint(0, len(data))])
            raise
        self._written(opened, data)

    def _written(self, opened: int, data: bytes) -> None:
        os.write(opened, data)
        file = self._live[self._opened[opened]]
        self._content[file] = self._content.get(file, b"") + data

    def close(self, opened: int) -> None:
        """Let go of a file."""
        if self._opened.pop(opened, None) is not None:
            os.close(opened)

    def _fsync(self, opened: int) -> None:
        path = self._paths.get(opened)
        if path is None:
            return
        self._change()
        if path in self._live:
            self._synced[self._live[path]] = self._content[self._live[path]]
            return
        for folder, changed, made in self._pending:
            if folder == path:
                self._apply(self._durable, changed, made)
        self._pending = [one for one in self._pending if one[0] != path]
        if len(self._content) > _MANY:
            self._let_go()

    def _let_go(self) -> None:
        """What has no name any more, and cannot get one back, is not kept."""
        named = {*self._live.values(), *self._durable.values()}
        named |= {file for _, changed, _ in self._pending for file in changed.values() if file is not None}
        self._content = {file: content for file, content in self._content.items() if file in named}
        self._synced = {file: content for file, content in self._synced.items() if file in named}

    def _chmod(self, path: Any, *rest: Any, **options: Any) -> None:
        if self._ours(path) is not None:
            self._change()
        self._plain["chmod"](path, *rest, **options)

    def _link(self, source: Any, target: Any, **options: Any) -> None:
        ours = self._ours(target)
        if ours is None:
            self._plain["link"](source, target, **options)
            return
        self._change()
        self._plain["link"](source, target, **options)
        self._noted({ours: self._live[os.fspath(source)]}, _folder_of(ours))

    def _replace(self, source: Any, target: Any, **options: Any) -> None:
        ours = self._ours(target)
        if ours is None:
            self._plain["replace"](source, target, **options)
            return
        self._change()
        self._plain["replace"](source, target, **options)
        file = self._live[os.fspath(source)]
        if self._live.get(ours) == file:
            return  # two names of one file: nothing happens, and both stay
        self._noted({os.fspath(source): None, ours: file}, _folder_of(ours))

    def _rename(self, source: Any, target: Any, **options: Any) -> None:
        self._replace(source, target, **options)

    def _unlink(self, path: Any, **options: Any) -> None:
        ours = self._ours(path)
        if ours is None:
            self._plain["unlink"](path, **options)
            return
        self._change()
        self._plain["unlink"](path, **options)
        self._noted({ours: None}, _folder_of(ours))

    def _mkdir(self, path: Any, *rest: Any, **options: Any) -> None:
        ours = self._ours(path)
        if ours is None:
            self._plain["mkdir"](path, *rest, **options)
            return
        self._change()
        self._plain["mkdir"](path, *rest, **options)
        self._pending.append((_folder_of(ours), {}, ours))

    def spoil(self, name: str, content: bytes) -> None:
        """Something outside writes nonsense into a file, durably."""
        path = f"{self._home}{name}"
        if path in self._live:
            Path(path).write_bytes(content)
            file = self._live[path]
            self._content[file] = self._synced[file] = content


class _Writing:
    """What `os.fdopen` gives for a file on this disk."""

    def __init__(self, disk: UnsteadyDisk, opened: int) -> None:
        self._disk, self._opened = disk, opened

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._disk.close(self._opened)

    def write(self, data: bytes) -> None:
        """Write all of it, or die inside."""
        self._disk.write(self._opened, data)

    def flush(self) -> None:
        """Nothing is held back."""

    def fileno(self) -> int:
        """The file's number."""
        return self._opened
