"""What shows notices, as a protocol: what is asked of a notifier, and what it tells back."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from routine.core.state.notice import Notice
from routine.ports.failure import FailedError


class Shown(Struct, frozen=True):
    """What came of showing a notice: the server's `handle`, and whether the server `confirmed` it."""

    handle: str
    confirmed: bool


class NotifierListener(Protocol):
    """What a notifier tells back."""

    def pressed(self, handle: str, button: str) -> None:
        """A button of the notice with this handle was pressed."""
        ...

    def opened(self, handle: str) -> None:
        """Somebody wants to read this notice, and it went off the screen with the click: show it as `opened`."""
        ...

    def closed(self, handle: str) -> None:
        """Somebody closed this notice without an answer."""
        ...

    def hidden(self, handle: str) -> None:
        """The server does not show this notice, although nothing keeps it from it: it has to be sent again."""
        ...

    def lost(self, reason: str) -> None:
        """The connection or the server is gone: what was shown may be gone too."""
        ...

    def back(self) -> None:
        """A server appeared after `connect` failed or the server was lost: connecting is worth another try."""
        ...


class Notifier(Protocol):
    """Shows notices. One instance is one connection at a time; failures raise NotifierError."""

    @property
    def name(self) -> str:
        """`freedesktop`, `plyer` or `console`."""
        ...

    @property
    def epoch(self) -> str:
        """Names the present connection and server; changes with either."""
        ...

    @property
    def answerable(self) -> bool:
        """Whether a notice can be answered where it shows."""
        ...

    @property
    def refreshes(self) -> bool:
        """Whether it can change a notice where it stands, without showing it once more."""
        ...

    async def connect(self, listener: NotifierListener) -> str:
        """Connect and return one line for people: server, version, what it can do. Raises NotifierError."""
        ...

    async def show(self, notice: Notice, replaces: str, *, opened: bool = False) -> Shown:
        """Show the notice, in place of the one with handle `replaces` ("" for none).

        `opened`: a person asked to read it whole and to answer it, so it stays.
        """
        ...

    async def withdraw(self, handle: str) -> None:
        """Take a notice off the screen; one that is gone already is no error."""
        ...

    async def stand_by(self) -> None:
        """Show nothing more for now, but go on listening: `back` tells when another try is worth it. Never raises."""
        ...

    async def close(self) -> None:
        """Let go of the connection."""
        ...


class NotifierError(FailedError):
    """A notifier could not do it."""


class NotifierSilentError(NotifierError):
    """It did not answer in time: it hangs. `back` is told once it does."""
