"""The technical log: a file for the daemon, and for a command that finds what people need not read. Cheap to import."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from routine.daemon.log_file import DAEMON_BYTES, BoundedFile


def start_log(path: str, *, foreground: bool = False) -> None:
    """Log to a file that does not grow without bound, or to the terminal."""
    handler: logging.Handler
    if foreground:
        handler = logging.StreamHandler()
    else:
        with suppress(OSError):
            os.chmod(path, 0o600)  # noqa: PTH101 - paths are plain strings
        handler = BoundedFile(path, DAEMON_BYTES)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.raiseExceptions = False  # a full disk must not fill stderr as well


@contextmanager
def complaints_in(path: str) -> Iterator[None]:
    """What programs that are started meanwhile write to stderr goes to the log: nobody at a terminal can use it."""
    kept = os.dup(2)
    try:
        log = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    except OSError:
        log = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(log, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(log)
        os.close(kept)
