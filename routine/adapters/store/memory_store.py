"""A store that forgets when the process ends: for simulation, and for tests of what happens when a disk fails."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from routine.core.errors import StoreError
from routine.core.state.fold import catch_up
from routine.core.state.log import Entry
from routine.core.state.model import State


class MemoryStore:
    """The store (see `ports.files.Store`) without a disk. While `failure` is set, every method raises it."""

    def __init__(self, state: State | None = None, log: Iterable[Entry] = ()) -> None:
        self.failure: StoreError | None = None
        self._state = self._settled = state or State()
        self._log = {entry.seq: entry for entry in log}

    @property
    def problems(self) -> tuple[str, ...]:
        """None: nothing here can become unreadable."""
        return ()

    @property
    def behind(self) -> bool:
        """Never, for the same reason."""
        return False

    def load(self) -> State:
        """The last committed state with the log folded in."""
        self._maybe_fail()
        return catch_up(self._state, self._log.values())

    def commit(self, state: State, *, settled: bool = True) -> None:
        """Replace the state."""
        self._maybe_fail()
        self._state = state
        if settled:
            self._settled = state

    def settle(self) -> None:
        """From now on a power cut leaves the state as it is."""
        self._maybe_fail()
        self._settled = self._state

    def cut_power(self) -> None:
        """Lose, as a disk may at worst, what was committed and not settled."""
        self._state = self._settled

    def append(self, entries: Iterable[Entry]) -> None:
        """Add what the log does not have."""
        self._maybe_fail()
        for entry in entries:
            self._log.setdefault(entry.seq, entry)

    def entries(self, since: datetime | None = None, routine: str | None = None) -> list[Entry]:
        """Log entries in seq order."""
        self._maybe_fail()
        fit = (e for e in self._log.values() if since is None or e.recorded_at >= since)
        return sorted((e for e in fit if routine is None or e.routine == routine), key=lambda e: e.seq)

    def _maybe_fail(self) -> None:
        if self.failure is not None:
            raise self.failure
