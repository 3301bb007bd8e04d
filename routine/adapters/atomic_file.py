"""Writing a file so that at any instant, killed or cut off, what is on disk is one whole version of it."""
# A state is written at every answer, and paths put together by pathlib were the half of what that costs:
# ruff: noqa: PTH101, PTH105, PTH108, PTH116, PTH118, PTH120, PTH121

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE, S_ISLNK

_LEFTOVER = ".writing"


def as_text(content: bytes) -> str:
    """What a file says, without losing what is not UTF-8 or how its lines end: `as_bytes` gives the same back."""
    return content.decode("utf-8", "surrogateescape")


def as_bytes(text: str) -> bytes:
    """The content that `as_text` was made of."""
    return text.encode("utf-8", "surrogateescape")


def write_atomically(path: Path, data: bytes, keep: str | None = None, *, settled: bool = True) -> None:
    """Replace the file with `data`, durably: written beside it, synced, renamed over it, the directory synced.

    `keep`: the name, in the same directory, under which the version before remains. A link is followed; permissions
    stay as they were, and a new file is its owner's alone (0600). Raises OSError, and the file is as it was before; or,
    where the directory cannot be synced, the new one is there, and a power cut may undo the renaming. So it may where
    it is not `settled`: the directory is left for `settle` then.
    """
    place, mode = _found(path)
    folder, name = os.path.split(place)
    beside = _beside(folder, name)
    try:
        _write_synced(beside, data, 0o600 if mode is None else mode)
        # Not before the new one is whole on disk: at no instant is there none that can be read.
        if keep is not None and mode is not None:
            _keep(place, folder, keep)
        os.replace(beside, place)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        if keep is not None:
            detach(place, keep)
        raise
    if settled:
        _sync_directory(folder)


def detach(path: str | Path, keep: str) -> None:
    """Give the version that is kept a file of its own, where a write that failed or was killed left one file two names.

    Whatever then writes into that file, as an editor does, would spoil both. Where the disk refuses, they stay one.
    """
    place, mode = _found(Path(path))
    folder = os.path.dirname(place)
    kept, copy = os.path.join(folder, keep), _beside(folder, keep)
    with suppress(OSError):
        if mode is not None and os.path.samefile(place, kept):
            _write_synced(copy, Path(place).read_bytes(), mode)
            os.replace(copy, kept)
    with suppress(OSError):  # the name that a write which failed may have left
        os.unlink(copy)


def settle(path: Path) -> None:
    """Make the last `write_atomically` of this file durable, too, where it left the directory; raises OSError."""
    _sync_directory(os.path.dirname(_found(path)[0]))


def make_directory(folder: Path) -> None:
    """Make a directory, and those above it, where missing: durably, its owner's alone (0700). Raises OSError."""
    if not folder.is_dir():
        make_directory(folder.parent)
        folder.mkdir(0o700, exist_ok=True)
        try:
            _sync_directory(folder.parent)
        except OSError:
            with suppress(OSError):  # for whoever tries again: one that is there is taken for durable
                folder.rmdir()
            raise


def _found(path: Path) -> tuple[str, int | None]:
    """Where a file's content is (of a link, where it leads to), and its permissions; None where there is no file.

    Links above it lead there by themselves.
    """
    place = os.fspath(path)
    try:
        found = os.lstat(place)
        if S_ISLNK(found.st_mode):
            place = os.path.realpath(place)
            found = os.stat(place)
    except OSError:
        return place, None
    return place, S_IMODE(found.st_mode) & 0o777


def _beside(folder: str, name: str) -> str:
    return os.path.join(folder, f".{name}.{os.getpid()}{_LEFTOVER}")


def _sync_directory(folder: str | Path) -> None:
    """Make the names in a directory durable; where directories cannot be opened (Windows) they need not be."""
    try:
        opened = os.open(folder or os.curdir, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def set_aside(path: Path, why: str) -> Path:
    """Rename a file to the first free `NAME.WHY-N`, and say where it is now; raises OSError.

    Of a link, what it leads to is copied there and stays as it is: the link alone would be no copy. One that leads to
    what is no file is renamed itself: a device has no end, and of nothing there is no copy.
    """
    n = 1
    while os.path.lexists(aside := path.with_name(f"{path.name}.{why}-{n}")):
        n += 1
    if not path.is_symlink() or not path.is_file():
        path.rename(aside)
        return aside
    write_atomically(aside, path.read_bytes())
    path.unlink()
    return aside


def remove_leftovers(folder: Path) -> None:
    """Remove what writers left that were killed. Only for the one process that may write in this directory."""
    for path in folder.glob(f".*{_LEFTOVER}"):
        with suppress(OSError):
            path.unlink()


def _write_synced(path: str, data: bytes, mode: int) -> None:
    # A file of its own: what a failed write left here may be another name of the very file that is to be replaced.
    with suppress(FileNotFoundError):
        os.unlink(path)
    # Its owner's alone from the first byte on; what it may be besides, it may be once it is whole.
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(path, mode)


def _keep(path: str, folder: str, keep: str) -> None:
    """Give the present version a second name; where it cannot have two, a copy of it has that one."""
    link, kept = _beside(folder, keep), os.path.join(folder, keep)
    try:
        with suppress(FileNotFoundError):
            os.unlink(link)
        os.link(path, link)
    except FileNotFoundError:
        return  # it went meanwhile: there is none to keep
    except (OSError, NotImplementedError):
        _write_synced(link, Path(path).read_bytes(), 0o600)
    os.replace(link, kept)
    with suppress(FileNotFoundError):
        os.unlink(link)  # a rename over another name of the same file does nothing
