"""State and log on disk, in TinyDB over a storage that writes whole files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from routine.adapters.atomic_file import detach, remove_leftovers, set_aside, settle, write_atomically
from routine.adapters.regular_file import dead_link
from routine.adapters.store.log_segments import LogSegments
from routine.adapters.store.tinydb_file import UnreadableError, WholeFileStorage, cannot, read_documents
from routine.core.errors import StoreError
from routine.core.state.fold import catch_up
from routine.core.state.log import Entry
from routine.core.state.migrate import migrate
from routine.core.state.model import State

STATE_NAME = "state.json"
LAST_GOOD_NAME = "state.last.json"
_STATE_ID = 1


class TinyDbStore:
    """The store (see `ports.files.Store`) in one data directory.

    `state.json` and `state.last.json`, the one before it; the log's segments in `log/`. Whoever writes must own the
    directory; a reader (`readonly`) needs no lock, and changes nothing. TinyDB costs 2 ms and 0.2 MB to import; a
    commit of 40 KB, one synced write and, by the time it is settled, a synced directory.
    """

    def __init__(self, data_dir: Path, *, readonly: bool = False, lost: Callable[[], bool] = lambda: False) -> None:
        """`lost`: whether what lies at this path is no longer ours to write in."""
        self._dir, self._lost = data_dir, lost
        self._state = data_dir / STATE_NAME
        self._log = LogSegments(data_dir / "log", self._set_aside, alone=not readonly)
        self._readonly = readonly
        self._problems: dict[str, str] = {}
        self.behind = False
        """Whether the newest state could not be read at load, and the copy before it was taken."""
        self._storage = WholeFileStorage(self._state, LAST_GOOD_NAME)
        self._settled = readonly  # whoever wrote before may have been killed before it settled

    @property
    def problems(self) -> tuple[str, ...]:
        """What was found wrong, for people."""
        return tuple(self._problems.values())

    def load(self) -> State:
        """The last committed state with what the log has beyond it; raises StoreError, also for a newer schema."""
        self._problems.clear()
        self.behind = False
        if link := dead_link(self._dir):
            from shlex import quote  # here: for a refusal alone

            hint = f"Put back what it leads to, or remove it: rm {quote(str(link))}"
            raise StoreError(f"Routine cannot read its data: the link {link} leads to nothing.", hint)
        self._log.look_anew()
        state = self._checked_state() or State()
        if not self._readonly:
            for folder in (self._dir, self._log.folder):
                remove_leftovers(folder)
            detach(self._state, LAST_GOOD_NAME)
        return self._with_log(state)

    def commit(self, state: State, *, settled: bool = True) -> None:
        """Replace the state; one write, one sync of the file and, when it is to be settled, one of the directory."""
        self._must_write()
        if not self._storage.as_left:
            self._checked_state()  # what we did not write ourselves must be good before it becomes the last good one
        self._settled = False
        try:
            self._storage.write({"state": {str(_STATE_ID): state}}, settled=settled)  # whole: no table to merge it with
        except OSError as error:
            raise cannot("save", self._state, error) from error
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
        self._log.append(entries)

    def entries(self, since: datetime | None = None, routine: str | None = None) -> list[Entry]:
        """Log entries in seq order, recorded since then (UTC), of one routine or all."""
        return self._log.entries(since, routine)

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
        self.behind = last_good is not None
        if last_good is not None and not self._readonly:
            with suppress(OSError):  # a full disk, say: the next load finds the last good one again
                write_atomically(self._state, last.read_bytes())
        return last_good

    def _try_state(self, path: Path) -> tuple[State | None, str | None]:
        """The state in a file, or why it cannot be read; neither where there is no file."""
        try:
            documents = read_documents(path, "state", dict[str, Any])
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
        for segment in self._log.backwards():
            logged += segment
            if any(e.seq <= known for e in segment):
                break
        caught_up = catch_up(state, logged)
        if caught_up != state and not self._readonly:
            self._log.settle()  # whoever wrote that may have been killed before it was settled
        return caught_up

    # --- what goes wrong ------------------------------------------------------------------------------------------

    def _must_write(self) -> None:
        if self._readonly:
            raise StoreError(f"{self._dir} was opened for reading only.")
        if self._lost():
            hint = "Put the folder back, then start Routine: routine start"
            raise StoreError(f"The data folder {self._dir} was removed or replaced.", hint)

    def _set_aside(self, path: Path, why: str, instead: str) -> None:
        """Give an unreadable file another name; a reader leaves it where it is."""
        where = ""
        if not self._readonly:
            try:
                where = f" It is kept as {set_aside(path, 'unreadable').name}."
            except OSError as error:
                raise cannot("set aside the unreadable", path, error) from error
        self._problems[path.name] = f"{path} cannot be read: {why}.{where}" + (f" {instead}" if instead else "")
