"""Reading what is to be a file: where a pipe or a device has its name, reading would wait, or go on, for ever."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

LEADS_NOWHERE = "This link leads to a file or folder that does not exist."


class NotAFileError(OSError):
    """A folder, a pipe, a socket or a device has the name."""


def read_file(path: Path) -> bytes:
    """What a file holds; raises NotAFileError, and OSError for what cannot be read."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise NotAFileError(errno.EINVAL, "it is not a file", str(path))
    return path.read_bytes()


def dead_link(path: Path) -> Path | None:
    """The link on the way to a path that leads to nothing: what is there is out of reach, and not gone."""
    for place in (path, *path.parents):
        if place.is_symlink() and not place.exists():
            return place
        if place.exists():
            break
    return None
