"""The daemon's log file, which never grows without bound. logging.handlers could do it, at ten times the memory."""

from __future__ import annotations

import logging
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

#: A file that has as many bytes is full: of the daemon, and of the page.
DAEMON_BYTES, PAGE_BYTES = 1024 * 1024, 256 * 1024


class BoundedFile(logging.FileHandler):
    """Appends to a file; one that is full becomes `NAME.1`, the one before that `NAME.2`, which is the last kept."""

    def __init__(self, path: str, most_bytes: int) -> None:
        super().__init__(path, encoding="utf-8", errors="backslashreplace", delay=True)
        self._most_bytes = most_bytes

    def _open(self) -> TextIOWrapper:
        """Open the file, unless it is none: opening a pipe that nobody reads would never end. Raises OSError."""
        path = Path(self.baseFilename)
        if path.exists() and not path.is_file():
            raise OSError(f"{path} is not a file")
        return super()._open()

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line; called with the handler's lock held."""
        with suppress(OSError):  # what cannot be renamed goes on growing: better than to log nothing
            self._make_room()
        try:
            super().emit(record)
        except OSError:  # opening it: whoever logs must not fail because its folder is gone, or the disk is full
            self.handleError(record)

    def _make_room(self) -> None:
        path = Path(self.baseFilename)
        if not path.exists() or path.stat().st_size < self._most_bytes:
            return
        if self.stream:
            self.stream.close()
            self.stream = None  # FileHandler's own sign that none is open yet
        first, second = (path.with_name(f"{path.name}.{n}") for n in (1, 2))
        if first.exists():
            first.replace(second)
        path.replace(first)
