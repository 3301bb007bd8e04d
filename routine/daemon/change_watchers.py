"""Who follows what changes: each waits for the next revision, for a bounded time, and holds up nothing else."""

from __future__ import annotations

import asyncio
from collections import deque

from routine.core.config.setup import Setup
from routine.core.requests.queries import Watch
from routine.core.requests.replies.watch import Subject, WatchReply
from routine.core.state.model import State
from routine.core.views.changed import SUBJECTS, Change, changed, files_changed

#: So long a watcher waits at most, in seconds; shorter than a client or the server lets a connection be silent.
LONGEST_S = 25.0
#: So many wait at once; one more, and the one that waits longest is answered. Far below the clients that may connect.
MOST = 24
_REMEMBERED = 64


class Watchers:
    """Numbers what changes, and wakes whoever waits for it. In the event loop alone; idle, it costs nothing.

    Revisions begin at the daemon's start in milliseconds, so that another run's are never taken for this one's.
    """

    def __init__(self, begin: int, longest_s: float = LONGEST_S, most: int = MOST) -> None:
        self._first = self._revision = begin
        self._longest_s, self._most = longest_s, most
        self._seen: tuple[State, Setup] | None = None
        self._changes: deque[tuple[int, Change]] = deque(maxlen=_REMEMBERED)
        #: Who waits, from the one that has waited longest on.
        self._waiting: dict[asyncio.Future[None], None] = {}
        self._closed = False

    @property
    def revision(self) -> int:
        """The revision now."""
        return self._revision

    def look(self, state: State, setup: Setup) -> None:
        """The state and files as they are after a command; wakes who waits if anything shows differently."""
        before, self._seen = self._seen, (state, setup)
        if before is None:
            return
        enabled = tuple(id for id, routine in state.routines.items() if routine.enabled)
        self.note(changed(before[0], state) | files_changed(before[1], setup, enabled))

    def tell(self, *subjects: Subject) -> None:
        """Something else that is shown has changed."""
        self.note(Change(frozenset(subjects)))

    def note(self, change: Change) -> None:
        """Count a change, if it is one, and answer everybody who waits."""
        if not change:
            return
        self._revision += 1
        self._changes.append((self._revision, change))
        for one in tuple(self._waiting):
            _wake(one)

    async def watch(self, asked: Watch) -> WatchReply:
        """Wait until the revision is another than the one asked about, or for the longest time there is."""
        if asked.revision == self._revision and not self._closed:
            await self._wait()
        return self._since(asked.revision)

    def close(self) -> None:
        """Answer everybody: the daemon stops."""
        self._closed = True
        for one in tuple(self._waiting):
            _wake(one)

    async def _wait(self) -> None:
        if len(self._waiting) >= self._most:
            _wake(next(iter(self._waiting)))
        loop = asyncio.get_running_loop()
        mine: asyncio.Future[None] = loop.create_future()
        self._waiting[mine] = None
        timer = loop.call_later(self._longest_s, _wake, mine)
        try:
            await mine
        finally:
            timer.cancel()
            self._waiting.pop(mine, None)

    def _since(self, revision: int) -> WatchReply:
        if revision == self._revision:
            return WatchReply(revision=revision)
        oldest = self._changes[0][0] - 1 if self._changes else self._revision
        if not oldest <= revision < self._revision:
            return WatchReply(revision=self._revision, subjects=SUBJECTS, all=True)
        found = Change()
        for at, change in self._changes:
            if at > revision:
                found |= change
        subjects = tuple(one for one in SUBJECTS if one in found.subjects)
        return WatchReply(revision=self._revision, subjects=subjects, routines=tuple(sorted(found.routines)))


def _wake(one: asyncio.Future[None]) -> None:
    if not one.done():
        one.set_result(None)
