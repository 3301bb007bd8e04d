"""The log on disk: files of at most so many entries, of which only the last is ever written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import msgspec

from routine.adapters.atomic_file import make_directory, settle
from routine.adapters.store.tinydb_file import Documents, UnreadableError, cannot, read_documents
from routine.core.state.log import Entry

#: An insert writes its file anew: with 5,000 entries in it, that takes 72 ms.
SEGMENT_ENTRIES = 256
_NAME = re.compile(r"(\d{6,})\.json")


class _Left(NamedTuple):
    """The last segment as it was left here: while its file is still that one, it can be read, and has these entries."""

    number: int
    documents: Documents
    seqs: frozenset[int]


class LogSegments:
    """`000001.json` and on in one folder, each of at most 256 entries: an answer costs the same after years.

    `alone`: nobody else makes any meanwhile. `set_aside` is told of a file that cannot be read: which, why, and what
    is used instead.
    """

    def __init__(self, folder: Path, set_aside: Callable[[Path, str, str], None], *, alone: bool) -> None:
        self.folder, self._set_aside, self._alone = folder, set_aside, alone
        self._last: int | None = None
        #: When the newest entry of a full segment was recorded: one older than what is asked for is not read again.
        self._newest: dict[int, datetime] = {}
        self._known: list[int] | None = None
        self._left: _Left | None = None
        self._settled = True  # whether the folder was synced after the last write in it

    def look_anew(self) -> None:
        """Forget which there are."""
        self._last = self._known = self._left = None

    def settle(self) -> None:
        """Sync the folder; raises StoreError."""
        try:
            settle(self._path(1))
        except OSError as error:
            raise cannot("save", self.folder, error) from error

    def append(self, entries: Iterable[Entry]) -> None:
        """Add what is not there yet; across segments, a failure may leave the first of them. Raises StoreError."""
        number, there = self._last_segment()
        fresh = _not_there(entries, there)
        try:
            if fresh:
                make_directory(self.folder)
                self._settled = False
                self._append_from(number, there, fresh)
            elif not self._settled:  # renamed, then the sync failed: what is there can be read, and may yet be lost
                settle(self._path(1))
            self._settled = True
        except OSError as error:
            self.look_anew()  # what was renamed before that is there
            raise cannot("write the log in", self.folder, error) from error

    def entries(self, since: datetime | None = None, routine: str | None = None) -> list[Entry]:
        """Entries in seq order. `since` reads back from the newest segment to one that is older altogether."""
        found: list[Entry] = []
        numbers = self._numbers()
        for number in reversed(numbers):
            if since is not None and number in self._newest and self._newest[number] < since:
                break
            segment = self._read(number) or []
            if segment and number != numbers[-1] and number not in self._newest:  # it never changes any more
                self._newest[number] = max(e.recorded_at for e in segment)
            fit = segment if since is None else [e for e in segment if e.recorded_at >= since]
            found += (e for e in fit if routine is None or e.routine == routine)
            if segment and not fit:
                break
        return sorted(found, key=attrgetter("seq"))

    def backwards(self) -> Iterator[list[Entry]]:
        """The readable segments, newest first, each read when it is asked for."""
        for number in reversed(self._numbers()):
            yield self._read(number) or []

    def _numbers(self) -> list[int]:
        """The segments there are. Whoever is alone looks once."""
        if not self._alone or self._known is None:
            self._known = self._looked_for()
        return self._known

    def _looked_for(self) -> list[int]:
        try:
            names = [path.name for path in self.folder.iterdir()]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise cannot("read", self.folder, error) from error
        return sorted(int(match[1]) for name in names if (match := _NAME.fullmatch(name)))

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:06d}.json"

    def _read(self, number: int) -> list[Entry] | None:
        """A segment's entries; None where there is none that can be read."""
        path = self._path(number)
        try:
            return read_documents(path, "log", Entry)
        except UnreadableError as error:
            self._known = None
            self._set_aside(path, str(error), "Routine uses the rest of your history.")
            return None

    def _last_segment(self) -> tuple[int, frozenset[int]]:
        """The number of the last segment, and the seqs of the entries that it has."""
        if self._left is not None and self._left.documents.as_left:
            return self._left.number, self._left.seqs
        number = self._last or max(self._numbers(), default=1)
        there = self._read(number)
        # The last one could not be read and was set aside: the one before it is the last now.
        while there is None and number > 1:
            number -= 1
            there = self._read(number)
        return number, frozenset(e.seq for e in there or ())

    def _append_from(self, number: int, there: frozenset[int], entries: list[Entry]) -> None:
        while entries:
            if len(there) >= SEGMENT_ENTRIES:
                number, there = number + 1, frozenset()
            room = SEGMENT_ENTRIES - len(there)
            batch, entries = entries[:room], entries[room:]
            documents = self._documents(number)
            documents.add({e.seq: msgspec.to_builtins(e) for e in batch})
            self._newest.pop(number, None)
            there = there.union(e.seq for e in batch)
            self._left = _Left(number, documents, there)
        if self._last != number:
            self._last, self._known = number, None

    def _documents(self, number: int) -> Documents:
        if self._left is not None and self._left.number == number:
            return self._left.documents
        return Documents(self._path(number), "log")


def _not_there(entries: Iterable[Entry], there: frozenset[int]) -> list[Entry]:
    """The entries that neither the last segment has nor, being older than its first, those before it."""
    first = min(there, default=0)
    return [e for e in entries if e.seq not in there and e.seq >= first]
