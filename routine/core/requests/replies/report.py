"""The reply for a doctor or a clinic: what was used in a period, how regularly, and what the person said of it."""

from __future__ import annotations

from msgspec import Struct

from routine.core.requests.replies.ratings import Diary
from routine.core.requests.replies.stats import IrritationPeriod


class UsedRoutine(Struct, frozen=True, kw_only=True):
    """A routine of the period: how it is used, since when, how often it was done of how often it was due.

    `taken`: all its doses together, by unit, "" where nothing says how much a dose was.
    """

    routine: str
    title: str
    kind: str
    enabled: bool
    how: tuple[str, ...]
    since: str
    done: int
    due: int
    extra: int
    not_counted: int
    taken: str


class ReportVisit(Struct, frozen=True, kw_only=True):
    """A visit to a clinic in the period: which of its series, when, what became of it."""

    routine: str
    title: str
    visit: int
    of: str | None
    nominal: str
    when: str
    status: str


class ReportNote(Struct, frozen=True, kw_only=True):
    """The person's own words beside an answer."""

    routine: str
    title: str
    nominal: str
    when: str
    answer: str
    note: str


class ReportReply(Struct, frozen=True, kw_only=True):
    """A report of the days `since` to `until`, both included (ISO dates), in the order it is printed."""

    since: str
    until: str
    made_on: str
    used: tuple[UsedRoutine, ...]
    irritations: tuple[IrritationPeriod, ...]
    scale: tuple[str, ...]
    ratings: tuple[Diary, ...]
    visits: tuple[ReportVisit, ...]
    notes: tuple[ReportNote, ...]
