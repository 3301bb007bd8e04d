"""The desktop around Routine, as protocols: start at login, the browser, whether somebody can see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from routine.core.state.presence import Away


class Login(Protocol):
    """Whether Routine starts when the person logs in."""

    def is_on(self) -> bool:
        """Whether it does; never raises."""
        ...

    def switch(self, on: bool, /) -> None:
        """Have it start then, or no longer. Raises RoutineError."""
        ...


class Browser(Protocol):
    """The person's browser, as far as Routine uses it."""

    def open_page(self, screen: str, /) -> None:
        """Show this screen of the page in it, soon. Raises RoutineError where that cannot be."""
        ...


class PresenceWatch(Protocol):
    """Whether somebody can see a notice now. What it cannot find out counts as seen; nothing here raises."""

    @property
    def away(self) -> frozenset[Away]:
        """What keeps notices from being seen now."""
        ...

    @property
    def watched(self) -> tuple[str, ...]:
        """What tells of it here, for people."""
        ...

    async def start(self, changed: Callable[[], None]) -> None:
        """Look for the first time; from then on `changed` is called when `away` may be another."""
        ...

    @property
    def due(self) -> bool:
        """Whether there is something to look at, at a heartbeat; cheap, so that an idle machine stays idle."""
        ...

    async def look(self) -> None:
        """The heartbeat, for what nobody tells of."""
        ...

    def close(self) -> None:
        """Watch no longer."""
        ...
