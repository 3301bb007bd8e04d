"""Shows notices through the desktop's notification server, with the behaviour that this server needs."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping

from routine.adapters.notify.bubbles import Bubble, Bubbles
from routine.adapters.notify.freedesktop_arguments import CRITICAL, How, notify_arguments, urgency
from routine.adapters.notify.handles import NAME, Handles
from routine.adapters.notify.notification_texts import Part, parts_of
from routine.adapters.notify.one_at_a_time import NUDGE_S, OneAtATime
from routine.adapters.notify.presses import Presses
from routine.adapters.notify.server import AGAIN_S, ANSWER_S, NotificationServer, ServerListener
from routine.adapters.notify.take_off_screen import TakeOff, time_on_screen
from routine.core.state.notice import TO_BE_READ_S, Notice
from routine.ports.notifier import NotifierListener, Shown

_MOST_REMEMBERED = 50


class FreedesktopNotifier:
    """A connection to `org.freedesktop.Notifications`.

    `is_quiet`: whether the desktop was told not to disturb. `answer_s` and `again_s`: as the server's; `nudge_s`: as
    that of `OneAtATime`. `clock`: seconds.
    """

    name = NAME

    def __init__(
        self,
        environ: Mapping[str, str],
        answer_s: float = ANSWER_S,
        is_quiet: Callable[[], bool] = lambda: False,
        again_s: float = AGAIN_S,
        nudge_s: float = NUDGE_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock, self._nudge_s, self._is_quiet = clock, nudge_s, is_quiet
        self._server = NotificationServer(environ, answer_s, again_s)
        self._handles = Handles(self._server)
        self._presses = Presses(self._server, self._handles, clock)
        self._begin()
        self._pages: dict[str, tuple[str, int]] = {}  # of each notice: the revision, and the page that was seen

    def _begin(self) -> None:
        """Nothing of ours is known to stand there."""
        self._bubbles = Bubbles(self._clock)
        self._one_at_a_time = OneAtATime(self._server, self._bubbles, self._nudge_s)
        self._off = TakeOff(self._server, self._bubbles)
        self._presses.begin(self._bubbles, self._off)

    @property
    def epoch(self) -> str:
        """Bus, server and our own name on the bus; "" while not connected."""
        return self._handles.epoch

    @property
    def answerable(self) -> bool:
        """Whether this server has buttons, or answers by a click."""
        return self._server.behaviour.buttons != "none"

    @property
    def refreshes(self) -> bool:
        """Whether this server changes a text where it stands."""
        return self._server.behaviour.refreshes

    async def connect(self, listener: NotifierListener) -> str:
        """Find the bus and the server, which the bus may have to start; raises NotifierError.

        Where only the server is missing the bus is kept, and `listener.back` tells when one appears.
        """
        self._handles.listener = listener
        self._begin()
        name = await self._server.connect(
            ServerListener(self._presses.pressed, self._presses.closed, listener.lost, listener.back)
        )
        return f"{name}: {self._server.behaviour.how_answered}"

    async def show(self, notice: Notice, replaces: str, *, opened: bool = False) -> Shown:
        """Show the notice; raises NotifierError with the server's own reason.

        One that a person put away comes back when it has changed or is opened, not for the time left alone.
        """
        old = self._handles.numbers_in(replaces)
        same = bool(old) and all(self._revision(number) == notice.revision for number in old)
        if same and not opened and self._bubbles.is_put_away(old[0]):
            return Shown(replaces, True)
        was_opened = len(old) > 1 and not self._bubbles.is_put_away(old[0])
        quiet = self._quiet_for(notice, old)
        if old and self._bubbles.was_behind(old[0]):
            self._pages.pop(notice.id, None)  # clicked in a list: nothing of it was read yet
        page = self._page(notice, opened=opened, was_opened=was_opened, quiet=quiet)
        parts = parts_of(notice, self._server.behaviour, opened=opened or was_opened, page=page)
        place = 0 if opened else self._place(old, parts[0])
        if place and same:
            await self._send(notice, parts[:1], place, opened=opened, again=True, quiet=quiet)
            return Shown(replaces, True)
        for number in old:
            if number != place:
                await self._off.close(number)
        waiting = await self._one_at_a_time.make_way(place) if opened or (notice.first and not same) else []
        try:
            numbers = await self._send(notice, parts, place, opened=opened, again=same, quiet=quiet)
        finally:
            for other in waiting:
                self._tell_hidden(other)
        if opened or (same and not place):
            self._one_at_a_time.nudge(numbers[0])
        return Shown(self._handles.of(numbers), True)

    async def withdraw(self, handle: str) -> None:
        """Close the notice; one that is gone already is no error."""
        numbers = self._handles.numbers_in(handle)
        behind = self._one_at_a_time.behind(numbers)
        for number in numbers:
            await self._off.close(number)
        self._tell_hidden(behind)

    async def stand_by(self) -> None:
        """Stay on the bus, which tells when another server takes over, and hear a late answer of this one."""
        self._server.stand_by()

    async def close(self) -> None:
        """Leave the bus; notices stay on the screen."""
        self._one_at_a_time.close()
        self._server.leave()

    # --- sending -------------------------------------------------------------------------------------------------

    def _quiet_for(self, notice: Notice, old: tuple[int, ...]) -> bool:
        """Whether it may not disturb: what follows a press, or goes on from what stands there, is waited for."""
        if not self._is_quiet():
            return False
        stands = any(number in self._bubbles.urgent() for number in old)
        return not (notice.first and (stands or self._presses.just_now()))

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
        return self._server.behaviour.asking_urgency == CRITICAL and (notice.timeout_s != 0 or quiet)

    def _place(self, old: tuple[int, ...], part: Part) -> int:
        """The number in whose place this server can show the part, or 0."""
        manner, first = self._server.behaviour.replaces, old[0] if old else 0
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
        self._presses.sending = True
        try:
            for part in reversed(parts) if self._server.behaviour.newest_first else parts:
                how = How(
                    behaviour=self._server.behaviour,
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
                numbers.insert(0 if self._server.behaviour.newest_first else len(numbers), number)
        except BaseException:
            for number in numbers:
                self._off.close_soon(number)
            raise
        finally:
            self._presses.sending = False
        if len(numbers) > 1 or not self._bubbles.all_of(numbers[0]):
            self._bubbles.belong_together(tuple(numbers))
        if (time_s := time_on_screen(notice, self._server.behaviour, opened=opened)) and numbers:
            asyncio.get_running_loop().call_later(time_s, self._fold, numbers[0])
        self._presses.hear_early()
        return tuple(numbers)

    def _fold(self, number: int) -> None:
        """Its time is over."""
        behind = self._one_at_a_time.behind((number,))
        if self._off.fold(number):
            self._tell_hidden(behind)

    def _tell_hidden(self, number: int) -> None:
        if number:
            self._handles.hidden(self._bubbles.all_of(number))

    def _revision(self, number: int) -> str | None:
        standing = self._bubbles.standing(number)
        return standing.revision if standing else None
