"""How a notice is called while a server shows it, and telling who listens of it by that name."""

from __future__ import annotations

from routine.adapters.notify.server import NotificationServer
from routine.ports.notifier import NotifierError, NotifierListener

NAME = "freedesktop"


class Handles:
    """A handle names the bus, the server and its numbers for the notice, so that no other server's is ever meant.

    They are several where the notice was opened on a server without buttons.
    """

    def __init__(self, server: NotificationServer) -> None:
        self._server = server
        self.listener: NotifierListener | None = None

    @property
    def epoch(self) -> str:
        """Bus, server and our own name on the bus; "" while not connected."""
        return f"{self._scope}{self._server.connection}" if self._server.connection else ""

    @property
    def _scope(self) -> str:
        return f"{NAME}:{self._server.scope}"

    def of(self, numbers: tuple[int, ...]) -> str:
        """The handle of what stands under these numbers."""
        return f"{self._scope}#{','.join(map(str, numbers))}"

    def numbers_in(self, handle: str) -> tuple[int, ...]:
        """The numbers; none for another server's. Raises NotifierError while not connected."""
        if not self.epoch:
            raise NotifierError("no notification server is connected")
        scope, _, numbers = handle.rpartition("#")
        found = numbers.split(",") if scope == self._scope else []
        return tuple(int(number) for number in found if number.isdecimal())

    def pressed(self, numbers: tuple[int, ...], button: str) -> None:
        """Tell that a button was pressed."""
        if self.listener:
            self.listener.pressed(self.of(numbers), button)

    def opened(self, numbers: tuple[int, ...]) -> None:
        """Tell that somebody wants to read it."""
        if self.listener:
            self.listener.opened(self.of(numbers))

    def closed(self, numbers: tuple[int, ...]) -> None:
        """Tell that somebody closed it."""
        if self.listener:
            self.listener.closed(self.of(numbers))

    def hidden(self, numbers: tuple[int, ...]) -> None:
        """Tell that the server does not show it."""
        if self.listener:
            self.listener.hidden(self.of(numbers))
