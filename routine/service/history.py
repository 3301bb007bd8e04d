"""The log beside the state's outbox: what was committed is in one of them, and goes from here to there once."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from routine.core.errors import StoreError
from routine.core.state.log import Entry
from routine.core.state.model import State
from routine.ports.files import Store


class History:
    """What was answered, wherever it stands."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._written: set[int] = set()
        self.problem: str | None = None
        """Why the log could not be written when that was last tried."""

    def entries(self, state: State, since: datetime | None = None, routine: str | None = None) -> list[Entry]:
        """The log, with what the outbox still holds."""
        entries = self._store.entries(since, routine)
        known = {entry.seq for entry in entries}
        fits = (e for e in state.outbox if e.seq not in known and routine in (None, e.routine))
        return entries + [e for e in fits if since is None or e.recorded_at >= since]

    def whole_since(self, state: State, since: datetime) -> tuple[Entry, ...]:
        """The log from the first entry recorded since then on.

        After a clock was set back, later entries may have been recorded at earlier times; without them, what they
        replace would look as if it still held.
        """
        found = self.entries(state, since)
        if found and (found[-1].seq != state.seq or found[-1].seq - found[0].seq + 1 != len(found)):
            found = [entry for entry in self.entries(state) if entry.seq >= found[0].seq]
        return tuple(found)

    def commit(self, state: State, *, settled: bool) -> State:
        """Make the state durable (`settled`: as in ports) without what the log has by now. Raises StoreError."""
        state = replace(state, outbox=tuple(e for e in state.outbox if e.seq not in self._written))
        self._store.commit(state, settled=settled)
        self._written.clear()
        return state

    def write(self, state: State) -> None:
        """Settle the state and bring its outbox to the log; what fails is a `problem`, and tried again later."""
        due = tuple(entry for entry in state.outbox if entry.seq not in self._written)
        try:
            self._store.settle()  # first: the log must know nothing that a power cut may yet take back from the state
            if due:
                self._store.append(due)
        except StoreError as error:
            self.problem = error.message
            return
        self.problem = None
        self._written.update(entry.seq for entry in due)
