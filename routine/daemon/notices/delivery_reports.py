"""Reports to the service of what became of notices: told until they are saved, so that state knows what shows."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from routine.core.errors import RoutineError
from routine.core.requests.reports import Told, Withdrawn

_log = logging.getLogger(__name__)

#: A disk that is full stays so for a while, and what shows is right meanwhile.
_AGAIN_S = 5.0


class DeliveryReports:
    """The newest of each notice. `later` has something called after so many seconds; `wake` asks for another try."""

    def __init__(
        self,
        ask: Callable[[Told | Withdrawn], Awaitable[object]],
        later: Callable[[str, float, Callable[[], None]], None],
        wake: Callable[[], None],
    ) -> None:
        self._ask, self._later, self._wake = ask, later, wake
        self._unsaved: dict[str, Told | Withdrawn] = {}
        self._may_tell = True

    def add(self, report: Told | Withdrawn) -> None:
        """To be told at the next occasion."""
        self._unsaved[report.notice] = report

    def try_again(self) -> None:
        """The next occasion is one, however lately it failed."""
        self._may_tell = True

    async def tell(self) -> None:
        """Tell what state does not know yet; after a failure not before a while: each attempt makes a new outlook."""
        while self._unsaved and self._may_tell:
            notice, report = next(iter(self._unsaved.items()))
            try:
                await self._ask(report)
            except RoutineError as error:
                _log.warning("notification: delivery not saved (%s)", error.message)
                self._may_tell = False
                self._later("report", _AGAIN_S, self._may_again)
                return
            # A newer one may have come while this one was saved.
            if self._unsaved.get(notice) is report:
                del self._unsaved[notice]

    def _may_again(self) -> None:
        self._may_tell = True
        self._wake()
