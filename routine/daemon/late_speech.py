"""How late a session's words and sounds may still be heard: the newest win, and nothing is begun late.

What is being said when something newer comes has a moment to finish; an alarm waits for nobody; what has not begun by
then is never said.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from routine.core.state.session import Chime, Effect

#: How long what is being said may go on once something newer is to be heard.
_GRACE_S = 1.0
#: Of what gathered while nothing could be played, only the newest still means something.
_MOST_EFFECTS = 6


class EffectQueue:
    """Has `play` play effects, one batch at a time, and cuts it for newer ones. To be used in the event loop.

    `silent` is called when a batch has ended and nothing follows; `later` is `call_later` of the loop, for tests.
    """

    def __init__(
        self,
        play: Callable[[list[Effect]], Awaitable[None]],
        silent: Callable[[], None],
        later: Callable[[float, Callable[[], object]], asyncio.TimerHandle] | None = None,
    ) -> None:
        self._play, self._silent = play, silent
        self._later = later
        self._pending: list[Effect] = []
        self._task: asyncio.Task[None] | None = None
        self._same_pass = False
        self._cut: asyncio.TimerHandle | None = None

    @property
    def playing(self) -> bool:
        """Whether something is heard now."""
        return self._task is not None

    @property
    def newer(self) -> bool:
        """Whether something newer waits: what has not begun is old by now."""
        return bool(self._pending)

    def perform(self, effects: Iterable[Effect]) -> None:
        """Have them heard, in order, now or never. What is performed in one pass of the loop belongs together."""
        newer = list(effects)
        if not newer:
            return
        together = self._pending if self._same_pass else []
        self._pending = (together + newer)[-_MOST_EFFECTS:]
        self._until_next_pass()
        if self._task is None:
            return
        if any(isinstance(effect, Chime) and effect.sound == "alarm" for effect in newer):
            self._task.cancel()
        elif self._cut is None:
            later = self._later or asyncio.get_running_loop().call_later
            self._cut = later(_GRACE_S, self._task.cancel)

    async def to_the_end(self) -> None:
        """Wait until everything was heard, or could not be."""
        while self._pending or self._task:
            await (asyncio.wait([self._task]) if self._task else asyncio.sleep(0))

    async def stop(self) -> None:
        """Fall silent at once."""
        self._pending = []
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def _until_next_pass(self) -> None:
        if not self._same_pass:
            self._same_pass = True
            asyncio.get_running_loop().call_soon(self._next_pass)

    def _next_pass(self) -> None:
        self._same_pass = False
        self._begin()

    def _begin(self) -> None:
        if self._pending and self._task is None:
            batch, self._pending = self._pending, []
            self._task = asyncio.ensure_future(self._play(batch))
            self._task.add_done_callback(self._played)

    def _played(self, task: asyncio.Future[None]) -> None:
        self._task = None
        if self._cut:
            self._cut.cancel()
            self._cut = None
        self._begin()
        if self._task is None:
            self._silent()
