"""When a routine comes due, as its file says it: days and times, chains, ramps and nights; frozen values."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from routine.core.schedule.visit_series import Visits
from routine.core.when.duration import Duration

MINUTES_A_DAY = 24 * 60
_DAY_S = 24 * 60 * 60


# --- schedule: which days -----------------------------------------------------------------------------------------


class EveryDay(Struct, frozen=True, tag=True):
    """Every day."""


class Weekdays(Struct, frozen=True, tag=True):
    """Every week on these weekdays; Monday is 0."""

    days: tuple[int, ...]


class NthWeekdays(Struct, frozen=True, tag=True):
    """Such as the second Tuesday (2, 1) or the last Friday (-1, 4) of each month; Monday is 0."""

    days: tuple[tuple[int, int], ...]


class EveryNDays(Struct, frozen=True, tag=True):
    """Every `n` days from the anchor."""

    n: int


class EveryNWeeks(Struct, frozen=True, tag=True):
    """Every `n` weeks from the anchor's week (weeks begin on Monday); on the anchor's weekday, if `days` is empty."""

    n: int
    days: tuple[int, ...] = ()


class EveryNMonths(Struct, frozen=True, tag=True):
    """Every `n` months on the anchor's day of the month, or the month's last day where it has no such day."""

    n: int


class MonthDays(Struct, frozen=True, tag=True):
    """These days of each month that has them; -1 is the last day, -2 the last but one."""

    days: tuple[int, ...]


class CronDays(Struct, frozen=True, tag=True):
    """The day fields of a cron line. Weekdays: Monday is 0 here (1 in the file; 0 and 7 are Sunday there).

    As in cron, where both fields are restricted a day that fits either one counts.
    """

    month_days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]
    either: bool


Days = EveryDay | Weekdays | NthWeekdays | EveryNDays | EveryNWeeks | EveryNMonths | MonthDays | CronDays


class Cycle(Struct, frozen=True):
    """`on` days, then `off` days, and again, counted from the anchor."""

    on: int
    off: int


# --- schedule: what makes times -----------------------------------------------------------------------------------


class Clock(Struct, frozen=True, tag=True):
    """Nominal times: every one of `times` on every one of `days`.

    `times` are minutes after midnight, ascending; 1440 and above are in the night after that day. `first` and
    `until` are dates, both included; `count` is how many times in all, from `first` or the day of enabling.
    """

    times: tuple[int, ...]
    days: Days = EveryDay()
    cycle: Cycle | None = None
    first: date | None = None
    until: date | None = None
    count: int | None = None


class AfterDone(Struct, frozen=True, tag=True):
    """So long after this routine was last done; with `at` (minutes after midnight) at that time of the day reached.

    Without `at`, `wait` in days means the clock time it was done at. The first time is at `at`, or at once.
    """

    wait: Duration
    at: int | None = None
    first: date | None = None
    until: date | None = None
    count: int | None = None


class AfterRoutine(Struct, frozen=True, tag=True):
    """So long after another routine was done; `at` as in AfterDone."""

    routine: str
    wait: Duration
    at: int | None = None


class WhenNeeded(Struct, frozen=True, tag=True):
    """No time of its own: it is done whenever it is needed, and only ever recorded."""


class NightsAWeek(Struct, frozen=True, tag=True):
    """A week of a ramp with so many nights, spread evenly over its seven."""

    nights: int


class EveryNights(Struct, frozen=True, tag=True):
    """A week of a ramp in which it is done every `every` nights: 3 is every third night."""

    every: int


RampWeek = NightsAWeek | EveryNights


#: So many weekdays may be left free of a ramp, at most.
MOST_FREE_WEEKDAYS = 3


class Ramp(Struct, frozen=True, tag=True):
    """More nights from week to week, at `at` (minutes after midnight); the last week goes on for good.

    A week counts only if its nights were done: after a night that was not, it begins again the next evening. `free`:
    weekdays (Monday is 0) on whose evenings it never comes, so that something else has its place; None: not said.
    """

    at: int
    weeks: tuple[RampWeek, ...]
    first: date | None = None
    free: tuple[int, ...] | None = None


class NightCycle(Struct, frozen=True, tag=True):
    """Every night at `at` (minutes after midnight), each in its turn one of `kinds`, over and over.

    A night that was not done comes again the next evening; one of RESTS passes by itself.
    """

    at: int
    kinds: tuple[str, ...]
    first: date | None = None


#: Nights of a cycle on which nothing has to be done.
RESTS = frozenset({"recovery", "rest"})

ByNight = Ramp | NightCycle
Base = Clock | AfterDone | AfterRoutine | ByNight | Visits | WhenNeeded
_BY_NIGHT = (Ramp, NightCycle)
_BY_CLOCK = (Clock, *_BY_NIGHT)


class Again(Struct, frozen=True, omit_defaults=True):
    """A chain that hangs on an answer: `every` so long after done, while the clock is in [start, until] (minutes).

    `uv`: only while the clear-sky UV index at the user's place is at least that; None: whatever it is.
    """

    every: Duration
    start: int
    until: int
    uv: int | None = None


class Schedule(Struct, frozen=True):
    """When a routine comes due. `zone` pins an IANA zone; None follows the machine."""

    base: Base
    again: Again | None = None
    zone: str | None = None

    @property
    def clock_times(self) -> tuple[int, ...]:
        """Every time of day that it names, in minutes after midnight, ascending; from 1440 on, in the night after."""
        if isinstance(self.base, Clock):
            return self.base.times
        return () if isinstance(self.base, Visits | WhenNeeded) or self.base.at is None else (self.base.at,)

    @property
    def most_a_day(self) -> int:
        """About how many times it brings a day, at most."""
        base, again = self.base, self.again
        times = len(base.times) if isinstance(base, Clock) else 1
        if isinstance(base, AfterDone) and base.wait.is_elapsed:
            times = _DAY_S // max(base.wait.seconds, 1) + 1
        if again and again.every.is_elapsed:
            span_s = ((again.until - again.start) % MINUTES_A_DAY or MINUTES_A_DAY) * 60
            times += span_s // max(again.every.seconds, 1)
        return times

    @property
    def by_clock(self) -> bool:
        """Whether the clock brings its own times, the nights of a ramp or a cycle among them; else answers do."""
        return isinstance(self.base, _BY_CLOCK)

    @property
    def when_needed(self) -> bool:
        """Whether no time of it is ever planned."""
        return isinstance(self.base, WhenNeeded)

    @property
    def nights(self) -> ByNight | None:
        """The ramp or the cycle of nights that it is, if it goes by nights."""
        return self.base if isinstance(self.base, _BY_NIGHT) else None

    @property
    def series(self) -> Visits | None:
        """The series of visits that it is, if it is one."""
        return self.base if isinstance(self.base, Visits) else None
