"""Makes what should be showing show: sends the notifier the difference, and reports what came of it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import datetime
from typing import Any

from routine.core.notices.reconcile import Difference, difference
from routine.core.notices.send_again import had_its_time
from routine.core.requests.commands import Press
from routine.core.requests.replies.status import NotifierStatus
from routine.core.requests.reports import Cleared, Closed, Told, Withdrawn
from routine.core.state.notice import Delivery, Notice
from routine.core.when.moment import Now
from routine.daemon.background_tasks import Tasks
from routine.daemon.notices.clear_screen import ScreenClearer, take_leave
from routine.daemon.notices.delivery_reports import DeliveryReports
from routine.daemon.notices.known_deliveries import KnownDeliveries
from routine.daemon.notices.notice_answers import NoticeAnswers
from routine.daemon.notices.notifier_choice import NotifierChoice
from routine.daemon.notices.notifier_reconnect import Candidate, Factory
from routine.daemon.notices.send_notice import NoticeSender

_log = logging.getLogger(__name__)

Ask = Callable[[Told | Closed | Withdrawn | Cleared | Press], Awaitable[object]]

#: The same notice would most likely fail again: now and then is enough, and the log does not fill.
_AFTER_A_MISTAKE_S = 60.0
#: A server that works confirms a notice in a few milliseconds; who stops Routine waits for this.
_FINISH_S = 1.0
#: A server that hangs is given up after 5 s, and the next notifier is tried; a `start` from another desktop waits 20 s.
_LOOK_S = 8.0


class NoticeDelivery:
    """Runs as one task. `factories` build the notifiers, best first; `ask` tells the service.

    `setting` is the notifier that the user wants: "auto", or one name.
    """

    def __init__(
        self,
        factories: Mapping[str, Factory],
        ask: Ask,
        now: Callable[[], Now],
        setting: Callable[[], str] = lambda: "auto",
    ) -> None:
        self._now, self._setting = now, setting
        self._wanted: tuple[Notice, ...] = ()
        self._known = KnownDeliveries()
        self._wake = asyncio.Event()
        self._busy = asyncio.Lock()
        self._tasks = Tasks()
        self._reports = DeliveryReports(ask, self._tasks.later, self.poke)
        opened: set[str] = set()
        self._sender = NoticeSender(self._known, self._reports, self._busy, opened, now)
        self._clearer = ScreenClearer(ask, self._known, self._reports)
        self._answers = NoticeAnswers(
            ask, self._known, self._busy, opened, self._is_wanted, self.poke, self._sender.failed
        )
        self._choice = NotifierChoice(factories, self.poke, self._answers, self.idle)
        self._looks: list[asyncio.Future[None]] = []
        self._anew = False

    async def start(self) -> None:
        """Begin, by looking for a notifier, so that status can name it; returns at once."""
        self._tasks.spawn(self._run())

    def want(self, notices: tuple[Notice, ...], deliveries: Mapping[str, Delivery]) -> None:
        """Show these and no others; `deliveries` is what state knows. Returns at once."""
        self._wanted = notices
        self._known.stored(deliveries)
        self.poke()

    def poke(self) -> None:
        """Look again soon; any number of these is one look."""
        self._wake.set()

    def nudge(self) -> None:
        """The machine woke, or its clock was set: waiting times mean nothing any more."""
        self._choice.try_again()
        self._reports.try_again()
        self.poke()

    async def look(self, *, anew: bool = False) -> None:
        """Find out what notices can be shown with now; `anew`: on another desktop, where all that shows has to come.

        Waits until that is known, or for seconds.
        """
        self._anew |= anew
        looked = asyncio.get_running_loop().create_future()
        self._looks.append(looked)
        self._choice.try_again()
        self.poke()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_S):
                await looked

    def idle(self) -> bool:
        """Whether nothing should be showing any more."""
        known, now = self._known.all(), self._now().instant
        return all(had_its_time(notice, known.get(notice.id, Delivery()), now) for notice in self._wanted)

    def facts(self) -> NotifierStatus:
        """What notices are shown with, and how that went."""
        return self._sender.facts(self._choice.facts())

    async def stop(self, farewell: Notice | None = None) -> None:
        """End, and leave nothing on the screen that looks alive: its buttons would lead nowhere.

        A notice under way may be finished and reported first, so that it is not sent twice. `farewell` stays.
        """
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_FINISH_S):
                # And never let go: nothing is to be sent after this.
                await self._busy.acquire()
        await self._answers.end()
        await self._tasks.end()
        await self._clearer.clear(self._choice.current())
        if farewell:
            await take_leave(self._choice.current(), farewell)
        await self._choice.close()

    # --- the loop ------------------------------------------------------------------------------------------------

    async def _run(self) -> None:
        await self._guarded(self._find(something_new=True))
        while True:
            await self._wake.wait()
            self._wake.clear()
            await self._guarded(self._reconcile())

    async def _guarded(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except Exception:  # noqa: BLE001 - logged, and tried again: a mistake in one notice must not silence the others
            _log.exception("notification: showing failed (internal error)")
            self._tasks.later("mistake", _AFTER_A_MISTAKE_S, self.poke)

    async def _reconcile(self) -> None:
        if self._looks:
            await self._look()
        await self._reports.tell()
        while await self._step():
            pass
        await self._reports.tell()

    async def _look(self) -> None:
        looks, self._looks = self._looks, []
        try:
            if self._anew:
                self._anew = False
                await self._clearer.clear(self._choice.current())
                await self._choice.close()
            found = await self._find(something_new=True)
            if found and not self._choice.facts().tried:
                self._sender.last_failure = None
        finally:
            for looked in looks:
                if not looked.done():
                    looked.set_result(None)

    async def _step(self) -> bool:
        """Do the first thing of the difference; what should be showing may have changed after each."""
        if not self._wanted and not self._known.all():
            return False
        await self._try_better()
        candidate = await self._find(self._something_new())
        if candidate is None:
            return False
        left = self._difference(candidate)
        # What is new comes before tidying up what is old: somebody waits for it.
        if left.show:
            await self._sender.show(candidate, left.show[0])
        elif left.withdraw:
            await self._sender.withdraw(candidate, left.withdraw[0])
        else:
            self._look_again_at(left.retry_at)
            return False
        return True

    async def _try_better(self) -> None:
        """Try one that failed before with what another shows already: as long as it fails, that one goes on showing."""
        better, shows = self._choice.on_trial(self._setting()), self._choice.current()
        if better is None or shows is None or not self._wanted or not await better.connect():
            return
        await self._sender.show_on_trial(better, self._wanted[0])

    async def _find(self, something_new: bool) -> Candidate | None:
        candidate = await self._choice.best(self._setting(), something_new)
        tried = self._choice.facts().tried
        if tried and something_new:
            self._sender.failed("; ".join(f"{one.reason} ({one.name})" for one in tried))
        return candidate

    def _is_wanted(self, notice: str, revision: str) -> bool:
        return any(one.id == notice and one.revision == revision for one in self._wanted)

    def _something_new(self) -> bool:
        current = self._choice.current()
        return current is None or bool(self._difference(current).show)

    def _difference(self, candidate: Candidate) -> Difference:
        notifier = candidate.notifier
        return difference(
            self._wanted,
            self._known.all(),
            notifier.name,
            notifier.epoch,
            self._now().instant,
            refreshes=notifier.refreshes,
        )

    def _look_again_at(self, retry_at: datetime | None) -> None:
        if retry_at:
            self._tasks.later("retry", (retry_at - self._now().instant).total_seconds(), self.poke)
