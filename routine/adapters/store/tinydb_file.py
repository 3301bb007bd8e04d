"""One JSON file as TinyDB has it, replaced whole at every write."""

from __future__ import annotations

from collections.abc import Mapping
from errno import ELOOP
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document

from routine.adapters.atomic_file import write_atomically
from routine.adapters.disk_trouble import kind, reason, remedy
from routine.adapters.regular_file import NotAFileError, read_file
from routine.core.errors import StoreError
from routine.core.text.encoded import encoded

_T = TypeVar("_T")
#: The documents of each table, by their numbers.
_Tables = dict[str, dict[str, Any]]
#: Tells a version of a file from those before and after it: its number, when it was changed, its size.
_Signature = tuple[int, int, int]


class UnreadableError(Exception):
    """A file's content cannot be what was written; the text says why."""


class WholeFileStorage(Storage):
    """One JSON file, replaced whole at every write; the version before may remain under the name `keep`.

    What is there is not taken apart: whoever adds to it leaves the rest as it is, byte by byte. While the file is the
    one that was left here, it is not read again.
    """

    def __init__(self, path: Path, keep: str | None = None) -> None:
        self._path = path
        self._keep = keep
        self._left: tuple[_Signature, _Tables] | None = None
        self._failed = False

    @property
    def as_left(self) -> bool:
        """Whether the file is the one that was written here last."""
        return self._left is not None and self._left[0] == _signature(self._path)

    def read(self) -> _Tables | None:
        """The tables, their documents as they stand in the file; None where there is none.

        Raises OSError, msgspec.DecodeError, RecursionError.
        """
        if self._left is not None and self.as_left:
            return {table: dict(rows) for table, rows in self._left[1].items()}
        try:
            content = read_file(self._path)
        except FileNotFoundError:
            return None
        return msgspec.json.decode(content, type=dict[str, dict[str, msgspec.Raw]])

    def write(self, data: _Tables, *, settled: bool = True) -> None:
        """Replace the file (`settled`: as in `write_atomically`); raises OSError.

        What a write that failed may have left there was told as not saved: the next one does not keep that.
        """
        keep = None if self._failed else self._keep
        self._failed = True
        write_atomically(self._path, encoded(data) + b"\n", keep, settled=settled)
        self._failed = False
        file = _signature(self._path)
        self._left = (file, data) if file else None


class Documents:
    """The documents of one table in one file, which is added to as TinyDB does."""

    def __init__(self, path: Path, table: str) -> None:
        self._storage = WholeFileStorage(path)
        self._table = TinyDB(storage=lambda: self._storage).table(table)

    @property
    def as_left(self) -> bool:
        """Whether the file is the one that was left here."""
        return self._storage.as_left

    def add(self, documents: Mapping[int, Mapping[str, Any]]) -> None:
        """Add documents under these numbers; raises OSError."""
        self._table.insert_multiple(Document(one, number) for number, one in documents.items())


def read_documents(path: Path, table: str, kind: type[_T]) -> list[_T] | None:
    """A file's documents, at least one; None where there is no file. Raises UnreadableError, or StoreError."""
    try:
        content = read_file(path)
        tables = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
        documents = msgspec.json.decode(tables.get(table, b"{}"), type=dict[int, kind])  # type: ignore[valid-type] # given
    except FileNotFoundError as error:
        if path.is_symlink():
            raise UnreadableError("the link leads to nothing") from error
        return None
    except NotAFileError as error:
        raise UnreadableError(str(error.strerror)) from error
    except OSError as error:
        if error.errno == ELOOP:  # a link to itself has no content, whoever tries
            raise UnreadableError(str(error.strerror)) from error
        raise cannot("read", path, error) from error
    except (msgspec.DecodeError, ValueError, TypeError, RecursionError) as error:
        raise UnreadableError(str(error)) from error
    if not documents:
        raise UnreadableError("it is empty")
    return [*documents.values()]


def _signature(path: Path) -> _Signature | None:
    """The version of a file that is there; None where there is none to be looked at."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def cannot(what: str, path: Path, error: OSError) -> StoreError:
    """The error for people: what could not be done, why, and what to do."""
    hint = remedy(error, "Check that it exists and that you can write to it.")
    found = StoreError(f"Routine cannot {what} {path}: {reason(error)}.", f"{hint} What was saved before is unchanged.")
    found.trouble = kind(error)
    return found
