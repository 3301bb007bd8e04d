"""Which of our notifications comes first on a server that shows one at a time, and that it comes at all."""

from __future__ import annotations

import asyncio
import contextlib

from routine.adapters.notify.bubbles import Bubbles
from routine.adapters.notify.server import NotificationServer
from routine.ports.notifier import NotifierError

#: How often a server is made to look at what waits there, and so many seconds apart.
_NUDGES, NUDGE_S = 30, 1.0


class OneAtATime:
    """Of one connection. `nudge_s`: seconds between two looks that a server is made to take at what waits there."""

    def __init__(self, server: NotificationServer, bubbles: Bubbles, nudge_s: float) -> None:
        self._server, self._bubbles, self._nudge_s = server, bubbles, nudge_s
        self._nudging: asyncio.Task[None] | None = None

    async def make_way(self, place: int) -> list[int]:
        """Take off what the server would show before the one that is sent next, in `place`; it is to come after it."""
        behaviour = self._server.behaviour
        if behaviour.stacks and not behaviour.stalls:
            return []
        in_turn = self._bubbles.urgent() if behaviour.stalls else self._bubbles.in_turn()
        before = in_turn[: in_turn.index(place)] if place in in_turn else in_turn
        for number in before:
            await self._server.close_number(number)
            self._bubbles.set_aside(number)
        return before

    def behind(self, numbers: tuple[int, ...]) -> int:
        """The number that the server should show next when these go, and does not; 0 for none."""
        return self._bubbles.behind(numbers) if self._server.behaviour.stalls else 0

    def nudge(self, number: int) -> None:
        """Have it seen: sent while a desktop's list was open, it would wait there after the list is closed."""
        if self._server.behaviour.stalls:
            self.close()
            self._nudging = asyncio.get_running_loop().create_task(self._nudge(number))

    async def _nudge(self, number: int) -> None:
        for _ in range(_NUDGES):
            await asyncio.sleep(self._nudge_s)
            if not self._bubbles.may_be_replaced(number):
                return
            with contextlib.suppress(NotifierError):  # the server is gone, and what was sent to it is sent again
                await self._server.nudge()

    def close(self) -> None:
        """Leave it alone."""
        if self._nudging:
            self._nudging.cancel()
