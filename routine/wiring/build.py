"""Builds everything from its parts: for the daemon, and for a command where no daemon answers. Cheap to import."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from routine.wiring.files import build_files, config_files, preset_draft, preset_edit, preset_files

if TYPE_CHECKING:
    from routine.adapters.clock import SystemClock, VirtualClock
    from routine.adapters.directory_lock import DirectoryLock, Role
    from routine.adapters.paths import Paths
    from routine.core.config.settings import Settings
    from routine.core.config.setup import Setup
    from routine.core.requests.queries import Request
    from routine.daemon.announcer import Announcer
    from routine.daemon.daemon import Daemon
    from routine.daemon.server import Server
    from routine.ports import Clock, SetupSource
    from routine.service import Service

    Handle = Callable[[Request], Awaitable[object]]

__all__ = [
    "build_announcer",
    "build_daemon",
    "build_files",
    "build_service",
    "clocks",
    "config_files",
    "find_paths",
    "is_virtual",
    "local_ask",
    "owned",
    "preset_draft",
    "preset_edit",
    "preset_files",
]

_COMMAND_PATIENCE_S = 5.0
_VIRTUAL_MARK = "virtual"


def find_paths(env: Mapping[str, str] = os.environ) -> Paths:
    """Where this user's files are; raises StoreError."""
    from routine.adapters.paths import paths

    return paths(env)


@contextmanager
def owned(where: Paths, role: Role, wait_s: float = _COMMAND_PATIENCE_S) -> Iterator[DirectoryLock]:
    """Own the data directory meanwhile; raises BusyError when another still does after `wait_s`, and StoreError."""
    from routine.adapters.directory_lock import DirectoryLock
    from routine.adapters.paths import make_directories

    make_directories(where)
    lock = DirectoryLock(where.data_dir)
    lock.acquire(role, wait_s)
    try:
        yield lock
    finally:
        lock.release()


def local_ask(
    where: Paths, request: Mapping[str, object], write: bool, tell: Callable[[str], None] = lambda _: None
) -> Any:
    """What the daemon would answer, without one. A writer owns the directory meanwhile; nothing is shown.

    `tell` gets what is wrong with the files of state and log, unless the answer says so: nobody would tell it later.
    Raises RoutineError.
    """
    from routine.daemon.protocol import line
    from routine.daemon.requests import read_request

    call = read_request(line({"v": 1, **request}))
    if isinstance(call, str):
        from routine.core.errors import DaemonError

        raise DaemonError("no daemon runs", "start it: routine start")
    if not write:
        return _handle(where, call, tell, readonly=True)
    with owned(where, "command"):
        return _handle(where, call, tell, readonly=False)


def _handle(where: Paths, request: Request, tell: Callable[[str], None], *, readonly: bool) -> Any:
    from routine.core.errors import RoutineError
    from routine.daemon.replies import received

    clock, _ = clocks(where)
    service = build_service(where, clock, readonly=readonly)
    told: Collection[str] = ()
    try:
        reply = received(service.handle(request))
        told = reply.get("problems", ())
    except RoutineError as error:
        error.details = received(error.details)
        raise
    finally:
        for problem in service.problems:
            if problem not in told:
                tell(problem)
    return reply


def build_service(where: Paths, clock: Clock, files: SetupSource | None = None, *, readonly: bool = False) -> Service:
    """The service on the files of `where`; raises RoutineError when they cannot be read."""
    from pathlib import Path

    from routine.adapters.tinydb_store import TinyDbStore
    from routine.service import Service

    store = TinyDbStore(Path(where.data_dir), readonly=readonly)
    note = None if readonly else config_files(where).set_fact
    return Service(store, files or build_files(where, readonly=readonly), clock, note)


def build_announcer(handle: Handle, clock: Clock, setting: Callable[[], str], *, foreground: bool) -> Announcer:
    """Shows notices on the desktop, the best way that works; on the terminal of a daemon that has one."""
    from routine.daemon.announcer import Announcer
    from routine.wiring.outputs import notifier_factories

    return Announcer(notifier_factories(foreground=foreground), handle, clock.now, setting)


