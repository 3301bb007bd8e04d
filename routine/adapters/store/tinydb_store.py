"""State and log on disk, in TinyDB over a storage that writes whole files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from routine.adapters.atomic_file import make_directory, remove_leftovers, set_aside, settle, write_atomically
from routine.adapters.store.tinydb_file import UnreadableError, WholeFileStorage, add_documents, cannot, read_documents
from routine.core.errors import StoreError
from routine.core.state.fold import catch_up
from routine.core.state.log import Entry
from routine.core.state.migrate import migrate
from routine.core.state.model import State

SEGMENT_ENTRIES = 256
STATE_NAME = "state.json"
LAST_GOOD_NAME = "state.last.json"
_SEGMENT_NAME = re.compile(r"(\d{6,})\.json")
_STATE_ID = 1


class TinyDbStore:
    """The store (see `ports.Store`) in one data directory.

    `state.json` and `state.last.json`, the one before it; `log/000001.json` and on, each of at most 256 entries, only
    the last of which is ever written. Whoever writes must own the directory; a reader (`readonly`) needs no lock, and
    changes nothing. TinyDB costs 2 ms and 0.2 MB to import; a commit of 40 KB, one synced write and, by the time it is
    settled, a synced directory.
    """

    def __init__(self, data_dir: Path, *, readonly: bool = False, lost: Callable[[], bool] = lambda: False) -> None:
        """`lost`: whether what lies at this path is no longer ours to write in."""
        self._dir, self._lost = data_dir, lost
        self._state = data_dir / STATE_NAME
        self._log = data_dir / "log"
        self._readonly = readonly
        self._problems: dict[str, str] = {}
        self._ours: tuple[int, int, int] | None = None
        self._last_segment: int | None = None
        #: When the newest entry of a full segment was recorded: one older than what is asked for is not read again.
        self._newest: dict[int, datetime] = {}
        self._known: list[int] | None = None
        self._settled = readonly  # whoever wrote before may have been killed before it settled

    @property
    def problems(self) -> tuple[str, ...]:
        """What was found wrong, for people."""
        return tuple(self._problems.values())

    def load(self) -> State:
        """The last committed state with what the log has beyond it; raises StoreError, also for a newer schema."""
        self._problems.clear()
        self._last_segment = self._known = None
        state = self._checked_state() or State()
        if not self._readonly:
            for folder in (self._dir, self._log):
                remove_leftovers(folder)
        return self._with_log(state)

    def commit(self, state: State, *, settled: bool = True) -> None:
        """Replace the state; one write, one sync of the file and, when it is to be settled, one of the directory."""
        self._must_write()
        if self._ours is None or self._ours != _signature(self._state):
            self._checked_state()  # what we did not write ourselves must be good before it becomes the last good one
        storage = WholeFileStorage(self._state, LAST_GOOD_NAME, settled=settled)
        self._settled = False
        try:
            storage.write({"state": {str(_STATE_ID): state}})  # whole: no table to merge it with
        except OSError as error:
            raise cannot("save", self._state, error) from error
        self._ours = _signature(self._state)
        self._settled = settled

    def settle(self) -> None:
        """Sync the directory, unless no commit left it so."""
        if self._settled:
            return
        try:
            settle(self._state)
        except OSError as error:
            raise cannot("save", self._state, error) from error
        self._settled = True

    def append(self, entries: Iterable[Entry]) -> None:
        """Add to the log what it does not have; across segments, a failure may leave the first of them."""
        self._must_write()
        number = self._last_segment or max(self._numbers(), default=1)
        there = self._segment(number)
        while there is None and number > 1:
            number -= 1
            there = self._segment(number)
        fresh = _not_there(entries, there or [])
        try:
            if fresh:
                make_directory(self._log)
            self._append_from(number, len(there or []), fresh)
        except OSError as error:
            raise cannot("write the log in", self._log, error) from error

    def entries(self, since: datetime | None = None, routine: str | None = None) -> list[Entry]:
        """Log entries in seq order. `since` reads back from the newest segment to one that is older altogether."""
        found: list[Entry] = []
        numbers = self._numbers()
        for number in reversed(numbers):
            if since is not None and number in self._newest and self._newest[number] < since:
                break
            segment = self._segment(number) or []
            if segment and number != numbers[-1]:  # it never changes any more
                self._newest[number] = max(e.recorded_at for e in segment)
            fit = segment if since is None else [e for e in segment if e.recorded_at >= since]
            found += (e for e in fit if routine is None or e.routine == routine)
            if segment and not fit:
                break
        return sorted(found, key=lambda e: e.seq)

    # --- state ----------------------------------------------------------------------------------------------------

    def _checked_state(self) -> State | None:
        """The state, or the last good one; what cannot be read is set aside, once both were looked at."""
        last = self._dir / LAST_GOOD_NAME
        state, why = self._try_state(self._state)
        last_good, why_last = self._try_state(last)
        if why_last:
            self._set_aside(last, why_last, "")
        if state is not None:
            return state
        instead = (
            "Routine uses the copy before it."
            if last_good
            else "Routine starts from the beginning, because there is no older copy."
        )
        if why:
            self._set_aside(self._state, why, instead)
        elif last_good:
            self._problems[STATE_NAME] = f"{self._state} was missing. {instead}"
        if last_good is not None and not self._readonly:
            with suppress(OSError):  # a full disk, say: the next load finds the last good one again
                write_atomically(self._state, last.read_bytes())
        return last_good

    def _try_state(self, path: Path) -> tuple[State | None, str | None]:
        """The state in a file, or why it cannot be read; neither where there is no file."""
        try:
            documents = read_documents(path, "state")
            if documents is None:
                return None, None
            if len(documents) != 1:
                return None, "it does not hold one state"
            return msgspec.convert(migrate(documents[0]), State), None
        except (UnreadableError, msgspec.ValidationError, ValueError) as error:
            return None, str(error)

    def _with_log(self, state: State) -> State:
        """The state with the log's entries beyond it folded in, and without the outbox that the log already has."""
        known = min([state.seq, *(e.seq - 1 for e in state.outbox)])
        logged: list[Entry] = []
        for segment in self._backwards():
            logged += segment
            if any(e.seq <= known for e in segment):
                break
        caught_up = catch_up(state, logged)
        if caught_up != state:
            self._settle_log()
        return caught_up

    def _settle_log(self) -> None:
        """Whoever wrote what the log has beyond the state may have been killed before that was settled."""
        if self._readonly:
            return
        try:
            settle(self._path(1))
        except OSError as error:
            raise cannot("save", self._log, error) from error

    # --- log ------------------------------------------------------------------------------------------------------

    def _numbers(self) -> list[int]:
        """The segments there are. Whoever owns the directory looks once: nobody else makes any."""
        if self._readonly or self._known is None:
            self._known = self._looked_for()
        return self._known

    def _looked_for(self) -> list[int]:
        try:
            names = [path.name for path in self._log.iterdir()]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise cannot("read", self._log, error) from error
        return sorted(int(match[1]) for name in names if (match := _SEGMENT_NAME.fullmatch(name)))

    def _path(self, number: int) -> Path:
        return self._log / f"{number:06d}.json"

    def _backwards(self) -> Iterator[list[Entry]]:
        """The readable segments, newest first, each read when it is asked for."""
        for number in reversed(self._numbers()):
            yield self._segment(number) or []

    def _segment(self, number: int) -> list[Entry] | None:
        """A segment's entries; None where there is none that can be read."""
        path = self._path(number)
        try:
            documents = read_documents(path, "log")
            return None if documents is None else msgspec.convert(documents, list[Entry])
        except (UnreadableError, msgspec.ValidationError) as error:
            self._set_aside(path, str(error), "Routine uses the rest of your history.")
            return None

    def _append_from(self, number: int, count: int, entries: list[Entry]) -> None:
        while entries:
            if count >= SEGMENT_ENTRIES:
                number, count = number + 1, 0
            room = SEGMENT_ENTRIES - count
            batch, entries = entries[:room], entries[room:]
            add_documents(self._path(number), "log", {e.seq: msgspec.to_builtins(e) for e in batch})
            count += len(batch)
        if self._last_segment != number:
            self._last_segment, self._known = number, None

    # --- what goes wrong ------------------------------------------------------------------------------------------

    def _must_write(self) -> None:
        if self._readonly:
            raise StoreError(f"{self._dir} was opened for reading only.")
        if self._lost():
            hint = "Put the folder back, then start Routine: routine start"
            raise StoreError(f"The data folder {self._dir} was removed or replaced.", hint)

    def _set_aside(self, path: Path, why: str, instead: str) -> None:
        """Give an unreadable file another name; a reader leaves it where it is."""
        where, self._known = "", None
        if not self._readonly:
            try:
                where = f" It is kept as {set_aside(path, 'unreadable').name}."
            except OSError as error:
                raise cannot("set aside the unreadable", path, error) from error
        self._problems[path.name] = f"{path} cannot be read: {why}.{where}" + (f" {instead}" if instead else "")


def _not_there(entries: Iterable[Entry], last_segment: list[Entry]) -> list[Entry]:
    """The entries that neither the last segment has nor, being older than its first, those before it."""
    there = {e.seq for e in last_segment}
    first = min(there, default=0)
    return [e for e in entries if e.seq not in there and e.seq >= first]


def _signature(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
