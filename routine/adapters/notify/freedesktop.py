"""Shows notices through the desktop's notification server, with the manners that this server needs."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Mapping

from routine.adapters.notify.bubbles import Bubble, Bubbles
from routine.adapters.notify.freedesktop_arguments import CRITICAL, How, notify_arguments, urgency
from routine.adapters.notify.manners import Buttons
from routine.adapters.notify.parts import OPEN, PUT_AWAY, Part, parts_of
from routine.adapters.notify.server import NotificationServer, Told
from routine.adapters.notify.turns import Turns
from routine.core.state.notice import TO_BE_READ_S, Notice
from routine.ports.notifier import NotifierError, NotifierListener, Shown

_MOST_REMEMBERED = 50
_SITS_THERE_S = 10.0  # after a press: what comes of it is waited for
_CLOSED_BY_A_PERSON = 2
_CLOSED_BY_US = 3  # by a call of CloseNotification

_ANSWERED: dict[Buttons, str] = {
    "drawn": "you answer with the buttons of a notification",
    "by-click": "it shows no buttons. {click} to answer, and each answer appears as a notification",
    "unsure": "Routine does not know whether it shows buttons, so notifications also say what to type",
    "none": "it shows no buttons, so notifications say what to type",
}


class FreedesktopNotifier:
    """A connection to `org.freedesktop.Notifications`.

    A handle names the bus, the server and its numbers for the notice (several, where it was opened on a server without
    buttons), so that one from another server is never replaced or closed. `is_quiet`: whether the desktop was told not
    to disturb. `answer_s` and `again_s`: as the server's; `nudge_s`: as that of `Turns`. `clock`: seconds.
    """

    name = "freedesktop"

    def __init__(
        self,
        environ: Mapping[str, str],
        answer_s: float = 5.0,
        is_quiet: Callable[[], bool] = lambda: False,
        again_s: float = 1.2,
        nudge_s: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        told = Told(self._pressed, self._closed, self._lost, self._back)
        self._server = NotificationServer(environ, answer_s, again_s, told)
        self._is_quiet = is_quiet
        self._listener: NotifierListener | None = None
        self._nudge_s = nudge_s
        self._begin()
        self._pages: dict[str, tuple[str, int]] = {}  # of each notice: the revision, and the page that was seen
        self._sending = False
        self._hand_at = -math.inf  # when a person pressed something, in seconds of the clock

    def _begin(self) -> None:
        """Nothing of ours is known to stand there."""
        self._bubbles = Bubbles(self._clock)
        self._turns = Turns(self._server, self._bubbles, self._nudge_s)
        self._early: list[tuple[int, str]] = []  # pressed before the server told the number

    @property
    def epoch(self) -> str:
        """Bus, server and our own name on the bus; "" while not connected."""
        return f"{self._scope}{self._server.connection}" if self._server.connection else ""

    @property
    def answerable(self) -> bool:
        """Whether this server has buttons, or answers by a click."""
        return self._server.manners.buttons != "none"

    @property
    def refreshes(self) -> bool:
        """Whether this server changes a text where it stands."""
        return self._server.manners.refreshes

    @property
    def _scope(self) -> str:
        return f"{self.name}:{self._server.scope}"

    async def connect(self, listener: NotifierListener) -> str:
        """Find the bus and the server, which the bus may have to start; raises NotifierError.

        Where only the server is missing the bus is kept, and `listener.back` tells when one appears.
        """
        self._listener = listener
        self._begin()
        name = await self._server.connect()
        manners = self._server.manners
        click = manners.click.replace("here", "a notification")
        return f"{name}: {_ANSWERED[manners.buttons].format(click=click)}"

    async def show(self, notice: Notice, replaces: str, *, opened: bool = False) -> Shown:
        """Show the notice; raises NotifierError with the server's own reason.

        One that a person put away comes back when it has changed or is opened, not for the time left alone.
        """
        old = self._numbers_of(replaces)
        same = bool(old) and all(self._revision(number) == notice.revision for number in old)
        if same and not opened and self._bubbles.is_put_away(old[0]):
            return Shown(replaces, True)
        was_opened = len(old) > 1 and not self._bubbles.is_put_away(old[0])
        quiet = self._quiet_for(notice, old)
        if old and self._bubbles.was_behind(old[0]):
            self._pages.pop(notice.id, None)  # clicked in a list: nothing of it was read yet
        page = self._page(notice, opened=opened, was_opened=was_opened, quiet=quiet)
        parts = parts_of(notice, self._server.manners, opened=opened or was_opened, page=page)
        place = 0 if opened else self._place(old, parts[0])
        if place and same:
            await self._send(notice, parts[:1], place, opened=opened, again=True, quiet=quiet)
            return Shown(replaces, True)
        for number in old:
            if number != place:
                await self._close(number)
        waiting = await self._turns.make_way(place) if opened or (notice.first and not same) else []
        try:
            numbers = await self._send(notice, parts, place, opened=opened, again=same, quiet=quiet)
        finally:
            for other in waiting:
                self._tell_hidden(other)
        if opened or (same and not place):
            self._turns.nudge(numbers[0])
        return Shown(self._handle(numbers), True)

    async def withdraw(self, handle: str) -> None:
        """Close the notice; one that is gone already is no error."""
        numbers = self._numbers_of(handle)
        behind = self._turns.behind(numbers)
        for number in numbers:
            await self._close(number)
        self._tell_hidden(behind)

    async def stand_by(self) -> None:
        """Stay on the bus, which tells when another server takes over, and hear a late answer of this one."""
        self._server.stand_by()

    async def close(self) -> None:
        """Leave the bus; notices stay on the screen."""
        self._turns.close()
        self._server.leave()

    # --- sending -------------------------------------------------------------------------------------------------

    def _quiet_for(self, notice: Notice, old: tuple[int, ...]) -> bool:
        """Whether it may not disturb: what follows a press, or goes on from what stands there, is waited for."""
        if not self._is_quiet():
            return False
        stands = any(number in self._bubbles.urgent() for number in old)
        return not (notice.first and (stands or self._clock() - self._hand_at < _SITS_THERE_S))

    def _page(self, notice: Notice, *, opened: bool, was_opened: bool, quiet: bool) -> int:
        """The portion of its text to show: the next, if a person has seen one and clicked it."""
        revision, seen = self._pages.pop(notice.id, ("", 0))
        page = seen + opened if (opened or was_opened) and revision == notice.revision else 0
        if opened or not self._folds(notice, quiet=quiet):
            self._pages[notice.id] = notice.revision, page
        while len(self._pages) > _MOST_REMEMBERED:
            del self._pages[next(iter(self._pages))]
        return page

    def _folds(self, notice: Notice, *, quiet: bool) -> bool:
        """Whether it comes folded up, so that the first click shows its beginning."""
        return self._server.manners.asking_urgency == CRITICAL and (notice.timeout_s != 0 or quiet)

    def _place(self, old: tuple[int, ...], part: Part) -> int:
        """The number in whose place this server can show the part, or 0."""
        manner, first = self._server.manners.replaces, old[0] if old else 0
        if manner == "never" or not self._bubbles.may_be_replaced(first):
            return 0
        standing = self._bubbles.standing(first)
        same_buttons = standing is not None and standing.part.actions == part.actions
        return first if manner == "always" or same_buttons else 0

    async def _send(
        self, notice: Notice, parts: tuple[Part, ...], place: int, *, opened: bool, again: bool, quiet: bool
    ) -> tuple[int, ...]:
        """Show the parts, the first in its place; all or none of them."""
        numbers: list[int] = []
        alone = not self._bubbles.asking()
        self._sending = True
        try:
            for part in reversed(parts) if self._server.manners.newest_first else parts:
                how = How(
                    manners=self._server.manners,
                    capabilities=self._server.capabilities,
                    replaces=place if part is parts[0] else 0,
                    opened=opened,
                    again=again,
                    quiet=quiet,
                    alone=alone,
                )
                number = await self._server.notify(notify_arguments(notice, part, how))
                asks = notice.timeout_s == 0 and bool(notice.buttons)
                urgent = urgency(notice, how) == CRITICAL
                time_s = 0 if opened or notice.timeout_s == 0 else notice.timeout_s or TO_BE_READ_S
                self._bubbles.sent(number, Bubble(notice.revision, part, asks=asks, urgent=urgent, time_s=time_s))
                numbers.insert(0 if self._server.manners.newest_first else len(numbers), number)
        except BaseException:
            for number in numbers:
                self._close_soon(number)
            raise
        finally:
            self._sending = False
        if len(numbers) > 1 or not self._bubbles.all_of(numbers[0]):
            self._bubbles.belong_together(tuple(numbers))
        if (time_s := self._to_be_taken_off(notice, opened=opened)) and numbers:
            asyncio.get_running_loop().call_later(time_s, self._fold, numbers[0])
        self._hear_early()
        return tuple(numbers)

    def _to_be_taken_off(self, notice: Notice, *, opened: bool) -> int:
        """After so many seconds, where the server does not do it; what lies in a desktop's list may stay there."""
        manners = self._server.manners
        if manners.expires or opened:
            return 0
        listed = 0 if manners.asking_urgency == CRITICAL and not notice.first else TO_BE_READ_S
        return listed if notice.timeout_s is None else notice.timeout_s

    def _fold(self, number: int) -> None:
        """Its time is over."""
        if self._bubbles.may_be_replaced(number) and self._bubbles.standing(number):
            behind = self._turns.behind((number,))
            self._server.close_soon(number)
            self._bubbles.put_away(number)
            self._tell_hidden(behind)

    def _tell_hidden(self, number: int, together: tuple[int, ...] = ()) -> None:
        if number and self._listener:
            self._listener.hidden(self._handle(together or self._bubbles.all_of(number)))

    def _handle(self, numbers: tuple[int, ...]) -> str:
        return f"{self._scope}#{','.join(map(str, numbers))}"

    async def _close(self, number: int) -> None:
        """Take one off the screen, unless it surely is."""
        if self._is_off(number):
            return
        if not self._bubbles.is_aside(number):
            await self._server.close_number(number)
        self._bubbles.close(number)

    def _close_soon(self, number: int) -> None:
        if not self._is_off(number):
            self._server.close_soon(number)
            self._bubbles.close(number)

    def _is_off(self, number: int) -> bool:
        """What was put away may still be in a desktop's list; where closing would show it anew it is left alone."""
        shows_anew = self._server.manners.withdraws == "expiring"
        return self._bubbles.is_closed(number) or (shows_anew and self._bubbles.is_put_away(number))

    def _numbers_of(self, handle: str) -> tuple[int, ...]:
        if not self.epoch:
            raise NotifierError("no notification server is connected")
        scope, _, numbers = handle.rpartition("#")
        found = numbers.split(",") if scope == self._scope else []
        return tuple(int(number) for number in found if number.isdecimal())

    def _revision(self, number: int) -> str | None:
        standing = self._bubbles.standing(number)
        return standing.revision if standing else None

    # --- what the server tells -----------------------------------------------------------------------------------

    def _pressed(self, number: int, button: str) -> None:
        """A press ends its notification: what follows comes under another number, and late signals mean nothing."""
        numbers, standing = self._bubbles.all_of(number), self._bubbles.standing(number)
        if self._sending and (not numbers or standing is None):
            self._early.append((number, button))
        elif standing and button not in [one.id for one in standing.part.actions]:
            self._not_offered(number, button)
        elif standing and self._bubbles.came_under_the_hand(number, stacks=self._server.manners.stacks):
            self._off_by_a_press(number)
            self._tell_hidden(number, numbers)
        elif standing and button == PUT_AWAY.id:
            self._close_soon_unanswered(number)
        elif self._off_by_a_press(number):
            self._tell(self._handle(numbers), standing.part if standing else None, button)

    def _off_by_a_press(self, number: int) -> bool:
        """Most servers take it off with the press, but not those beside it; False where it was off before."""
        numbers, ours = self._bubbles.all_of(number), self._bubbles.standing(number)
        if not self._bubbles.press(number):
            return False
        for one in numbers if ours else ():  # what is unknown here may be another program's
            self._close_soon(one)
            self._hand_at = self._clock()
        return True

    def _close_soon_unanswered(self, number: int) -> None:
        """Our own button beside a lone one."""
        if not self._bubbles.is_put_away(number):
            self._server.close_soon(number)
            self._closed(number, _CLOSED_BY_A_PERSON)

    def _not_offered(self, number: int, button: str) -> None:
        """Nobody can have pressed it; but some servers tell so that their notification was dismissed."""
        if button == OPEN.id:
            self._bubbles.put_away(number)

    def _hear_early(self) -> None:
        early, self._early = self._early, []
        for number, button in early:
            self._pressed(number, button)

    def _tell(self, handle: str, part: Part | None, button: str) -> None:
        """`part`: what was pressed; None for a notification of an earlier run, or of another program."""
        meant = part.answers if part and button == OPEN.id else button
        if self._listener and meant in ("", OPEN.id):
            self._listener.opened(handle)
        elif self._listener:
            self._listener.pressed(handle, meant)

    def _closed(self, number: int, reason: int) -> None:
        """A pressed button closes its bubble too: that is not putting it away."""
        if reason != _CLOSED_BY_US:
            self._bubbles.put_away(number)
        if reason == _CLOSED_BY_A_PERSON and self._bubbles.is_put_away(number) and self._listener:
            self._listener.closed(self._handle(self._bubbles.all_of(number)))

    def _lost(self, reason: str) -> None:
        if self._listener:
            self._listener.lost(reason)

    def _back(self) -> None:
        if self._listener:
            self._listener.back()
