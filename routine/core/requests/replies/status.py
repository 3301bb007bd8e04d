"""The reply about the service, and what a daemon adds to it."""

from __future__ import annotations

from msgspec import Struct

from routine.core.requests.replies.commands import SilentReply, WelcomeReply
from routine.core.requests.replies.occurrences import OccurrenceView
from routine.core.requests.replies.session import SessionView
from routine.core.state.presence import Away


class HeldView(Struct, frozen=True, kw_only=True):
    """A routine on hold: since when (UTC), and why."""

    routine: str
    title: str
    since: str | None
    why: str | None


class TriedNotifier(Struct, frozen=True, kw_only=True):
    """A notifier that did not do, and why."""

    name: str
    reason: str


class NotifierStatus(Struct, frozen=True, kw_only=True):
    """What notices are shown with, the last that was surely shown (UTC), and what failed since then."""

    name: str | None
    detail: str
    tried: tuple[TriedNotifier, ...]
    last_delivery: str | None = None
    last_failure: str | None = None


class DesktopReply(Struct, frozen=True, kw_only=True):
    """Whether the daemon `moved` to another desktop, and what it shows notices with by now."""

    moved: bool
    notifier: NotifierStatus


class PresenceStatus(Struct, frozen=True):
    """What keeps notices from being seen now, and what tells the daemon of it here, by name."""

    away: tuple[Away, ...] = ()
    watched: tuple[str, ...] = ()


class StatusReply(Struct, frozen=True, kw_only=True):
    """How the service is; where a daemon runs, it adds what it knows of itself: `DaemonStatus`.

    `unseen_since`: since when notices cannot be seen, for people; None where they can. `theme`: of the page.
    """

    routines: int
    next: OccurrenceView | None
    problems: tuple[str, ...]
    zone: str
    pauses: tuple[str, ...]
    notes: tuple[str, ...]
    held: tuple[HeldView, ...]
    waiting: int
    unseen_since: str | None = None
    theme: str = "auto"


class LoginState(Struct, frozen=True, kw_only=True):
    """How Routine starts at login, which the command finds out: by what (None: not at all), and what is wrong."""

    way: str | None = None
    problem: str | None = None
    words: str = ""


class DaemonStatus(StatusReply, frozen=True, kw_only=True):
    """How the service is, and the daemon that has it. Where none runs, `pid` and `since` (UTC) are None.

    `next_wake` (UTC): when the daemon looks at the clock next; `virtual`: whether its clock is a faster one.
    `presence`: whether notices can be seen now.
    """

    running: bool
    pid: int | None
    since: str | None
    version: str
    jobs: int
    notifier: NotifierStatus
    zone_source: str | None
    next_wake: str | None
    virtual: bool
    session: SessionView | None
    autostart: LoginState = LoginState()
    presence: PresenceStatus = PresenceStatus()


class HelloReply(Struct, frozen=True, kw_only=True):
    """Who answers: the version, the protocol's version, the process; what the first start enabled; what is wrong."""

    routine: str
    protocol: int
    pid: int
    since: str
    virtual: bool
    welcome: WelcomeReply | SilentReply
    problems: tuple[str, ...]
    session: SessionView | None


class StopReply(Struct, frozen=True, kw_only=True):
    """Which process ends now."""

    pid: int
