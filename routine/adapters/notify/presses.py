"""What a person does with a notification, as the server tells it: presses, opens or closes it; and what is meant."""

from __future__ import annotations

import math
from collections.abc import Callable

from routine.adapters.notify.bubbles import Bubbles
from routine.adapters.notify.buttons import OPEN, PUT_AWAY
from routine.adapters.notify.handles import Handles
from routine.adapters.notify.notification_texts import Part
from routine.adapters.notify.server import NotificationServer
from routine.adapters.notify.take_off_screen import TakeOff

#: Nobody sees a notification, reads it and presses a button of it in so short a time; a double click takes less.
_UNDER_THE_HAND_S = 0.5
_SITS_THERE_S = 10.0  # after a press: what comes of it is waited for
_CLOSED_BY_A_PERSON = 2
_CLOSED_BY_US = 3  # by a call of CloseNotification


class Presses:
    """Told by their handles. `clock`: seconds."""

    def __init__(self, server: NotificationServer, handles: Handles, clock: Callable[[], float]) -> None:
        self._server, self._handles, self._clock = server, handles, clock
        self._hand_at = -math.inf  # when a person pressed something, in seconds of the clock
        self.sending = False
        """While one is sent, its number may be pressed before the server told it: `hear_early` has that heard."""

    def begin(self, bubbles: Bubbles, off: TakeOff) -> None:
        """On a new connection: what stands there, and how it is taken off."""
        self._bubbles, self._off = bubbles, off
        self._early: list[tuple[int, str]] = []

    def just_now(self) -> bool:
        """Whether a person pressed something so lately that they still sit there."""
        return self._clock() - self._hand_at < _SITS_THERE_S

    def pressed(self, number: int, button: str) -> None:
        """A press ends its notification: what follows comes under another number, and late signals mean nothing."""
        numbers, standing = self._bubbles.all_of(number), self._bubbles.standing(number)
        if self.sending and (not numbers or standing is None):
            self._early.append((number, button))
        elif standing and button not in [one.id for one in standing.part.actions]:
            self._not_offered(number, button)
        elif standing and self._came_under_the_hand(number):
            self._off_by_a_press(number)
            self._handles.hidden(numbers)
        elif standing and button == PUT_AWAY.id:
            self._close_soon_unanswered(number)
        elif self._off_by_a_press(number):
            self._tell(numbers, standing.part if standing else None, button)

    def closed(self, number: int, reason: int) -> None:
        """A pressed button closes its bubble too: that is not putting it away."""
        if reason != _CLOSED_BY_US:
            self._bubbles.put_away(number)
        if reason == _CLOSED_BY_A_PERSON and self._bubbles.is_put_away(number):
            self._handles.closed(self._bubbles.all_of(number))

    def hear_early(self) -> None:
        """What was sent has its number by now."""
        early, self._early = self._early, []
        for number, button in early:
            self.pressed(number, button)

    def _came_under_the_hand(self, number: int) -> bool:
        """Whether a click on it was meant for what stood there before.

        The second half of a double click on “Done” would press “Undo” of what follows; a late click on “OK”, “Skip”
        of the next reminder.
        """
        return self._bubbles.came_where_one_went(number, _UNDER_THE_HAND_S, stacks=self._server.behaviour.stacks)

    def _off_by_a_press(self, number: int) -> bool:
        """Most servers take it off with the press, but not those beside it; False where it was off before."""
        numbers, ours = self._bubbles.all_of(number), self._bubbles.standing(number)
        if not self._bubbles.press(number):
            return False
        for one in numbers if ours else ():  # what is unknown here may be another program's
            self._off.close_soon(one)
            self._hand_at = self._clock()
        return True

    def _close_soon_unanswered(self, number: int) -> None:
        """Our own button beside a lone one."""
        if not self._bubbles.is_put_away(number):
            self._server.close_soon(number)
            self.closed(number, _CLOSED_BY_A_PERSON)

    def _not_offered(self, number: int, button: str) -> None:
        """Nobody can have pressed it; but some servers tell so that their notification was dismissed."""
        if button == OPEN.id:
            self._bubbles.put_away(number)

    def _tell(self, numbers: tuple[int, ...], part: Part | None, button: str) -> None:
        """`part`: what was pressed; None for a notification of an earlier run, or of another program."""
        meant = part.answers if part and button == OPEN.id else button
        if meant in ("", OPEN.id):
            self._handles.opened(numbers)
        else:
            self._handles.pressed(numbers, meant)