def is_virtual(where: Paths) -> bool:
    """Whether a faster clock ever ran in this home: then its past is not real, and never will be."""
    from pathlib import Path

    return Path(where.data_dir, _VIRTUAL_MARK).exists()


def clocks(where: Paths, speed: float | None = None) -> tuple[Clock, SystemClock]:
    """The clock to decide by, and the machine's. In a virtual home time goes on from where its state left it."""
    from routine.adapters.clock import SystemClock

    machine = SystemClock()
    if speed is None and not is_virtual(where):
        return machine, machine
    return _virtual_clock(where, machine, speed or 1.0), machine


def _virtual_clock(where: Paths, machine: SystemClock, speed: float) -> VirtualClock:
    from pathlib import Path

    from routine.adapters.clock import VirtualClock
    from routine.adapters.tinydb_store import TinyDbStore
    from routine.core.when.moment import Now

    real = machine.now()
    mark = TinyDbStore(Path(where.data_dir), readonly=True).load().clocks
    if mark is None or mark.instant < real.instant:
        return VirtualClock(speed, real, machine)
    return VirtualClock(speed, Now(mark.instant, mark.elapsed, mark.boot_id, real.zone), machine)


def build_daemon(where: Paths, lock: DirectoryLock, *, foreground: bool = False, speed: float | None = None) -> Daemon:
    """The daemon, to be run in an event loop, under a lock that is held; raises RoutineError."""
    from datetime import timedelta

    from routine import __version__
    from routine.adapters.file_stamp import stamp
    from routine.daemon.daemon import Daemon
    from routine.daemon.parts import Parts, Zone
    from routine.wiring.outputs import build_performer

    _settle_home(where, speed)
    clock, machine = clocks(where, speed)

    def real_instant(virtual: Any) -> Any:
        return machine.now().instant + timedelta(seconds=clock.real_delay(virtual))  # type: ignore[attr-defined] # a VirtualClock

    files = _Remembered(build_files(where))
    return Daemon(
        Parts(
            build_service=lambda: build_service(where, clock, files),
            announcer=lambda handle: build_announcer(handle, clock, files.notifier, foreground=foreground),
            performer=lambda: build_performer(files.settings()),
            clock=clock,
            machine_clock=machine,
            real_instant=(lambda instant: instant) if clock is machine else real_instant,
            zone=lambda: Zone(machine.zone_source, machine.problem),
            listen=_listener(where),
            owner=lock,
            version=__version__,
            pid=os.getpid(),
            virtual=speed is not None,
            files_stamp=lambda: stamp(where.config_dir, where.presets_dir),
        )
    )


class _Remembered:
    """A setup source that remembers what it read last: the announcer asks it which notifier the user wants."""

    def __init__(self, files: SetupSource) -> None:
        self._files = files
        self._last: Setup | None = None

    def read(self, enabled: Iterable[str], *, sparing: bool = False) -> Setup:
        """As the files say now."""
        self._last = self._files.read(enabled, sparing=sparing)
        return self._last

    def more(self, setup: Setup, id: str | None) -> Setup:
        """With presets that were left unread."""
        return self._files.more(setup, id)

    def settings(self) -> Settings:
        """The settings as read last."""
        from routine.core.config.settings import Settings

        return self._last.settings if self._last is not None else Settings()

    def notifier(self) -> str:
        """The setting: "auto" or a notifier's name."""
        return self.settings().notifier


def _settle_home(where: Paths, speed: float | None) -> None:
    """A home is real or virtual for good; raises ConfigError for the wrong clock in it."""
    from pathlib import Path

    from routine.core.errors import ConfigError

    if speed is None:
        if is_virtual(where):
            raise ConfigError(
                f"{where.data_dir} was run on a faster clock, so its past is made up",
                "use another ROUTINE_HOME, or go on with: routine start --speed 1",
            )
        return
    Path(where.data_dir, _VIRTUAL_MARK).touch()


def _listener(where: Paths) -> Callable[[Server], Awaitable[str]]:
    import socket
    from pathlib import Path

    tcp = os.environ.get("ROUTINE_SOCKET") == "tcp" or not hasattr(socket, "AF_UNIX")
    return (lambda server: server.listen_tcp()) if tcp else (lambda server: server.listen_unix(Path(where.socket)))
