"""What the daemon tells of itself: at a hello, and beside the service's own part of the status."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from msgspec import Struct
from msgspec.structs import asdict, replace

from routine.core.requests.replies.commands import SilentReply, WelcomeReply
from routine.core.requests.replies.session import SessionView
from routine.core.requests.replies.status import DaemonStatus, HelloReply, PresenceStatus, StatusReply
from routine.core.when.unset_clock import clock_problems
from routine.daemon.dependencies import Dependencies
from routine.daemon.notices.notice_delivery import NoticeDelivery
from routine.daemon.protocol import VERSION


class Itself(Struct, frozen=True):
    """The daemon as it is now. `trouble`: what keeps ticks from being saved, or None; `since` is UTC."""

    parts: Dependencies
    delivery: NoticeDelivery
    since: datetime
    trouble: str | None
    presence: PresenceStatus

    def problems(self) -> tuple[str, ...]:
        """What is wrong with it, in words for people."""
        clock = clock_problems(self.parts.clock.now())
        found = (*clock, self.trouble, self.parts.zone().problem, self.delivery.facts().last_failure)
        return tuple(problem for problem in found if problem)


def hello(daemon: Itself, welcome: WelcomeReply | SilentReply, session: SessionView | None) -> HelloReply:
    """Which version runs, since when, and what is wrong."""
    return HelloReply(
        routine=daemon.parts.version,
        protocol=VERSION,
        pid=daemon.parts.pid,
        since=_utc(daemon.since),
        virtual=daemon.parts.virtual,
        welcome=welcome,
        problems=daemon.problems(),
        session=session,
    )


def status(
    daemon: Itself, service: StatusReply, jobs: int, wakes: Collection[datetime], session: SessionView | None
) -> DaemonStatus:
    """The service's part of the status, with the daemon's."""
    problems = tuple(dict.fromkeys((*service.problems, *daemon.problems())))
    return DaemonStatus(
        **asdict(replace(service, problems=problems)),
        running=True,
        pid=daemon.parts.pid,
        since=_utc(daemon.since),
        version=daemon.parts.version,
        jobs=jobs,
        notifier=daemon.delivery.facts(),
        zone_source=daemon.parts.zone().source,
        next_wake=_utc(min(wakes)) if wakes else None,
        virtual=daemon.parts.virtual,
        session=session,
        presence=daemon.presence,
    )


def _utc(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds").replace("+00:00", "Z")
