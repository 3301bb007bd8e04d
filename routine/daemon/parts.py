"""What a daemon is made of, and what it needs of each part."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from routine.core.requests.queries import Request
from routine.core.requests.replies.status import NotifierStatus
from routine.core.state.notice import Delivery, Notice
from routine.core.state.session import Effect
from routine.daemon.server import Server
from routine.daemon.worker import Served
from routine.ports import Clock, Probed


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

    def facts(self) -> NotifierStatus:
        """What notices are shown with, and how that went."""
        ...

    def nudge(self) -> None:
        """The machine woke, or its clock was set: whatever was waited for may have changed."""
        ...

    async def stop(self) -> None:
        """Let go of the notifier."""
        ...


class Performs(Protocol):
    """Has a session heard, and keeps the machine awake for it."""

    def perform(self, effects: Iterable[Effect]) -> None:
        """Have them heard now or never; returns at once."""
        ...

    def want(self, inhibit: bool, music: bool) -> None:
        """What the session wishes by now."""
        ...

    async def probe(self) -> tuple[Probed, ...]:
        """What of it cannot be had here."""
        ...

    async def close(self) -> None:
        """Fall silent and let go."""
        ...


class Zone(Struct, frozen=True):
    """Where the machine's time zone is known from, and what is wrong with it."""

    source: str | None = None
    problem: str | None = None


class Parts(Struct, frozen=True, kw_only=True):
    """What a daemon is made of. `real_instant` maps the clock's instants to the machine's clock.

    `files_stamp`: something that is another as soon as a file of the user's was changed, by hand too.
    """

    build_service: Callable[[], Served]
    announcer: Callable[[Callable[[Request], Awaitable[object]]], Announces]
    performer: Callable[[], Performs]
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
