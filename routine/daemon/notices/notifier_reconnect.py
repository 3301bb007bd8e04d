"""One notifier: connected, or, refused or lost, looked for again, ever more slowly."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Protocol

from routine.ports.notifier import Notifier, NotifierError, NotifierSilentError

_log = logging.getLogger(__name__)

Factory = Callable[[], Notifier]

#: As `back_off` has it.
_FIRST_RETRY_S, _GROWTH, _LONGEST_RETRY_S = 2.0, 1.05, 60.0
#: A connection that held for so long is not one of those that come and go.
_STEADY_S = 60.0
#: Once may be chance, as when the server was just restarted.
_FAILURES_BEFORE_NEXT = 2


class AnswerListener(Protocol):
    """Who hears what a person does with the notices."""

    def pressed(self, handle: str, button: str) -> None:
        """A button was pressed."""
        ...

    def opened(self, handle: str) -> None:
        """Somebody wants to read it."""
        ...

    def closed(self, handle: str) -> None:
        """Somebody closed it without an answer."""
        ...

    def hidden(self, handle: str) -> None:
        """The server does not show it."""
        ...


class Candidate:
    """One notifier: whether it is connected, why not, and whether it may be tried again.

    `idle`: whether nothing should be showing any more.
    """

    def __init__(
        self, name: str, build: Factory, wake: Callable[[], None], listener: AnswerListener, idle: Callable[[], bool]
    ) -> None:
        self.name = name
        self.notifier = build()
        self.connected = False
        self.ready = True
        self.distrusted = False  # it connected but did not show: tried again only for something new
        self.detail = ""
        self.reason = ""
        self._refusals = 0  # to connect, in a row
        self._failures = 0  # to show, in a row
        self._losses = 0  # of the connection, since it last held for a while
        self._wake, self._listener, self._idle = wake, listener, idle
        self._timer: asyncio.TimerHandle | None = None

    async def connect(self) -> bool:
        """Try to connect; failing, it becomes ready again after a back-off, and says so by `wake`."""
        self._refusals += 1
        self._later(back_off(self._refusals), self._ready_again)
        try:
            self.detail = await self.notifier.connect(self)
        except NotifierError as error:
            if self.reason != str(error):  # it is looked for again and again: once is enough
                _log.info("notifier: not connected (%s: %s)", self.name, error.in_log)
            self.reason = str(error)
            if isinstance(error, NotifierSilentError):
                self._hangs(self.reason)
            return False
        except Exception:  # noqa: BLE001 - whatever a server answered, the next notifier shows what is due
            _log.exception("notifier: not connected (%s: internal error)", self.name)
            self.reason = "Routine cannot read what the notification server answers"
            return False
        self.connected, self.reason, self._refusals = True, "", 0
        self._later(_STEADY_S, self._is_steady)
        return True

    def showed(self) -> None:
        """It showed a notice."""
        self._failures, self.distrusted, self.reason = 0, False, ""

    async def failed(self, error: NotifierError) -> None:
        """It could not show a notice; the second time in a row, or hanging, it has to stand back for the next.

        Who refuses is tried again after seconds, ever more slowly; who hangs tells by its late answer that it is back.
        """
        self._failures += 1
        self.reason = str(error)
        silent = isinstance(error, NotifierSilentError)
        if silent or self._failures >= _FAILURES_BEFORE_NEXT:
            self.distrusted, self.connected = True, False
            await self.notifier.stand_by()
            if silent:
                self._hangs(self.reason)
            else:
                self._later(back_off(self._failures + 1 - _FAILURES_BEFORE_NEXT), self._ready_again)

    def _hangs(self, reason: str) -> None:
        """Each try would hold up everything else for as long as it is waited for: it is not tried for a while."""
        self.reason = reason
        self._later(_LONGEST_RETRY_S, self._ready_again)

    async def let_go(self) -> None:
        """Disconnect: a better one is there, or it does not do."""
        self._cancel_timer()
        self.connected, self.ready = False, True
        with contextlib.suppress(NotifierError):
            await self.notifier.close()

    def try_again(self) -> None:
        """Whatever it waited for may have changed."""
        if not self.connected:
            self._cancel_timer()
            self.ready = True

    # --- what the notifier tells ---------------------------------------------------------------------------------

    def pressed(self, handle: str, button: str) -> None:
        """A button was pressed."""
        self._listener.pressed(handle, button)

    def opened(self, handle: str) -> None:
        """Somebody wants to read it."""
        self._listener.opened(handle)

    def closed(self, handle: str) -> None:
        """Somebody closed it without an answer."""
        self._listener.closed(handle)

    def hidden(self, handle: str) -> None:
        """The server does not show it."""
        self._listener.hidden(handle)

    def lost(self, reason: str) -> None:
        """The server or the way to it is gone. Once, it is looked for at once; one that keeps going is left alone."""
        self.connected, self.reason = False, reason
        # One that leaves when it has nothing to show, as MATE's does, has not crashed.
        self._losses = 0 if self._idle() else self._losses + 1
        self._later(0 if self._losses <= 1 else back_off(self._losses), self._ready_again)

    def back(self) -> None:
        """It is worth another try, unless it comes and goes."""
        if self._losses <= 1:
            self._refusals = 0
            self.try_again()
            self._wake()

    def _later(self, delay_s: float, what: Callable[[], None]) -> None:
        self._cancel_timer()
        self.ready = False
        self._timer = asyncio.get_running_loop().call_later(delay_s, what)

    def _ready_again(self) -> None:
        self.ready = True
        self._wake()

    def _is_steady(self) -> None:
        self._losses = 0

    def _cancel_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None


def back_off(times: int) -> float:
    """Seconds to wait after so many refusals or losses in a row: 2, then slowly more, at most 60.

    Who was gone for less than a minute is found again within 5 s of its return.
    """
    return min(_LONGEST_RETRY_S, _FIRST_RETRY_S * _GROWTH ** (min(times, 100) - 1))
