"""A folder for sockets: their path has 107 bytes at most, and that of a test's own folder is longer at times."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def new_socket_folder() -> Path:
    """A new folder, which whoever asks for it removes."""
    return Path(tempfile.mkdtemp(prefix="routine-", dir="/tmp"))


@contextmanager
def socket_folder() -> Iterator[Path]:
    """A new folder, which is gone afterwards."""
    folder = new_socket_folder()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
