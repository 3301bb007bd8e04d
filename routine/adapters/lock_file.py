"""Who owns the data directory: an operating system's lock, held for life, on the file `lock` in it.

The lock is the truth about "running": after a kill the system lets go of it, and what the file still says means
nothing. Clients and people read what it says (pid, role, phase, address, version, since) without locking.

Not the library `filelock`: it holds no such content, and importing it takes 32 ms, more than half a command, where
json and fcntl take 2. A client may import this module for `read_holder` and `is_held`.
"""
# pathlib is not imported here, for the cost of it:
# ruff: noqa: PTH116, PTH118, PTH120

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from threading import Event
from typing import Literal, NamedTuple
from zlib import crc32

from routine.adapters.disk_trouble import reason, remedy
from routine.core.errors import BusyError, StoreError

LOCK_NAME = "lock"
_RECORD_BYTES = 1024  # shorter ones are padded, so that the file seldom changes its size
_FAR = 1 << 30  # Windows locks bytes against reading too: lock one that no content reaches
_STEP_S = 0.02  # too short to be noticed
_LEAST_TRIES = 5  # another process may hold the lock for an instant only to see whether it is held
_READ_TRIES = 5

Role = Literal["daemon", "command", "page"]
Folder = str | os.PathLike[str]


class Holder(NamedTuple):
    """What the owner says about itself. `address` is where its socket is ("" before there is one); `since` is UTC."""

    pid: int
    role: str
    phase: str
    address: str
    version: str
    since: str


class DirectoryLock:
    """The right to write in a data directory; one object is one owner."""

    def __init__(self, data_dir: Folder) -> None:
        """`data_dir` must be there by the time of `acquire`."""
        self._path = _lock_path(data_dir)
        self._file: int | None = None
        self._holder = Holder(os.getpid(), "command", "working", "", "", "")

    @property
    def held(self) -> bool:
        """Whether this object owns the directory now."""
        return self._file is not None

    @property
    def lost(self) -> bool:
        """Whether the file that is locked is no longer the one in the directory: removed, or of another's making.

        Then another process may own what lies at this path now. What cannot be looked at is not lost.
        """
        if self._file is None:
            return False
        try:
            return not os.path.samestat(os.fstat(self._file), os.stat(self._path))
        except (FileNotFoundError, NotADirectoryError):
            return True
        except OSError:
            return False

    def acquire(self, role: Role, wait_s: float = 0.0) -> None:
        """Own the directory until `release`, or the end of the process.

        Raises BusyError that names the owner when it is still owned after `wait_s` seconds, and StoreError when the
        directory or its lock file cannot be used.
        """
        if self._file is not None:
            raise BusyError(f"This process already owns {self.folder}.")
        for attempt in range(_LEAST_TRIES + round(wait_s / _STEP_S)):
            if attempt:
                Event().wait(_STEP_S)
            self._file = self._try()
            if self._file is not None:
                break
        else:
            raise _busy(self.folder, read_holder(self.folder))
        since = datetime.fromtimestamp(os.fstat(self._file).st_mtime, UTC)  # the file system's own note of our write
        phase = "starting" if role == "daemon" else "working"
        self._write(Holder(os.getpid(), role, phase, "", "", f"{since:%Y-%m-%dT%H:%M:%SZ}"))

    def describe(self, *, phase: str | None = None, address: str | None = None, version: str | None = None) -> None:
        """Say more about this owner; what is None stays as it was. Raises StoreError."""
        was = self._holder
        self._write(
            was._replace(
                phase=was.phase if phase is None else phase,
                address=was.address if address is None else address,
                version=was.version if version is None else version,
            )
        )

    def release(self) -> None:
        """Let go of the directory; nothing happens if it is not held. The lock file stays, empty."""
        if self._file is None:
            return
        with suppress(OSError):
            os.ftruncate(self._file, 0)
            _unlock(self._file)  # a child that was being started may have the file open for a moment longer
        os.close(self._file)
        self._file = None

    @property
    def followed(self) -> bool:
        """Whether, where it is lost, another process owns by now what lies there."""
        return self.lost and is_held(self.folder)

    @property
    def folder(self) -> str:
        """The data directory."""
        return os.path.dirname(self._path)

    def _try(self) -> int | None:
        """Open and lock the file, and make sure that it is still the one at this path."""
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise _unusable(self._path, error) from error
        try:
            if _lock(file, exclusive=True) and os.path.samestat(os.fstat(file), os.stat(self._path)):
                os.ftruncate(file, 0)  # what a killed owner left says nothing of this one
                os.utime(file)
                return file
        except FileNotFoundError:  # removed a moment ago: the next try makes a new one
            pass
        except OSError as error:
            os.close(file)
            raise _unusable(self._path, error) from error
        os.close(file)
        return None

    def _write(self, holder: Holder) -> None:
        """Overwrite the record in place: a rename would leave the lock on a file without a name.

        Its checksum tells a reader who came in the middle of it: such reads were seen, mixed within one page.
        """
        if self._file is None:
            raise StoreError(f"This process does not own {self.folder}.")
        said = holder._asdict()
        record = json.dumps({**said, "check": _check(said)}).encode().ljust(_RECORD_BYTES - 1) + b"\n"
        try:
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, record)
            os.ftruncate(self._file, len(record))
        except OSError as error:
            raise _unusable(self._path, error) from error
        self._holder = holder


def read_holder(data_dir: Folder) -> Holder | None:
    """What the lock file says, read without locking; None if nothing. Only `is_held` tells whether it is true."""
    for _ in range(_READ_TRIES):
        try:
            with open(_lock_path(data_dir), "rb", opener=_at_once) as file:
                content = file.read().strip()
        except OSError:
            return None
        if not content:
            return None
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            said = json.loads(content)
            if said.pop("check") == _check(said):
                return Holder(**said)
    return None


def _check(said: dict[str, object]) -> int:
    return crc32(json.dumps(said).encode())


def is_held(data_dir: Folder) -> bool:
    """Whether any process owns the directory at this moment."""
    try:
        file = _at_once(_lock_path(data_dir), os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _unusable(_lock_path(data_dir), error) from error
    try:
        return not _lock(file, exclusive=False)
    finally:
        os.close(file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int, *, exclusive: bool) -> bool:
        os.lseek(file, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _unlock(file: int) -> None:
        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(file: int, *, exclusive: bool) -> bool:
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


def _at_once(path: str, flags: int) -> int:
    """Open it without waiting, as one would for a pipe that nobody writes to."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _lock_path(data_dir: Folder) -> str:
    return os.path.join(data_dir, LOCK_NAME)


def _busy(folder: str, holder: Holder | None) -> BusyError:
    if holder is None:
        return BusyError(f"Another process uses {folder}.", "Try again in a moment.")
    who = f"process {holder.pid}, {holder.phase}, since {holder.since}"
    details = {"pid": holder.pid, "role": holder.role, "phase": holder.phase}
    if holder.role == "daemon":
        return BusyError(f"Routine is running and uses {folder} ({who}).", "Stop it: routine stop", details)
    return BusyError(f"Another command is writing in {folder} ({who}).", "Try again when it has finished.", details)


def _unusable(path: str, error: OSError) -> StoreError:
    otherwise = "Check that its folder exists and belongs to you."
    return StoreError(f"Routine cannot use the lock file {path}: {reason(error)}.", remedy(error, otherwise))
