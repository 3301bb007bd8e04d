"""The daemon: service, ticks, wake timer, clock watch, notices and socket, from the first tick to the last reply."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from routine.core.decide.ticks_and_wakes import SESSION
from routine.core.errors import RoutineError, StoreError
from routine.core.requests.commands import Command
from routine.core.requests.edits import Edit
from routine.core.requests.queries import OfDaemon, StatusQuery
from routine.core.requests.replies.commands import SilentReply, WelcomeReply
from routine.core.requests.replies.status import HelloReply, StopReply
from routine.core.requests.reports import Tick, Welcome, Woke
from routine.core.state.cards import card_id
from routine.core.when.unset_clock import clock_unset
from routine.daemon.background_tasks import Tasks
from routine.daemon.change_watchers import Watchers
from routine.daemon.changed_files import ChangedFiles
from routine.daemon.clock_watch import ClockWatch
from routine.daemon.dependencies import Dependencies
from routine.daemon.notices import problem_notices
from routine.daemon.own_answers import OwnAnswers, Present
from routine.daemon.presence_report import PresenceReport
from routine.daemon.read_request import Call
from routine.daemon.running_session import RunningSession
from routine.daemon.server import Server
from routine.daemon.service_thread import Outlook, ServiceThread
from routine.daemon.tick_retry import TickRetry
from routine.daemon.wake_timer import WakeTimer

if TYPE_CHECKING:
    from routine.daemon.own_answers import OwnReply
    from routine.service.service import ServiceReply

_log = logging.getLogger(__name__)


class Daemon:
    """One run, in one event loop. `run` returns when `stop` was called."""

    def __init__(self, parts: Dependencies) -> None:
        self._parts = parts
        self._query_process = parts.query_process()
        self._service = ServiceThread(parts.build_service, self._look_ahead, self._query_process)
        ask = self._service.handle
        self._delivery = parts.delivery(ask)
        self._tick_retry = TickRetry(self._tick)
        self._timer = WakeTimer(self._tick_retry.ask, parts.real_instant)
        self._session = RunningSession(parts.sounds, ask, self._tick_retry.ask_now, parts.seconds_to, self._announce)
        self._watch = ClockWatch(parts.machine_clock, self._clock_upset, on_beat=self._beat)
        self._presence = PresenceReport(parts.presence(), ask)
        self._files = ChangedFiles(parts.files_stamp, ask)
        self._server = Server(self._answer)
        since = parts.clock.now().instant
        self._outlook = Outlook()
        self._watchers = Watchers(begin=int(since.timestamp() * 1000))
        self._own = OwnAnswers(parts, ask, self._delivery, self._presence, self._watchers, self._timer, since)
        self._stopping = asyncio.Event()
        self._welcome: WelcomeReply | SilentReply = SilentReply()
        self._trouble: problem_notices.Trouble | None = None
        self._gone: StoreError | None = None
        self._tasks = Tasks()
        self._greeted = True

    async def run(self, on_ready: Callable[[], None] = lambda: None) -> None:
        """Load, answer, tick, until told to stop; raises RoutineError when it cannot begin, or its folder is gone."""
        await self._service.start()
        try:
            await self._begin()
            on_ready()
            await self._stopping.wait()
        finally:
            await self._end()
        if self._gone:
            raise self._gone

    def stop(self) -> None:
        """End soon, in good order."""
        self._stopping.set()

    def reload(self) -> None:
        """Read the files again."""
        self._files.read_soon()

    async def _begin(self) -> None:
        self._timer.start()
        self._watch.start()
        address = await self._parts.listen(self._server)
        self._parts.owner.describe(address=address, version=self._parts.version)
        # Before anybody is told that it is ready: what came due while nothing ran is decided by then.
        await self._tick_retry.once()
        await self._greet()
        self._tick_retry.start()
        self._parts.owner.describe(phase="ready")
        self._tasks.spawn(self._connect())
        _log.info("daemon: ready (process %d, version %s)", self._parts.pid, self._parts.version)

    async def _connect(self) -> None:
        """Whether somebody can see, then a notifier; a desktop that is slow to answer must not hold up the rest."""
        await self._presence.start()
        await self._delivery.start()
        self._announce()

    async def _greet(self) -> None:
        """Have a first start enable the starters; a disk that is full must not keep the daemon from telling so.

        Under a clock that was never set nothing begins: that is for the first tick by a clock that is right.
        """
        try:
            self._greeted = not clock_unset(self._parts.clock.now())
            welcome = await self._service.handle(Welcome())
            self._welcome = welcome if isinstance(welcome, WelcomeReply) else SilentReply()
        except StoreError as error:
            _log.error("welcome: not saved (%s)", error.message)

    async def _end(self) -> None:
        _log.info("daemon: stopping")
        # Whoever asks now waits for the end instead of asking one that goes.
        with contextlib.suppress(StoreError):
            self._parts.owner.describe(phase="stopping")
        self._tick_retry.stop()
        self._watch.stop()
        self._timer.stop()
        self._presence.stop()
        self._watchers.close()
        if self._query_process:
            self._query_process.end()
        try:
            await self._server.close()
            await self._session.close()
            self._tasks.cancel()
            await self._delivery.stop(problem_notices.farewell_notice(self._gone) if self._gone else None)
        finally:
            # Last: until here what is answered and reported is still saved.
            await asyncio.to_thread(self._service.stop, tidy=self._gone is None)

    async def _tick(self) -> bool:
        """One tick; whether nothing that was due is left."""
        try:
            await self._service.handle(Tick())
        except StoreError as error:
            # What is due is named here: it cannot be raised before it can be saved, but it must not stay unseen.
            due = self._outlook.titles_due(self._parts.clock.now().instant)
            self._trouble_is(problem_notices.cannot_save(error, due))
            raise
        except Exception:
            self._trouble_is(problem_notices.cannot_decide())
            raise
        self._trouble_is(None)
        if not self._greeted:
            await self._greet()
        return not self._outlook.due(self._parts.clock.now().instant)

    def _trouble_is(self, trouble: problem_notices.Trouble | None) -> None:
        """What keeps ticks from being saved; only the tick that succeeds in the end takes it back."""
        if trouble != self._trouble:
            self._trouble = trouble
            self._watchers.tell("status")
            self._announce()

    def _beat(self) -> None:
        if self._parts.owner.lost:
            self._end_without_folder()
            return
        self._files.look()
        self._presence.look()
        if self._server.lost:
            self._tasks.spawn(self._listen_again())

    def _end_without_folder(self) -> None:
        """Another daemon may own by now what lies at the path: two would show everything twice."""
        self._gone = problem_notices.folder_gone(self._parts.owner.folder, another_runs=self._parts.owner.followed)
        _log.error("daemon: data folder gone (%s)", self._parts.owner.folder)
        self.stop()

    async def _listen_again(self) -> None:
        """A logout may take the folder of the socket away, and the next login bring it back."""
        try:
            address = await self._parts.listen(self._server)
        except RoutineError as error:
            _log.debug("socket: not restored (%s)", error.message)
            return
        self._parts.owner.describe(address=address)
        _log.info("socket: restored (it was missing)")

    def _look_ahead(self, outlook: Outlook) -> None:
        self._outlook = outlook
        if self._stopping.is_set():
            return
        # In the order of what a person waits for: to hear, to see, and only then the wakes to come.
        self._session.follow(outlook.performance, outlook.wakes.get(SESSION))
        self._announce()
        self._timer.set(outlook.wakes)
        if outlook.setup is not None:
            self._watchers.look(outlook.state, outlook.setup)

    def _announce(self) -> None:
        """Show what state says, and beside it what cannot come from state: it cannot be saved, or decided."""
        notices = self._outlook.notices
        if self._session.begins:
            notices = tuple(notice for notice in notices if notice.id != card_id("session"))
        notices += problem_notices.beside_state(self._trouble, self._parts.clock.now())
        self._delivery.want(notices, self._outlook.deliveries)

    def _clock_upset(self, why: str) -> None:
        if why == "suspend":
            self._tasks.spawn(self._wake_up())
        else:
            self._plan_anew(why)

    async def _wake_up(self) -> None:
        """A session says first where it stands; what the time asleep made due comes after."""
        try:
            await self._service.handle(Woke())
        except RoutineError as error:
            _log.error("wake-up: failed (%s)", error.message)
        self._plan_anew("suspend")

    def _plan_anew(self, why: str) -> None:
        _log.info("plan: recalculated (%s)", why)
        self._timer.replan()
        self._delivery.nudge()
        self._presence.look_anew()
        self._tick_retry.ask_now()

    async def _answer(self, call: Call) -> ServiceReply | HelloReply | StopReply | OwnReply | bytes:
        if call == "hello":
            return await self._own.hello(self._present())
        if isinstance(call, str):  # "stop": there is no third
            self.stop()
            return StopReply(pid=self._parts.pid)
        if isinstance(call, Tick):
            self._tick_retry.ask_now()
            return SilentReply()
        if isinstance(call, OfDaemon):
            return await self._own.answer(call, partial(self._answer, StatusQuery()))
        if isinstance(call, Command | Edit):
            _log.info("request: %s", call.__struct_config__.tag)
        reply = await self._files.answered(call, self._service.handle)
        return await self._own.completed(reply, self._present())

    def _present(self) -> Present:
        return Present(self._welcome, self._trouble, self._outlook.wakes.values())
