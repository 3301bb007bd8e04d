"""Takes notifications off the screen: when they are over, where a server does not do it by itself."""

from __future__ import annotations

from routine.adapters.notify.bubbles import Bubbles
from routine.adapters.notify.freedesktop_arguments import CRITICAL
from routine.adapters.notify.server import NotificationServer
from routine.adapters.notify.server_behaviour import ServerBehaviour
from routine.core.state.notice import TO_BE_READ_S, Notice


class TakeOff:
    """Of one connection."""

    def __init__(self, server: NotificationServer, bubbles: Bubbles) -> None:
        self._server, self._bubbles = server, bubbles

    async def close(self, number: int) -> None:
        """Take one off the screen, unless it surely is."""
        if self._is_off(number):
            return
        if not self._bubbles.is_aside(number):
            await self._server.close_number(number)
        self._bubbles.close(number)

    def close_soon(self, number: int) -> None:
        """The same, without waiting for the server."""
        if not self._is_off(number):
            self._server.close_soon(number)
            self._bubbles.close(number)

    def fold(self, number: int) -> bool:
        """Its time is over; whether it still stood there."""
        if not self._bubbles.may_be_replaced(number) or not self._bubbles.standing(number):
            return False
        self._server.close_soon(number)
        self._bubbles.put_away(number)
        return True

    def _is_off(self, number: int) -> bool:
        """What was put away may still be in a desktop's list; where closing would show it anew it is left alone."""
        shows_anew = self._server.behaviour.withdraws == "expiring"
        return self._bubbles.is_closed(number) or (shows_anew and self._bubbles.is_put_away(number))


def time_on_screen(notice: Notice, behaviour: ServerBehaviour, *, opened: bool) -> int:
    """After so many seconds we take it off, where the server does not; what lies in a desktop's list may stay (0)."""
    if behaviour.expires or opened:
        return 0
    listed = 0 if behaviour.asking_urgency == CRITICAL and not notice.first else TO_BE_READ_S
    return listed if notice.timeout_s is None else notice.timeout_s
