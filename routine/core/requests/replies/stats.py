"""The reply about how it went: every figure of a span, for all routines together and for each."""

from __future__ import annotations

from msgspec import Struct


class TallyView(Struct, frozen=True, kw_only=True):
    """Planned times by their answers, with the shares done and done in time (0 to 1; None where nothing was due)."""

    due: int
    done: int
    in_time: int
    skipped: int
    missed: int
    not_counted: int
    extra: int
    adherence: float | None
    in_time_share: float | None


class DayView(Struct, frozen=True, kw_only=True):
    """A day of the span, by its date."""

    day: str
    tally: TallyView


class WeekView(Struct, frozen=True, kw_only=True):
    """A week of the span, by the date of its Monday."""

    monday: str
    tally: TallyView


class PunctualityView(Struct, frozen=True, kw_only=True):
    """Minutes from planned to done, negative where earlier: the quartiles of so many `times`."""

    times: int
    quarter: float
    median: float
    three_quarters: float


class HoursView(Struct, frozen=True, kw_only=True):
    """Times planned and done in each hour of the day, 0 to 23."""

    planned: tuple[int, ...]
    done: tuple[int, ...]


class RoutineStats(Struct, frozen=True, kw_only=True):
    """One routine's figures. `strength`: 0 to 1, None where nothing was due yet; streaks in due days.

    `recent`: of the last four weeks of the span. `days` holds only those with an answer.
    """

    routine: str
    title: str
    kind: str
    enabled: bool
    total: TallyView
    recent: TallyView
    strength: float | None
    streak: int
    longest_streak: int
    punctuality: PunctualityView | None
    hours: HoursView
    weeks: tuple[WeekView, ...]
    days: tuple[DayView, ...]


class IrritationPeriod(Struct, frozen=True, kw_only=True):
    """Skin that was reported to sting: when, under which routine ("": none was named), how much, until when."""

    routine: str
    title: str
    level: str
    at: str
    when: str
    over: str | None
    over_when: str | None


class StatsReply(Struct, frozen=True, kw_only=True):
    """Every figure from the day `since` to the day `until`, both included; `days` has every day of them.

    `recent`: of the last four weeks of the span, which begin on `recent_since`.
    """

    since: str
    until: str
    recent_since: str
    total: TallyView
    recent: TallyView
    days: tuple[DayView, ...]
    weeks: tuple[WeekView, ...]
    hours: HoursView
    routines: tuple[RoutineStats, ...]
    irritations: tuple[IrritationPeriod, ...]
