"""The service on this user's files in the process of a command: for where no daemon answers. Cheap to import."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from routine.wiring.files import build_files, config_files, read_settings

if TYPE_CHECKING:
    from datetime import date

    from routine.adapters.clock import SystemClock, VirtualClock
    from routine.adapters.lock_file import DirectoryLock, Role
    from routine.adapters.paths import Paths
    from routine.core.config.tried_presets import Edited, FileText
    from routine.core.requests.edits import OneEdit
    from routine.core.requests.queries import Request
    from routine.ports.clock import Clock
    from routine.ports.desktop import Browser, Login
    from routine.ports.files import Editor, SetupSource
    from routine.service.service import Service

#: Another command that writes takes tenths of a second; longer, somebody should be told who it is.
_COMMAND_PATIENCE_S = 5.0
VIRTUAL_MARK = "virtual"


@contextmanager
def owned(where: Paths, role: Role, wait_s: float = _COMMAND_PATIENCE_S) -> Iterator[DirectoryLock]:
    """Own the data directory meanwhile; raises BusyError when another still does after `wait_s`, and StoreError."""
    from routine.adapters.lock_file import DirectoryLock
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
    from routine.core.requests.queries import OfDaemon
    from routine.daemon.protocol import line
    from routine.daemon.read_request import read_request

    # By the way that it would take over the socket, so that it means the same here.
    call = read_request(line({"v": 1, **request}))
    if isinstance(call, str | OfDaemon):
        from routine.core.errors import DaemonError

        raise DaemonError("Routine is not running.", "Start it: routine start")
    if not write:
        return _handle(where, call, tell, readonly=True)
    with owned(where, "command"):
        return _handle(where, call, tell, readonly=False)


def _handle(where: Paths, request: Request, tell: Callable[[str], None], *, readonly: bool) -> Any:
    from routine.core.errors import RoutineError
    from routine.daemon.encode_reply import received

    clock, _ = clocks(where)
    service = build_service(where, clock, readonly=readonly)
    told: Collection[str] = ()
    try:
        # Who only reads leaves what the log lacks to the next one that writes.
        reply = received(service.answer(request) if readonly else service.handle(request))
        told = reply.get("problems", ())
    except RoutineError as error:
        error.details = received(error.details)
        raise
    finally:
        for problem in service.problems:
            if problem not in told:
                tell(problem)
    return reply


def build_service(
    where: Paths,
    clock: Clock,
    files: SetupSource | None = None,
    *,
    readonly: bool = False,
    login: Login | None = None,
    browser: Browser | None = None,
    lost: Callable[[], bool] = lambda: False,
) -> Service:
    """The service on the files of `where`; raises RoutineError when they cannot be read.

    `login` and `browser`: for its buttons; `lost`: whether the data directory is no longer the one that is owned.
    """
    from pathlib import Path

    from routine.adapters.store.tinydb_store import TinyDbStore
    from routine.service.service import Service

    store = TinyDbStore(Path(where.data_dir), readonly=readonly, lost=lost)
    note = None if readonly else config_files(where).set_fact
    files = files or build_files(where, readonly=readonly)
    return Service(store, files, clock, note, login, editor_of(where), browser)


def editor_of(where: Paths) -> Editor:
    """What changes the user's files; imported with the first change, for no other command needs it."""
    return _LazyEditor(where)


class _LazyEditor:
    def __init__(self, where: Paths) -> None:
        self._where = where

    def tried(self, edits: Sequence[OneEdit]) -> Edited:
        from routine.wiring.user_edits import UserEdits

        return UserEdits(self._where).tried(edits)

    def made(self, edits: Sequence[OneEdit]) -> Edited:
        from routine.wiring.user_edits import UserEdits

        return UserEdits(self._where).made(edits)

    def tables(self, preset_id: str) -> tuple[Mapping[str, object], Mapping[str, object]]:
        from routine.wiring.user_edits import UserEdits

        return UserEdits(self._where).tables(preset_id)

    def file(self, preset_id: str) -> FileText:
        from routine.wiring.user_edits import UserEdits

        return UserEdits(self._where).file(preset_id)


def is_virtual(where: Paths) -> bool:
    """Whether a faster clock ever ran in this home: then its past is not real, and never will be."""
    from pathlib import Path

    return Path(where.data_dir, VIRTUAL_MARK).exists()


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
    from routine.adapters.store.tinydb_store import TinyDbStore
    from routine.core.when.moment import Now

    real = machine.now()
    mark = TinyDbStore(Path(where.data_dir), readonly=True).load().clocks
    if mark is None or mark.instant < real.instant:
        return VirtualClock(speed, real, machine)
    return VirtualClock(speed, Now(mark.instant, mark.elapsed, mark.boot_id, real.zone), machine)


def today(where: Paths) -> date:
    """The date here and now, by the clock that decides."""
    return clocks(where)[0].now().wall().date()


def day_ahead(where: Paths, text: str) -> date:
    """The day that a person means, today or later; raises UsageError."""
    from routine.core.when.parse_time import parse_date

    return parse_date(text, clocks(where)[0].now(), read_settings(where).day_ends, "future")
