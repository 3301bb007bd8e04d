"""Makes what should be showing show: sends the notifier the difference, and reports what came of it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from routine.core.errors import RoutineError
from routine.core.notices.reconcile import Difference, Send, difference
from routine.core.notices.send_again import had_its_time
from routine.core.requests.commands import Press
from routine.core.requests.replies.status import NotifierStatus
from routine.core.requests.reports import Cleared, Closed, Told, Withdrawn
from routine.core.state.notice import Delivery, Notice
from routine.core.when.moment import Now
from routine.daemon.delivery_reports import DeliveryReports
from routine.daemon.known_deliveries import KnownDeliveries
from routine.daemon.notice_answers import NoticeAnswers
from routine.daemon.notifier_choice import NotifierChoice
from routine.daemon.notifier_reconnect import Candidate, Factory
from routine.daemon.tasks import Tasks
from routine.ports.notifier import NotifierError

_log = logging.getLogger(__name__)

Ask = Callable[[Told | Closed | Withdrawn | Cleared | Press], Awaitable[object]]

_AFTER_A_MISTAKE_S = 60.0
_FINISH_S = 1.0
_CLEAR_S = 3.0
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
        self._ask, self._now, self._setting = ask, now, setting
        self._wanted: tuple[Notice, ...] = ()
        self._known = KnownDeliveries()
        self._wake = asyncio.Event()
        self._busy = asyncio.Lock()
        self._tasks = Tasks()
        self._reports = DeliveryReports(ask, self._tasks.later, self.poke)
        self._answers = NoticeAnswers(ask, self._known, self._busy, self._is_wanted, self.poke, self._failed)
        self._choice = NotifierChoice(factories, self.poke, self._answers, self.idle)
        self._last_delivery: datetime | None = None
        self._last_failure: str | None = None
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
        last = self._last_delivery
        shown = last.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if last else None
        return replace(self._choice.facts(), last_delivery=shown, last_failure=self._last_failure)

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
        await self._clear()
        if farewell:
            await self._take_leave(farewell)
        await self._choice.close()

    async def _take_leave(self, farewell: Notice) -> None:
        current = self._choice.current()
        if current is not None:
            with contextlib.suppress(TimeoutError, NotifierError):
                async with asyncio.timeout(_CLEAR_S):
                    await current.notifier.show(farewell, "")

    async def _clear(self) -> None:
        """Withdraw all that shows, as far as the server lets us in time; what it leaves is closed at the next start."""
        current, gone = self._choice.current(), []
        if current is None:
            return
        with contextlib.suppress(TimeoutError, NotifierError):
            async with asyncio.timeout(_CLEAR_S):
                for notice, delivery in self._known.all().items():
                    if delivery.handle and delivery.notifier == current.name:
                        await current.notifier.withdraw(delivery.handle)
                        gone.append(notice)
        await self._reports.tell()
        if gone:
            with contextlib.suppress(RoutineError):  # not saved: the next start closes them once more
                await self._ask(Cleared(tuple(gone)))

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
                await self._clear()
                await self._choice.close()
            found = await self._find(something_new=True)
            if found and not self._choice.facts().tried:
                self._last_failure = None
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
            await self._show(candidate, left.show[0])
        elif left.withdraw:
            await self._withdraw(candidate, left.withdraw[0])
        else:
            self._look_again_at(left.retry_at)
            return False
        return True

    async def _try_better(self) -> None:
        """Try one that failed before with what another shows already: as long as it fails, that one goes on showing."""
        better, shows = self._choice.on_trial(self._setting()), self._choice.current()
        if better is None or shows is None or not self._wanted or not await better.connect():
            return
        notice = self._wanted[0]
        before = self._known.all().get(notice.id)
        async with self._busy:
            try:
                shown = await better.notifier.show(notice, "")
            except NotifierError as error:
                await better.failed(error)
                return
            told = self._told(better, notice)
            await self._note(better, replace(told, handle=shown.handle, confirmed=shown.confirmed), before)

    async def _find(self, something_new: bool) -> Candidate | None:
        candidate = await self._choice.best(self._setting(), something_new)
        tried = self._choice.facts().tried
        if tried and something_new:
            self._last_failure = "; ".join(f"{one.reason} ({one.name})" for one in tried)
        return candidate

    def _is_wanted(self, notice: str, revision: str) -> bool:
        return any(one.id == notice and one.revision == revision for one in self._wanted)

    def _failed(self, why: str) -> None:
        self._last_failure = why

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

    # --- doing ---------------------------------------------------------------------------------------------------

    async def _show(self, candidate: Candidate, send: Send) -> None:
        notice, notifier = send.notice, candidate.notifier
        told, failure = self._told(candidate, notice), None
        before = self._known.all().get(notice.id)
        async with self._busy:
            try:
                shown = await notifier.show(notice, send.replaces, opened=notice.id in self._answers.opened_notices)
                self._answers.opened_notices.discard(notice.id)
                told = replace(told, handle=shown.handle, confirmed=shown.confirmed)
            except NotifierError as error:
                told, failure = replace(told, error=str(error)), error
            await self._note(candidate, told, before)
        if failure is not None:
            _log.warning("notification: not shown (%s: %s)", notifier.name, failure.in_log)
            await candidate.failed(failure)

    def _told(self, candidate: Candidate, notice: Notice) -> Told:
        notifier = candidate.notifier
        return Told(notice.id, notice.revision, notifier.name, notifier.epoch, refresh=notice.refresh)

    async def _note(self, candidate: Candidate, told: Told, before: Delivery | None) -> None:
        """Note what came of sending it, here and in state."""
        if told.error is None:
            candidate.showed()
        instant = self._now().instant
        if self._known.note(told, before, instant):
            self._reports.add(told)
        if told.confirmed:
            self._last_delivery, self._last_failure = instant, None
        if told.error is not None:
            self._last_failure = f"{told.error} ({told.notifier})"
        await self._reports.tell()

    async def _withdraw(self, candidate: Candidate, notice: str) -> None:
        delivery = self._known.all()[notice]
        async with self._busy:
            if delivery.handle and delivery.notifier == candidate.name:
                try:
                    await candidate.notifier.withdraw(delivery.handle)
                except NotifierError as error:  # gone with its server, or closed by it when it wakes
                    _log.warning("notification: not withdrawn (%s: %s)", candidate.name, error.in_log)
            self._known.withdrawn(notice)
            self._reports.add(Withdrawn(notice))  # later: saving it must not hold up what is to be shown
