"""What a daemon is made of, and what it needs of each part."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from msgspec import Struct

from routine.core.messages import Request
from routine.core.notice import Notice
from routine.core.state import Delivery
from routine.daemon.server import Server
from routine.daemon.worker import Served
from routine.ports import Clock


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

    def nudge(self) -> None:
        """The machine woke, or its clock was set: whatever was waited for may have changed."""
        ...

    async def stop(self) -> None:
        """Let go of the notifier."""
        ...


class Parts(Struct, frozen=True, kw_only=True):
    """What a daemon is made of. `real_instant` maps the clock's instants to the machine's clock."""

    build_service: Callable[[], Served]
    announcer: Callable[[Callable[[Request], Awaitable[dict[str, Any]]]], Announces]
    clock: Clock
    machine_clock: Clock
    real_instant: Callable[[datetime], datetime]
    zone_facts: Callable[[], Mapping[str, Any]]
    listen: Callable[[Server], Awaitable[str]]
    owner: Owner
    version: str
    pid: int
    virtual: bool = False
