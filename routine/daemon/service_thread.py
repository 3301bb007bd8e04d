"""The service on a thread of its own: requests queue, and saving never holds up the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from routine.core.config.setup import Setup
from routine.core.errors import DaemonError
from routine.core.requests.commands import Command
from routine.core.requests.edits import Edit
from routine.core.requests.queries import Query, Request
from routine.core.requests.replies.commands import SilentReply
from routine.core.state.model import State
from routine.core.state.notice import Delivery, Notice
from routine.core.state.session import Performance
from routine.daemon.long_queries import LongQuery, QueryProcessError, QueryProcesses
from routine.service.service import Service

if TYPE_CHECKING:
    from routine.service.service import ServiceReply

    _Outcome = tuple[ServiceReply | LongQuery, Exception | None, "Outlook | None"]

_log = logging.getLogger(__name__)


class Outlook(Struct, frozen=True):
    """What the service wants after a command: to be woken, to have shown and heard; and what it goes by."""

    wakes: dict[str, datetime] = {}
    notices: tuple[Notice, ...] = ()
    deliveries: Mapping[str, Delivery] = {}
    performance: Performance = Performance()
    state: State = State()
    setup: Setup | None = None

    def due(self, instant: datetime) -> list[str]:
        """What should have been woken for by then (UTC), by the names of its wakes."""
        return [key for key, at in self.wakes.items() if at <= instant]

    def titles_due(self, instant: datetime) -> list[str]:
        """What people call what is due; wakes for anything else, such as a card's end, have a colon in their name."""
        presets = self.setup.presets if self.setup else {}
        ids = [key for key in self.due(instant) if ":" not in key]
        return [presets[id].title if id in presets else id for id in ids]


#: What follows from a command goes to the screen meanwhile: both would wait for one another.
_TIDY_AFTER_S = 0.01
#: So much work holds others up for a fraction of a second: to be borne where there is no process beside.
_BEARABLE = 6000
#: More takes longer than the seconds for which today's times may wait behind another question.
_HEAVY = 20_000


class ServiceThread:
    """Runs the service, always on the same thread.

    `on_outlook` is called in the event loop after every command, also after one that failed.
    """

    def __init__(
        self,
        build: Callable[[], Service],
        on_outlook: Callable[[Outlook], None],
        query_process: QueryProcesses | None = None,
    ) -> None:
        self._build, self._query_process = build, query_process
        self._on_outlook = on_outlook
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="service")
        self._service: Service | None = None
        self._untidy: asyncio.TimerHandle | None = None

    async def start(self) -> None:
        """Load; raises RoutineError when that cannot be done."""
        self._service = await asyncio.get_running_loop().run_in_executor(self._thread, self._build)

    async def handle(self, request: Request) -> ServiceReply | bytes:
        """The service's reply; raises RoutineError. Requests are handled one after the other, as they came.

        A query that takes long is answered beside, by the line that is to be sent.
        """
        self._tidy()
        loop = asyncio.get_running_loop()
        job = loop.run_in_executor(self._thread, self._do, self._loaded(), request)
        job.add_done_callback(self._look)
        if isinstance(request, Command | Edit):
            self._untidy = loop.call_later(_TIDY_AFTER_S, self._tidy)
        # Shielded: a client that leaves does not take back what it asked for, and what follows from it happens.
        reply, error, _ = await asyncio.shield(job)
        if error is not None:
            raise error
        if isinstance(reply, LongQuery):
            return await self._by_process_or_here(reply)
        return reply

    async def _by_process_or_here(self, question: LongQuery) -> ServiceReply | bytes:
        """Its answer from the process beside; without one, what takes no more than a moment is answered here."""
        try:
            return await self._its_process().ask(question)
        except QueryProcessError:
            loop, service = asyncio.get_running_loop(), self._loaded()
            if await loop.run_in_executor(self._thread, service.takes_long, question.query, _BEARABLE):
                raise
            return await loop.run_in_executor(self._thread, service.answer, question.query)

    def stop(self, *, tidy: bool = True) -> None:
        """Finish what is under way, drop the requests that wait; blocks meanwhile. Not `tidy`: write nothing more."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        if tidy and self._service is not None:
            _tidied(self._service)

    def _tidy(self) -> None:
        """Have done, behind what is under way, what the last command left; once."""
        if self._untidy is not None:
            self._untidy.cancel()
            self._untidy = None
            with contextlib.suppress(RuntimeError):  # stopped meanwhile, which does it too
                self._thread.submit(_tidied, self._loaded())

    def _its_process(self) -> QueryProcesses:
        if self._query_process is None:
            raise DaemonError("Routine could not answer this.", "Try again in a moment.")
        return self._query_process

    def _loaded(self) -> Service:
        if self._service is None:
            raise DaemonError("Routine is still starting.", "Try again in a moment.")
        return self._service

    def _look(self, job: asyncio.Future[_Outcome]) -> None:
        if not job.cancelled() and (outlook := job.result()[2]) is not None:
            self._on_outlook(outlook)

    def _do(self, service: Service, request: Request) -> _Outcome:
        reply: ServiceReply | LongQuery = SilentReply()
        failure: Exception | None = None
        try:
            reply = self._question(service, request) or service.answer(request)
        except Exception as error:  # noqa: BLE001 - carried to the caller, after the outlook
            failure = error
        return reply, failure, _outlook(service) if isinstance(request, Command | Edit) else None

    def _question(self, service: Service, request: Request) -> LongQuery | None:
        """What is to be asked beside instead: a query that would hold up the requests behind it."""
        if self._query_process is None or not isinstance(request, Query) or not service.takes_long(request):
            return None
        return LongQuery(request, service.state, service.now(), heavy=service.takes_long(request, _HEAVY))


def _tidied(service: Service) -> None:
    try:
        service.tidy()
    except Exception:  # noqa: BLE001 - nobody waits for it; the next command tries again
        _log.exception("store: history not brought up to date")


def _outlook(service: Service) -> Outlook | None:
    try:
        seen = _looked(service)
        if service.tell_faulty():
            seen = _looked(service)
        performance = service.take_performance()
        return Outlook(*seen, performance=performance, state=service.state, setup=service.setup)
    except Exception:  # noqa: BLE001 - what was asked is done by now, and must be answered
        _log.exception("service: next time unknown")
        return None


def _looked(service: Service) -> tuple[dict[str, datetime], tuple[Notice, ...], Mapping[str, Delivery]]:
    return service.wakes(), *service.notices()
