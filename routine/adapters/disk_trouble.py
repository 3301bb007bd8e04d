"""What a full or a read-only disk is called, and what to do about it: it is no matter of whose the folder is."""

from __future__ import annotations

import errno
import os

from routine.core.errors import DiskTrouble

_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})

#: A folder where a file should be, or a file where a folder should be.
_OTHER_KIND = frozenset({errno.ENOTDIR, errno.EISDIR, errno.EEXIST})


def kind(error: OSError) -> DiskTrouble:
    """Which of the kinds that a person can do something about."""
    if error.errno in _FULL:
        return "full"
    if error.errno == errno.EROFS:
        return "read-only"
    return "forbidden" if error.errno in (errno.EACCES, errno.EPERM) else "other"


def reason(error: OSError) -> str:
    """Why it failed, for the end of a sentence."""
    return {"full": "the disk is full", "read-only": "the disk is read-only"}.get(kind(error)) or (
        error.strerror or str(error)
    )


def remedy(error: OSError, otherwise: str) -> str:
    """What to do about it; `otherwise`: where the disk is neither full nor read-only."""
    if kind(error) == "full":
        return "Free some disk space, then try again."
    if kind(error) == "read-only":
        return "Make the disk writable, or set ROUTINE_HOME to a folder on another one."
    in_the_way = _in_the_way(error)
    if in_the_way:
        import shlex

        place = shlex.quote(in_the_way)
        if not os.path.exists(in_the_way):  # noqa: PTH110 - a path as the error has it
            return f"The link {place} leads to nothing. Put back what it leads to, or remove it: rm {place}"
        return f"Something else has that name. Move it away: mv {place} {place}.old"
    return otherwise


def _in_the_way(error: OSError) -> str | None:
    """The folder that is where a file should be, or the file where a folder should be, as far as it can be told."""
    if error.errno not in _OTHER_KIND or not isinstance(error.filename, str):
        return None
    from pathlib import Path  # here: where nothing is in the way nobody needs it

    place = Path(error.filename).absolute()
    while not os.path.lexists(place):
        place = place.parent
    dead = place.is_symlink() and not place.exists()
    wrong = place.is_dir() if error.errno == errno.EISDIR else dead or place.is_file()
    return str(place) if wrong else None


def why_not_writable(folder: str) -> OSError | None:
    """Why nothing can be made in a folder, as far as that can be told without trying; None: it can."""
    if os.access(folder, os.W_OK | os.X_OK):
        return None
    if hasattr(os, "statvfs") and os.statvfs(folder).f_flag & os.ST_RDONLY:
        return OSError(errno.EROFS, os.strerror(errno.EROFS))
    return OSError(errno.EACCES, os.strerror(errno.EACCES))
