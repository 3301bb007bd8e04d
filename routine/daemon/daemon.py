"""The daemon: service, ticks, wake timer, clock watch, notices and socket, from the first tick to the last reply."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from routine.core.decide.time import SESSION
from routine.core.errors import RoutineError, StoreError
from routine.core.occurrences.held_back import clock_unset
from routine.core.requests.commands import Command
from routine.core.requests.edits import Edit
from routine.core.requests.queries import (
    Desktop,
    DoctorQuery,
    OfDaemon,
    PresetList,
    SessionQuery,
    StatusQuery,
    SunQuery,
    Watch,
)
from routine.core.requests.replies.commands import SilentReply, WelcomeReply
from routine.core.requests.replies.occurrences import OverviewReply
from routine.core.requests.replies.session import SessionReply, SessionView
from routine.core.requests.replies.status import DaemonStatus, DesktopReply, HelloReply, StatusReply, StopReply
from routine.core.requests.replies.watch import WatchReply
from routine.core.requests.reports import Tick, Welcome, Woke
from routine.core.state.cards import card_id
from routine.daemon.changed_files import ChangedFiles
from routine.daemon.clock_watch import ClockWatch
from routine.daemon.dependencies import Dependencies
from routine.daemon.presence_report import PresenceReport
from routine.daemon.read_request import Call
from routine.daemon.running_session import RunningSession
from routine.daemon.server import Server
from routine.daemon.service_thread import Outlook, ServiceThread
from routine.daemon.status import Itself, hello, status
from routine.daemon.tasks import Tasks
from routine.daemon.ticker import Ticker
from routine.daemon.trouble import (
    Trouble,
    cannot_decide,
    cannot_save,
    clock_notice,
    farewell_notice,
    folder_gone,
    trouble_notice,
)
from routine.daemon.wake_timer import WakeTimer
from routine.daemon.watchers import Watchers

if TYPE_CHECKING:
    from routine.core.requests.replies.doctor import DoctorReply
    from routine.core.requests.replies.sun import SunReply
    from routine.service.service import ServiceReply

    OwnReply = WatchReply | SunReply | DoctorReply | DesktopReply

_log = logging.getLogger(__name__)
_SESSION_S = 2.0


class Daemon:
    """One run, in one event loop. `run` returns when `stop` was called."""

    def __init__(self, parts: Dependencies) -> None:
        self._parts = parts
        self._beside = parts.beside()
        self._service = ServiceThread(parts.build_service, self._look_ahead, self._beside)
        self._delivery = parts.delivery(self._service.handle)
        self._ticker = Ticker(self._tick)
        self._timer = WakeTimer(self._ticker.ask, parts.real_instant)
        self._running_session = RunningSession(
            parts.sounds, self._service.handle, self._ticker.ask_now, self._seconds_to, self._announce
        )
        self._watch = ClockWatch(parts.machine_clock, self._clock_upset, on_beat=self._beat)
        self._presence = PresenceReport(parts.presence(), self._service.handle)
        self._files = ChangedFiles(parts.files_stamp, self._service.handle)
        self._server = Server(self._answer)
        self._since = parts.clock.now().instant
        self._outlook = Outlook()
        self._watchers = Watchers(begin=int(self._since.timestamp() * 1000))
        self._stopping = asyncio.Event()
        self._welcome: WelcomeReply | SilentReply = SilentReply()
        self._trouble: Trouble | None = None
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
        await self._ticker.once()
        await self._greet()
        self._ticker.start()
        self._parts.owner.describe(phase="ready")
        self._tasks.spawn(self._connect())
        _log.info("daemon: ready (process %d, version %s)", self._parts.pid, self._parts.version)

    async def _connect(self) -> None:
        """Whether somebody can see, then a notifier; a desktop that is slow to answer must not hold up the rest."""
        await self._presence.start()
        try:
            await self._delivery.start()
        except Exception:  # noqa: BLE001 - the boundary of a task: without notices the daemon still answers
            _log.exception("notifier: none started")
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
        self._ticker.stop()
        self._watch.stop()
        self._timer.stop()
        self._presence.stop()
        self._watchers.close()
        if self._beside:
            self._beside.end()
        await self._server.close()
        await self._running_session.close()
        self._tasks.cancel()
        await self._delivery.stop(farewell_notice(self._gone) if self._gone else None)
        # Last: until here what is answered and reported is still saved.
        await asyncio.to_thread(self._service.stop, tidy=self._gone is None)

    async def _tick(self) -> bool:
        """One tick; whether nothing that was due is left."""
        try:
            await self._service.handle(Tick())
        except StoreError as error:
            # What is due is named here: it cannot be raised before it can be saved, but it must not stay unseen.
            self._trouble_is(cannot_save(error, self._titles_due()))
            raise
        except Exception:
            self._trouble_is(cannot_decide())
            raise
        self._trouble_is(None)
        if not self._greeted:
            await self._greet()
        return not self._due()

    def _due(self) -> list[str]:
        now = self._parts.clock.now().instant
        return [key for key, at in self._outlook.wakes.items() if at <= now]

    def _titles_due(self) -> list[str]:
        """What people call what is due; wakes for anything else, such as a card's end, have a colon in their name."""
        presets = self._outlook.setup.presets if self._outlook.setup else {}
        ids = [key for key in self._due() if ":" not in key]
        return [presets[id].title if id in presets else id for id in ids]

    def _trouble_is(self, trouble: Trouble | None) -> None:
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
        self._gone = folder_gone(self._parts.owner.folder)
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
        self._running_session.follow(outlook.performance, outlook.wakes.get(SESSION))
        self._announce()
        self._timer.set(outlook.wakes)
        if outlook.setup is not None:
            self._watchers.look(outlook.state, outlook.setup)

    def _seconds_to(self, instant: datetime) -> float:
        """Real seconds until an instant of the daemon's clock."""
        return (self._parts.real_instant(instant) - self._parts.machine_clock.now().instant).total_seconds()

    def _announce(self) -> None:
        """Show what state says, and beside it what cannot come from state: it cannot be saved, or decided."""
        notices = self._outlook.notices
        if self._running_session.begins:
            notices = tuple(notice for notice in notices if notice.id != card_id("session"))
        if self._trouble:
            notices += (trouble_notice(self._trouble),)
        if clock_unset(now := self._parts.clock.now()):
            notices += (clock_notice(now),)
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
        self._ticker.ask_now()

    async def _answer(self, call: Call) -> ServiceReply | HelloReply | StopReply | OwnReply | bytes:
        if call == "hello":
            return hello(self._itself(), self._welcome, await self._session())
        if isinstance(call, str):  # "stop": there is no third
            self.stop()
            return StopReply(pid=self._parts.pid)
        if isinstance(call, Tick):
            self._ticker.ask_now()
            return SilentReply()
        if isinstance(call, OfDaemon):
            return await self._itself_or_machine(call)
        if isinstance(call, Command | Edit):
            _log.info("request: %s", call.__struct_config__.tag)
        await self._files.take_up(call)
        reply = await self._service.handle(call)
        if isinstance(call, Edit):
            self._files.as_read()
        if isinstance(reply, StatusReply):
            session = await self._session()
            return status(self._itself(), reply, len(self._timer.jobs()), self._outlook.wakes.values(), session)
        if isinstance(reply, OverviewReply) and self._trouble:
            # What is due cannot be raised: “nothing waits for you” alone would be untrue.
            return replace(reply, problems=(*reply.problems, self._trouble.told))
        return reply

    async def _itself_or_machine(self, call: OfDaemon) -> OwnReply:
        """What is answered beside the service: it waits for changes, or takes a while, and holds up no reminder."""
        match call:
            case Watch():
                return await self._watchers.watch(call)
            case SunQuery():
                return await asyncio.to_thread(self._parts.sun, call)
            case DoctorQuery():
                return await self._examine(call)
            case Desktop():
                return await self._move(call)

    async def _move(self, call: Desktop) -> DesktopReply:
        """Go where somebody is logged in by now: notices, and what tells whether they are seen."""
        moved = self._parts.take_up_desktop(call.variables)
        if moved:
            _log.info("desktop: another one (%s)", ", ".join(sorted(call.variables)))
            await self._presence.start_over()
        await self._delivery.look(anew=moved)
        return DesktopReply(moved=moved, notifier=self._delivery.facts())

    async def _examine(self, call: DoctorQuery) -> DoctorReply:
        from routine.core.requests.replies.presets import PresetListReply
        from routine.daemon.doctor.examine import examine  # here: few ever see a doctor

        await self._delivery.look()
        now, presets = await self._answer(StatusQuery()), await self._service.handle(PresetList())
        if not isinstance(now, DaemonStatus) or not isinstance(presets, PresetListReply):
            raise TypeError("a status is answered by a status, a list by a list")
        return await examine(call, now, presets, self._parts.looks, self._parts.test_sound)

    async def _session(self) -> SessionView | None:
        """Where the session stands, if there is one; None also when the service is busy: hello must not wait long."""
        with contextlib.suppress(TimeoutError, RoutineError):
            async with asyncio.timeout(_SESSION_S):
                reply = await self._service.handle(SessionQuery())
            return reply.session if isinstance(reply, SessionReply) else None
        return None

    def _itself(self) -> Itself:
        trouble = self._trouble.told if self._trouble else None
        return Itself(self._parts, self._delivery, self._since, trouble, self._presence.facts())
