"""Other users: what they may reach, and being one of them for a while."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def let_others_in(folder: Path) -> None:
    """Open the way to a test's folder, which pytest keeps from other users."""
    for parent in (folder, *folder.parents):
        if parent == Path(tempfile.gettempdir()):
            return
        parent.chmod(0o755)


@contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """Be a user without rights meanwhile, where this is root, whom no file keeps out."""
    let_others_in(folder)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def give_to_nobody(path: Path) -> None:
    """Make it that user's, whose rights to it can be taken away."""
    if os.geteuid() == 0:
        os.chown(path, 65534, 65534)
