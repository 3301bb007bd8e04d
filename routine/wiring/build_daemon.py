"""Builds the daemon from its parts: which notifiers, which clock, which socket."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from routine.adapters.desktop.open_page import OwnBrowser
from routine.page.navigation import BY_NAME
from routine.wiring.autostart import LoginSwitch
from routine.wiring.files import build_files
from routine.wiring.local_service import VIRTUAL_MARK, build_service, clocks, is_virtual

if TYPE_CHECKING:
    from routine.adapters.lock_file import DirectoryLock
    from routine.adapters.paths import Paths
    from routine.core.config.settings import Settings
    from routine.core.config.setup import Problem, Setup
    from routine.core.preset.model import Preset
    from routine.core.requests.queries import Request
    from routine.daemon.daemon import Daemon
    from routine.daemon.dependencies import Dependencies
    from routine.daemon.notices.notice_delivery import NoticeDelivery
    from routine.daemon.server import Server
    from routine.ports.clock import Clock
    from routine.ports.files import SetupSource

    Handle = Callable[[Request], Awaitable[object]]


def build_daemon(where: Paths, lock: DirectoryLock, *, foreground: bool = False, speed: float | None = None) -> Daemon:
    """The daemon, to be run in an event loop, under a lock that is held; raises RoutineError."""
    from routine.daemon.daemon import Daemon
    from routine.wiring.own_code import keep_own_code

    keep_own_code()
    _settle_home(where, speed)
    return Daemon(_dependencies(where, lock, foreground=foreground, speed=speed))


def _dependencies(where: Paths, lock: DirectoryLock, *, foreground: bool, speed: float | None) -> Dependencies:
    from routine import __version__
    from routine.adapters.file_changes import stamp
    from routine.daemon.dependencies import Dependencies, Zone
    from routine.daemon.long_queries import QueryProcesses
    from routine.wiring import desktop_session, doctor_checks
    from routine.wiring.outputs import build_session_sounds, is_quiet, presence_watch
    from routine.wiring.places import sun_of

    clock, machine = clocks(where, speed)
    files, watch = _Remembered(build_files(where)), presence_watch()
    return Dependencies(
        build_service=lambda: build_service(
            where, clock, files, login=LoginSwitch(), browser=OwnBrowser(BY_NAME), lost=lambda: lock.lost
        ),
        delivery=lambda handle: build_notice_delivery(
            handle, clock, files.notifier, foreground=foreground, is_quiet=lambda: is_quiet(watch)
        ),
        sounds=lambda: build_session_sounds(files.settings()),
        clock=clock,
        machine_clock=machine,
        real_instant=(lambda instant: instant) if clock is machine else _real_instant(clock, machine),
        zone=lambda: Zone(machine.zone_source, machine.problem),
        listen=_listener(where),
        owner=lock,
        version=__version__,
        pid=os.getpid(),
        virtual=speed is not None,
        presence=lambda: watch,
        query_process=lambda: QueryProcesses([sys.executable, "-m", "routine.wiring.answer_long_queries"]),
        files_stamp=lambda: stamp(where.config_dir, where.presets_dir),
        looks=doctor_checks.looks(where),
        test_sound=lambda: [doctor_checks.send_test_sound(where)],
        sun=lambda asked: sun_of(where, asked.when, asked.place),
        take_up_desktop=lambda told: desktop_session.take_up(told, os.environ),
    )


def _real_instant(clock: Clock, machine: Clock) -> Callable[[datetime], datetime]:
    """When an instant of the virtual clock comes by the machine's."""

    def real_instant(virtual: datetime) -> datetime:
        delay_s: float = clock.real_delay(virtual)  # type: ignore[attr-defined] # a VirtualClock
        return machine.now().instant + timedelta(seconds=delay_s)

    return real_instant


class _Remembered:
    """A setup source that remembers what it read last: the delivery asks it which notifier the user wants."""

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

    def unkept(self) -> tuple[str, ...]:
        """Those of which no copy says what was read last."""
        return self._files.unkept()

    def keep(self, ids: Iterable[str]) -> tuple[Problem, ...]:
        """Keep a copy of these presets."""
        return self._files.keep(ids)

    def kept(self) -> tuple[str, ...]:
        """Of which there are copies."""
        return self._files.kept()

    def last_good(self, id: str) -> Preset | None:
        """The copy that was kept."""
        return self._files.last_good(id)

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
                f"{where.data_dir} was run on a faster clock, so its history is not real.",
                "Use another ROUTINE_HOME, or continue: routine start --speed 1",
            )
        return
    Path(where.data_dir, VIRTUAL_MARK).touch()


def _listener(where: Paths) -> Callable[[Server], Awaitable[str]]:
    import socket
    from pathlib import Path

    tcp = os.environ.get("ROUTINE_SOCKET") == "tcp" or not hasattr(socket, "AF_UNIX")
    return (lambda server: server.listen_tcp()) if tcp else (lambda server: server.listen_unix(Path(where.socket)))


def build_notice_delivery(
    handle: Handle,
    clock: Clock,
    setting: Callable[[], str],
    *,
    foreground: bool,
    is_quiet: Callable[[], bool] = lambda: False,
) -> NoticeDelivery:
    """Shows notices on the desktop, the best way that works; on the terminal of a daemon that has one.

    `is_quiet`: whether the desktop was told not to disturb.
    """
    from routine.daemon.notices.notice_delivery import NoticeDelivery
    from routine.wiring.outputs import notifier_factories

    return NoticeDelivery(notifier_factories(foreground=foreground, is_quiet=is_quiet), handle, clock.now, setting)
