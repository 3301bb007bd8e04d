"""The reply about the service, and what a daemon adds to it."""

from __future__ import annotations

from msgspec import Struct

from routine.core.requests.replies.occurrences import OccurrenceView, Shown


class HeldView(Struct, frozen=True, kw_only=True):
    """A routine on hold: since when (UTC), and why."""

    routine: str
    title: str
    since: str | None
    why: str | None


class StatusReply(Shown, frozen=True, kw_only=True):
    """How the service is. Where a daemon runs, its reply is a `DaemonStatus`."""

    routines: int
    next: OccurrenceView | None
    problems: tuple[str, ...]
    zone: str
    pauses: tuple[str, ...]
    notes: tuple[str, ...]
    held: tuple[HeldView, ...]
    waiting: int


class TriedNotifier(Struct, frozen=True, kw_only=True):
    """A notifier that did not do, and why."""

    name: str
    reason: str


class NotifierStatus(Struct, frozen=True, kw_only=True):
    """What notices are shown with, the last that was surely shown (UTC), and what failed since then."""

    name: str
    detail: str
    tried: tuple[TriedNotifier, ...]
    last_delivery: str | None
    last_failure: str | None
