"""Reads one preset file: no longer than it may be, and from nowhere but the user's own folders."""

from __future__ import annotations

import os
import stat
from functools import partial
from pathlib import Path

from routine.adapters.parsed_toml import tables_of
from routine.core.preset.model import Fault
from routine.core.preset.toml_text import LARGEST, Tables, read_tables

SUFFIX = ".toml"
#: What tells a version of a file from another; None where there is no file.
Stamp = tuple[int, int, int, int] | None


def read_preset(path: Path, folder: Path, *, ours: bool = False) -> Tables:
    """The tables of a file in the directory, or of the user's own preset that a link there leads to; else a fault.

    `ours`: it came with Routine.
    """
    try:
        if not path.resolve().is_relative_to(folder.resolve()) and not _is_own_preset(path.resolve()):
            return refused("This link leads out of your own files.", "Copy the file itself here.")
        if not stat.S_ISREG(path.stat().st_mode):
            return refused("This is not a file.")
        with path.open("rb") as file:
            return read_tables(file.read(LARGEST + 1), partial(tables_of, path) if ours else None)
    except OSError as error:
        return unreadable(error)


def is_name(name: str) -> bool:
    """Whether a preset's file may be called so: a name never leads out of its folder."""
    return not ("/" in name or "\\" in name or "\0" in name or len(name) > 200)


def stamp(path: Path) -> Stamp:
    """The version of a file that is there now; a link that leads nowhere has its own."""
    for follow in (True, False):
        try:
            found = path.stat(follow_symlinks=follow)
        except OSError:
            continue
        return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
    return None


def refused(message: str, hint: str | None = None) -> Tables:
    """What stands for a file that is not read: the reason."""
    return Tables(None, {}, (Fault((), message, hint),))


def unreadable(error: OSError) -> Tables:
    """What stands for a file that cannot be read, or looked at."""
    return refused(f"The file cannot be read: {error.strerror or error}.", "Check its permissions.")


def _is_own_preset(target: Path) -> bool:
    """Whether a link leads to a preset among the user's own files, where a dotfile manager keeps it."""
    try:
        mine = not hasattr(os, "getuid") or target.stat().st_uid == os.getuid()
        return mine and target.suffix == SUFFIX and target.is_relative_to(Path.home().resolve())
    except (OSError, RuntimeError):
        return False
