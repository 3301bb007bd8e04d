"""The replies about times: today, the plan, a simulation, what waits, the overview, and why."""

from __future__ import annotations

from msgspec import Struct

from routine.core.state.log import Answer


class Shown(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`running`: whether a daemon gave it; said by the way to the service, never by the service itself."""

    running: bool | None = None


class OccurrenceView(Struct, frozen=True, kw_only=True):
    """One occurrence of a day or of the plan; `moved`: to another instant than its schedule says.

    `says`: what a reminder of a visit is about, a thing a line.
    """

    id: str
    routine: str
    title: str
    nominal: str
    instant: str
    zone: str
    status: str
    moved: bool
    why: str
    when: str
    says: tuple[str, ...]


class VisitTimeView(Struct, frozen=True, kw_only=True):
    """A visit to a clinic, among the times of a day or of the plan; `visit` is its number."""

    routine: str
    title: str
    visit: int
    nominal: str
    instant: str
    zone: str
    status: str
    when: str


class SimulatedView(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One occurrence that a simulation went through; none is still to come, so none says whether it is moved."""

    id: str
    routine: str
    title: str
    nominal: str
    instant: str
    zone: str
    status: Answer
    moved: bool = False
    why: str
    when: str


class ReminderView(Struct, frozen=True, kw_only=True):
    """One reminder that awaits an answer; `raised` and `later` say `raised_at` and `snoozed_until` for people.

    `says`: all that its notification says, line by line.
    """

    id: str
    routine: str
    title: str
    nominal: str
    raised_at: str
    delivered_at: str | None
    snoozed_until: str | None
    nags: int
    when: str
    raised: str
    later: str | None
    says: tuple[str, ...]


class TodayReply(Shown, frozen=True, kw_only=True):
    """The day as people count it."""

    zone: str
    day: str
    occurrences: tuple[OccurrenceView, ...]
    notes: tuple[str, ...]
    visits: tuple[VisitTimeView, ...]


class PlanReply(Shown, frozen=True, kw_only=True):
    """The coming days."""

    zone: str
    occurrences: tuple[OccurrenceView, ...]
    visits: tuple[VisitTimeView, ...]


class SimulateReply(Shown, frozen=True, kw_only=True):
    """Some days as they would come, each time answered."""

    zone: str
    occurrences: tuple[SimulatedView, ...]


class PendingReply(Shown, frozen=True, kw_only=True):
    """What awaits an answer, the oldest first."""

    reminders: tuple[ReminderView, ...]


class OverviewReply(Shown, frozen=True, kw_only=True):
    """What waits, what is next, and what the person should know."""

    zone: str
    pending: tuple[ReminderView, ...]
    next: tuple[OccurrenceView, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]


class WhyReply(Struct, frozen=True, kw_only=True):
    """The reasons, a line each."""

    routine: str
    title: str
    lines: tuple[str, ...]
