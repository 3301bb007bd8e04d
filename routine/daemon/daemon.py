"""The daemon: worker, ticker, timer, clock watch, announcer and socket put together, from the first tick to the last reply."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from msgspec import Struct, structs

from routine.core.errors import DaemonError, StoreError
from routine.core.messages import Reload, Request, StatusQuery, Tick, Welcome
from routine.core.notice import Notice
from routine.core.state import Delivery
from routine.daemon.clock_watch import ClockWatch
from routine.daemon.protocol import VERSION
from routine.daemon.server import Call, Server
from routine.daemon.ticker import Ticker
from routine.daemon.timer import WakeTimer
from routine.daemon.worker import Outlook, Served, Worker
from routine.ports import Clock

_log = logging.getLogger(__name__)
_CANNOT_SAVE = "cannot-save"


class Owner(Protocol):
    """The lock on the data directory, which this process holds."""

    def describe(self, *, phase: str | None = None, address: str | None = None, version: str | None = None) -> None:
        """Tell clients how far the daemon is, and where."""
        ...


class Announces(Protocol):
    """Shows notices, and tells the service what came of it."""

    async def start(self) -> None:
        """Find a notifier."""
        ...

    def want(self, notices: tuple[Notice, ...], deliveries: Mapping[str, Delivery]) -> None:
        """Show these and no others; returns at once."""
        ...

    def facts(self) -> Mapping[str, Any]:
        """`name`, `last_delivery`, `last_failure`."""
        ...

    async def stop(self) -> None:
        """Let go of the notifier."""
        ...


class Parts(Struct, frozen=True, kw_only=True):
    """What a daemon is made of. `real_instant` maps the clock's instants to the machine's clock."""

    build_service: Callable[[], Served]
    announcer: Callable[[Callable[[Request], Any]], Announces]
    clock: Clock
    machine_clock: Clock
    real_instant: Callable[[datetime], datetime]
    zone_facts: Callable[[], Mapping[str, Any]]
    listen: Callable[[Server], Any]
    owner: Owner
    version: str
    pid: int
    virtual: bool = False


class Daemon:
    """One run, in one event loop. `run` returns when `stop` was called."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._worker = Worker(parts.build_service, self._look_ahead)
        self._announcer = parts.announcer(self._worker.handle)
        self._ticker = Ticker(self._tick)
        self._timer = WakeTimer(self._ticker.ask, parts.real_instant)
        self._watch = ClockWatch(parts.machine_clock, self._clock_upset)
        self._server = Server(self._answer)
        self._since = parts.clock.now().instant
        self._outlook = Outlook()
        self._stopping = asyncio.Event()
        self._welcome: dict[str, Any] = {}
        self._connecting: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Load, answer, tick, until told to stop; raises RoutineError when it cannot begin."""
        await self._worker.start()
        try:
            await self._begin()
            await self._stopping.wait()
        finally:
            await self._end()

    def stop(self) -> None:
        """End soon, in good order."""
        self._stopping.set()

    def reload(self) -> None:
        """Read the files again."""
        asyncio.get_running_loop().create_task(self._reload())

    async def _begin(self) -> None:
        self._timer.start()
        self._watch.start()
        address = await self._parts.listen(self._server)
        self._parts.owner.describe(address=address, version=self._parts.version)
        await self._ticker.once()
        await self._greet()
        self._ticker.start()
        self._parts.owner.describe(phase="ready")
        self._connecting = asyncio.get_running_loop().create_task(self._connect())
        _log.info("ready: process %d, version %s", self._parts.pid, self._parts.version)

    async def _connect(self) -> None:
        """Find a notifier; a desktop that is slow to answer must not hold up the rest."""
        try:
            await self._announcer.start()
        except Exception:
            _log.exception("no notifier could be started")
        self._announce()

    async def _greet(self) -> None:
        """Have a first start enable the starters; a disk that is full must not keep the daemon from telling so."""
        try:
            self._welcome = await self._worker.handle(Welcome())
        except StoreError as error:
            _log.error("the welcome could not be saved: %s", error.message)

    async def _end(self) -> None:
        _log.info("stopping")
        with contextlib.suppress(StoreError):
            self._parts.owner.describe(phase="stopping")
        self._ticker.stop()
        self._watch.stop()
        self._timer.stop()
        await self._server.close()
        if self._connecting is not None:
            self._connecting.cancel()
        await self._announcer.stop()
        await asyncio.to_thread(self._worker.stop)

    async def _tick(self) -> bool:
        """One tick; whether nothing that was due is left."""
        await self._worker.handle(Tick())
        now = self._parts.clock.now().instant
        return all(at > now for at in self._outlook.wakes.values())

    async def _reload(self) -> None:
        try:
            await self._worker.handle(Reload())
        except StoreError as error:
            _log.error("reload: %s", error.message)

    def _look_ahead(self, outlook: Outlook) -> None:
        self._outlook = outlook
        if self._stopping.is_set():
            return
        self._timer.set(outlook.wakes)
        self._announce()

    def _announce(self) -> None:
        self._announcer.want((*self._outlook.notices, *self._trouble()), self._outlook.deliveries)

    def _trouble(self) -> tuple[Notice, ...]:
        """The notice that cannot come from state, since state cannot be saved."""
        if not self._outlook.problems:
            return ()
        text = "\n".join(self._outlook.problems)
        return (Notice(id=_CANNOT_SAVE, title="Routine needs your help", body=text, urgency="critical", revision=text),)

    def _clock_upset(self, why: str) -> None:
        _log.info("the clock changed (%s): planning anew", why)
        self._timer.replan()
        self._ticker.ask_now()

    async def _answer(self, call: Call) -> dict[str, Any]:
        if call == "hello":
            return self._hello()
        if call == "stop":
            self.stop()
            return {"pid": self._parts.pid}
        assert not isinstance(call, str)
        if isinstance(call, Tick):
            self._ticker.ask_now()
            return {}
        reply = await self._worker.handle(call)
        return {**reply, **self._status(reply)} if isinstance(call, StatusQuery) else reply

    def _hello(self) -> dict[str, Any]:
        return {
            "routine": self._parts.version,
            "protocol": VERSION,
            "pid": self._parts.pid,
            "since": _utc(self._since),
            "session": None,
            "virtual": self._parts.virtual,
            "welcome": self._welcome,
            "problems": self._problems(),
        }

    def _status(self, reply: Mapping[str, Any]) -> dict[str, Any]:
        wakes = self._outlook.wakes.values()
        zone = self._parts.zone_facts()
        return {
            "running": True,
            "pid": self._parts.pid,
            "since": _utc(self._since),
            "version": self._parts.version,
            "jobs": len(self._timer.jobs()),
            "session": reply.get("session"),
            "notifier": dict(self._announcer.facts()),
            "problems": list(dict.fromkeys((*reply.get("problems", ()), *self._problems()))),
            "zone_source": zone.get("source"),
            "next_wake": _utc(min(wakes)) if wakes else None,
            "virtual": self._parts.virtual,
        }

    def _problems(self) -> list[str]:
        zone_problem = self._parts.zone_facts().get("problem")
        failure = self._announcer.facts().get("last_failure")
        return [*self._outlook.problems, *filter(None, (zone_problem, failure))]


def _utc(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds").replace("+00:00", "Z")
