"""Whether the user's files changed since they were read: a look at their names, times and sizes, not into them."""

from __future__ import annotations

import os
from collections.abc import Iterable

Stamp = tuple[tuple[object, ...], ...]


def stamp(*folders: str) -> Stamp:
    """Equal as long as nobody touched a TOML file in these folders: settings, profile, the user's presets."""
    return tuple(sorted(_seen(path) for folder in folders for path in _files(folder)))


def _files(folder: str) -> Iterable[str]:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - looked at by every command, so without pathlib
    except OSError:
        return ()
    return (os.path.join(folder, name) for name in names if name.endswith(".toml"))  # noqa: PTH118 - as above


def _seen(path: str) -> tuple[object, ...]:
    try:
        found = os.stat(path)  # noqa: PTH116 - as above
    except OSError:
        return (path,)
    return path, found.st_ino, found.st_mtime_ns, found.st_size, found.st_mode
