"""What a daemon is made of, and what wiring must build for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from routine.core.errors import DaemonError

if TYPE_CHECKING:
    from routine.core.requests.queries import Request, SunQuery
    from routine.core.requests.replies.sun import SunReply
    from routine.daemon.doctor.examine import Look
    from routine.daemon.long_queries import QueryProcesses
    from routine.daemon.notices.notice_delivery import NoticeDelivery
    from routine.daemon.server import Server
    from routine.daemon.session_sounds import SessionSounds
    from routine.ports.clock import Clock
    from routine.ports.desktop import PresenceWatch
    from routine.service.service import Service


class Owner(Protocol):
    """The lock on the data directory, which this process holds."""

    def describe(self, *, phase: str | None = None, address: str | None = None, version: str | None = None) -> None:
        """Tell clients how far the daemon is, and where."""
        ...

    @property
    def lost(self) -> bool:
        """Whether the directory at this path is not the one that is owned any more; cheap, for every beat."""
        ...

    @property
    def followed(self) -> bool:
        """Whether, where it is lost, another process owns by now what lies there."""
        ...

    @property
    def folder(self) -> str:
        """The data directory."""
        ...


class Zone(Struct, frozen=True):
    """Where the machine's time zone is known from, and what is wrong with it."""

    source: str | None = None
    problem: str | None = None


def _no_sun(_: SunQuery) -> SunReply:
    raise DaemonError("Routine cannot tell of the sun here.")


class Dependencies(Struct, frozen=True, kw_only=True):
    """What a daemon is made of. `real_instant` maps the clock's instants to the machine's clock.

    `query_process`: the process for queries that take long; None: they are answered like all others.
    `files_stamp`: something that is another as soon as a file of the user's was changed, by hand too. `looks`: of the
    doctor, at parts of the machine; `test_sound`: the one that is heard. `sun`: of a day; these may block.
    `take_up_desktop`: be of the desktop that these variables name; whether that is another.
    """

    build_service: Callable[[], Service]
    delivery: Callable[[Callable[[Request], Awaitable[object]]], NoticeDelivery]
    sounds: Callable[[], SessionSounds]
    clock: Clock
    machine_clock: Clock
    real_instant: Callable[[datetime], datetime]
    zone: Callable[[], Zone]
    listen: Callable[[Server], Awaitable[str]]
    owner: Owner
    version: str
    pid: int
    virtual: bool = False
    files_stamp: Callable[[], object] = lambda: None
    query_process: Callable[[], QueryProcesses | None] = lambda: None
    presence: Callable[[], PresenceWatch | None] = lambda: None
    looks: tuple[Look, ...] = ()
    test_sound: Look = list
    sun: Callable[[SunQuery], SunReply] = _no_sun
    take_up_desktop: Callable[[Mapping[str, str]], bool] = lambda _: False

    def seconds_to(self, instant: datetime) -> float:
        """Real seconds until an instant of the daemon's clock."""
        return (self.real_instant(instant) - self.machine_clock.now().instant).total_seconds()
