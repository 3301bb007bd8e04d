"""What a preset file says, as frozen values; reading and judging the file is `preset_reader`'s."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from msgspec import Struct

from routine.core.duration import Duration

Kind = Literal["mask", "sun", "treatment", "supplement", "hair", "nails", "diet", "habit", "check", "visit"]
KINDS: tuple[str, ...] = get_args(Kind)

MINUTES_A_DAY = 24 * 60


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


class Before(Struct, frozen=True, kw_only=True):
    """One thing to do before a visit: so long `ahead` of it; days ahead, at the clock time `at` (minutes)."""

    id: str
    say: str
    ahead: Duration
    at: int = 9 * 60


class After(Struct, frozen=True, kw_only=True):
    """One thing to do after a visit, from `wait` after it on.

    In hours it comes once; in days at the clock times `at` (minutes after midnight), every `every` days for `span`
    from the first on, or once without it. `if_asked`: only where the doctor asked for it.
    """

    id: str
    say: str
    wait: Duration = Duration(days=1)
    span: Duration | None = None
    every: int = 1
    at: tuple[int, ...] = (9 * 60,)
    if_asked: bool = False


class Visits(Struct, frozen=True, tag=True):
    """A series: no time comes by itself; visits to a clinic are booked, and reminders run back and forward from each.

    `sessions`: how many, the least and the most; `apart`: how far, the least and (if known) the most; `effect`: how
    long it is expected to last. None: nobody but the clinic can say. `ask_at`: when a visit's evening begins (minutes).
    """

    sessions: tuple[int, int] | None = None
    apart: tuple[Duration, Duration | None] | None = None
    effect: tuple[Duration, Duration] | None = None
    ask_at: int = 19 * 60
    before: tuple[Before, ...] = ()
    after: tuple[After, ...] = ()


class NightsAWeek(Struct, frozen=True, tag=True):
    """A week of a ramp with so many nights, spread evenly over its seven."""

    nights: int


class EveryNights(Struct, frozen=True, tag=True):
    """A week of a ramp in which it is done every `every` nights: 3 is every third night."""

    every: int


RampWeek = NightsAWeek | EveryNights


class Ramp(Struct, frozen=True, tag=True):
    """More nights from week to week, at `at` (minutes after midnight); the last week goes on for good.

    A week counts only if its nights were done: after a night that was not, it begins again the next evening.
    """

    at: int
    weeks: tuple[RampWeek, ...]
    first: date | None = None


class NightCycle(Struct, frozen=True, tag=True):
    """Every night at `at` (minutes after midnight), each in its turn one of `kinds`, over and over.

    A night that was not done comes again the next evening; one of RESTS passes by itself.
    """

    at: int
    kinds: tuple[str, ...]
    first: date | None = None


#: Nights of a cycle on which nothing has to be done.
RESTS = frozenset({"recovery", "rest"})

Base = Clock | AfterDone | AfterRoutine | Ramp | NightCycle | Visits


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


# --- the rest -----------------------------------------------------------------------------------------------------


class Nag(Struct, frozen=True):
    """Remind again `every` so long, at most `times` times."""

    every: Duration
    times: int


class Window(Struct, frozen=True):
    """A part of the day, in minutes after midnight; `end` below `start` goes over midnight. `end` is not included."""

    name: str
    start: int
    end: int

    def holds(self, minute: int) -> bool:
        """Whether the minute of the day lies inside."""
        if self.start <= self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end


WINDOWS = {
    window.name: window
    for window in (
        Window("morning", 4 * 60, 12 * 60),
        Window("afternoon", 12 * 60, 18 * 60),
        Window("evening", 17 * 60, 24 * 60),
        Window("night", 20 * 60, 4 * 60),
        Window("daytime", 6 * 60, 21 * 60),
    )
}


class Remind(Struct, frozen=True):
    """How a reminder behaves: found later than `late` it is missed; `expires` runs from its first delivery."""

    late: Duration = Duration(seconds=2 * 3600)
    window: Window | None = None
    nag: Nag | None = None
    expires: Duration = Duration(seconds=4 * 3600)
    later: Duration = Duration(seconds=20 * 60)


class Safety(Struct, frozen=True):
    """What the safety rules look at. `apart`: how long before or after what else; pairs, in file order.

    `ask`: the questions before a guided session, by name.
    """

    never_if: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    min_gap: Duration | None = None
    longest_on_skin: Duration | None = None
    apart: tuple[tuple[str, Duration], ...] = ()


class Cue(Struct, frozen=True):
    """Something said on the way: `at` is "half", "2m" (after the step began) or "2m left"."""

    at: str
    say: str


class Step(Struct, frozen=True, kw_only=True):
    """One instruction. `timer`: how long it lasts; `auto`: it goes on by itself after so long (hands busy).

    `nights`: on which nights of a cycle of nights it is done; none: on each.
    """

    id: str
    say: str
    posture: str | None = None
    timer: Duration | None = None
    lead_in: Duration | None = None
    auto: Duration | None = None
    hands: Literal["free", "busy"] = "free"
    on_skin: Literal["start", "end"] | None = None
    cues: tuple[Cue, ...] = ()
    music: bool = False
    nights: tuple[str, ...] = ()


class Dose(Struct, frozen=True):
    """What one done answer takes: 5 g; `with_food` None where it does not matter; `of`: the substance, for limits."""

    amount: float
    unit: str
    with_food: bool | None = None
    of: str | None = None


class Course(Struct, frozen=True):
    """A bounded run: so long from the day of enabling; a pause moves its end. `rest`: the break after it, if known."""

    length: Duration
    rest: Duration | None = None


#: What in a preset's `contains` makes it wait while skin is irritated.
IRRITANTS = frozenset({"retinoid", "aha", "bha", "acid", "film-mask", "mask", "peel"})


class Sunscreen(Struct, frozen=True):
    """What the label of the product says: the SPF; how long it lasts in water, None where it says nothing of it."""

    spf: int
    water_resistance: Duration | None = None


class Preset(Struct, frozen=True, kw_only=True):
    """One routine as its file (and the user's changes over it) describes it."""

    id: str
    title: str
    kind: Kind
    summary: str
    schedule: Schedule
    steps: tuple[Step, ...]
    sources: tuple[str, ...]
    area: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    starter: bool = False
    remind: Remind = Remind()
    safety: Safety = Safety()
    dose: Dose | None = None
    course: Course | None = None
    sun: Sunscreen | None = None

    @property
    def timed(self) -> bool:
        """Whether any step has a timer: then a guided session helps."""
        return any(step.timer for step in self.steps)

    @property
    def irritant(self) -> bool:
        """Whether it waits while skin is irritated: a mask, a retinoid, an acid."""
        return self.kind == "mask" or not IRRITANTS.isdisjoint(self.contains)


class Fault(Struct, frozen=True):
    """One thing wrong in a file. `key`: its path (`steps.lie-flat.timer`); `hint`: the nearest right word."""

    key: tuple[str, ...]
    message: str
    hint: str | None = None
