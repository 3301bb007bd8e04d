"""What the daemon answers itself: who it is, what changes, the sun, the doctor's questions, and another desktop."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from routine.core.errors import RoutineError
from routine.core.requests.queries import (
    Desktop,
    DoctorQuery,
    OfDaemon,
    PresetList,
    Request,
    SessionQuery,
    SunQuery,
    Watch,
)
from routine.core.requests.replies.commands import SilentReply, WelcomeReply
from routine.core.requests.replies.occurrences import OverviewReply
from routine.core.requests.replies.session import SessionReply, SessionView
from routine.core.requests.replies.status import DaemonStatus, DesktopReply, HelloReply, StatusReply
from routine.core.requests.replies.watch import WatchReply
from routine.daemon.change_watchers import Watchers
from routine.daemon.dependencies import Dependencies
from routine.daemon.notices.notice_delivery import NoticeDelivery
from routine.daemon.notices.problem_notices import Trouble
from routine.daemon.presence_report import PresenceReport
from routine.daemon.status import Itself, hello, status
from routine.daemon.wake_timer import WakeTimer

if TYPE_CHECKING:
    from routine.core.requests.replies.doctor import DoctorReply
    from routine.core.requests.replies.sun import SunReply
    from routine.service.service import ServiceReply

    OwnReply = WatchReply | SunReply | DoctorReply | DesktopReply

_log = logging.getLogger(__name__)

#: A hello asks whether anybody is there, and its client gives up after 10 s: a busy service must not use those up.
_SESSION_S = 2.0


class Present(Struct, frozen=True):
    """How its run stands. `trouble`: what keeps ticks from being saved, or None; `wakes`: when it is to wake (UTC)."""

    welcome: WelcomeReply | SilentReply
    trouble: Trouble | None
    wakes: Collection[datetime]


class OwnAnswers:
    """Of one run, which began at `since` (UTC). `ask` asks the service."""

    def __init__(
        self,
        parts: Dependencies,
        ask: Callable[[Request], Awaitable[object]],
        delivery: NoticeDelivery,
        presence: PresenceReport,
        watchers: Watchers,
        timer: WakeTimer,
        since: datetime,
    ) -> None:
        self._parts, self._ask, self._timer, self._since = parts, ask, timer, since
        self._delivery, self._presence, self._watchers = delivery, presence, watchers

    async def hello(self, present: Present) -> HelloReply:
        """Who runs, since when, and how it is."""
        return hello(self._itself(present), present.welcome, await self._session())

    async def completed(self, reply: ServiceReply | bytes, present: Present) -> ServiceReply | bytes:
        """The service's reply, with the daemon's part of it."""
        if isinstance(reply, StatusReply):
            session = await self._session()
            return status(self._itself(present), reply, len(self._timer.jobs()), present.wakes, session)
        if isinstance(reply, OverviewReply) and present.trouble:
            # What is due cannot be raised: “nothing waits for you” alone would be untrue.
            return replace(reply, problems=(*reply.problems, present.trouble.told))
        return reply

    async def answer(self, call: OfDaemon, ask_status: Callable[[], Awaitable[object]]) -> OwnReply:
        """What is answered beside the service: it waits for changes, or takes a while, and holds up no reminder.

        `ask_status`: for the whole status.
        """
        match call:
            case Watch():
                return await self._watchers.watch(call)
            case SunQuery():
                return await asyncio.to_thread(self._parts.sun, call)
            case DoctorQuery():
                return await self._examine(call, ask_status)
            case Desktop():
                return await self._move(call)

    async def _move(self, call: Desktop) -> DesktopReply:
        """Go where somebody is logged in by now: notices, and what tells whether they are seen."""
        moved = self._parts.take_up_desktop(call.variables)
        if moved:
            _log.info("desktop: another one (%s)", ", ".join(sorted(call.variables)))
            await self._presence.start_over()
        await self._delivery.look(anew=moved)
        return DesktopReply(moved=moved, notifier=self._delivery.facts())

    async def _examine(self, call: DoctorQuery, ask_status: Callable[[], Awaitable[object]]) -> DoctorReply:
        from routine.core.requests.replies.presets import PresetListReply
        from routine.daemon.doctor.examine import examine  # here: few ever see a doctor

        await self._delivery.look()
        now, presets = await ask_status(), await self._ask(PresetList())
        if not isinstance(now, DaemonStatus) or not isinstance(presets, PresetListReply):
            raise TypeError("a status is answered by a status, a list by a list")
        return await examine(call, now, presets, self._parts.looks, self._parts.test_sound)

    async def _session(self) -> SessionView | None:
        """Where the session stands, if there is one; None also when the service is busy: hello must not wait long."""
        with contextlib.suppress(TimeoutError, RoutineError):
            async with asyncio.timeout(_SESSION_S):
                reply = await self._ask(SessionQuery())
            return reply.session if isinstance(reply, SessionReply) else None
        return None

    def _itself(self, present: Present) -> Itself:
        trouble = present.trouble.told if present.trouble else None
        return Itself(self._parts, self._delivery, self._since, trouble, self._presence.facts())
