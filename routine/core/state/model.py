"""What survives a restart, as one immutable value."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from routine.core.config.profile import Said
from routine.core.state.log import Entry
from routine.core.state.notice import Card, Delivery
from routine.core.state.session import Session

SCHEMA = 1

Level = Literal["mild", "strong"]


class Armed(Struct, frozen=True):
    """An occurrence with an instant of its own: it hangs on an answer, or was moved there. Needs no watermark.

    `nominal` is what it shows as; for a moved clock occurrence, its original time. `moved`: by a person's hand, or by
    a rule of spacing, which may move it elsewhere or back.
    """

    key: str
    nominal: datetime
    instant: datetime
    reason: str
    moved: Literal["", "hand", "rule"] = ""


class Reminder(Struct, frozen=True, kw_only=True):
    """An occurrence that came due and awaits an answer. All instants are UTC. `notice` is the notice it is shown in.

    `sent_at` is when it was first given to a notifier that cannot tell whether it showed: no delivery, but it nags.
    `shown_again` counts the ends of snoozes, `last_shown` is when the last snooze ended.
    """

    key: str
    nominal: datetime
    instant: datetime
    raised_at: datetime
    notice: str
    delivered_at: datetime | None = None
    sent_at: datetime | None = None
    snoozed_until: datetime | None = None
    nags: int = 0
    shown_again: int = 0
    last_shown: datetime | None = None
    last_nag: datetime | None = None


class Refill(Struct, frozen=True, kw_only=True):
    """The last refill, as far as taking it back needs it.

    `delta`: by how much it changed what was left; `since_before`: from when on doses counted until then, None where
    nothing was known.
    """

    entry: Entry
    delta: float
    since_before: datetime | None = None


class Stock(Struct, frozen=True, kw_only=True):
    """What is left, in `unit`: below zero where more was taken than was ever said to be there.

    Done answers from `since` (UTC) on take from it. `told`: this refill's reminder that it runs low was shown.
    """

    left: float
    unit: str
    since: datetime
    refill: Refill | None = None
    told: bool = False


class Nights(Struct, frozen=True, kw_only=True):
    """How a ramp, or a cycle of nights, has gone: a fold over the effective answers.

    `start` is the day that the week `index` (from 0; or the cycle's place `index`) began on, `last` the last night
    before it; `done`: the nights done since. `upto`: the week that it goes no further than by itself, None without
    limit. `shape` tells whether the schedule is still the one meant; `asked`: the week, by its first day, after which
    going on was offered.
    """

    start: date
    shape: str
    index: int = 0
    last: date | None = None
    done: tuple[date, ...] = ()
    upto: int | None = None
    asked: date | None = None


VisitStatus = Literal["booked", "moved", "attended", "missed", "cancelled"]


class Visit(Struct, frozen=True, kw_only=True):
    """One visit of a series; `n` names it and is never used again.

    `at` is the clinic's wall clock, naive, in the `zone` it was booked in; `moved` waits for its new time. `asked`:
    the after-care that the doctor asked for; `planned`: whether its reminders follow from all this already.
    """

    n: int
    at: datetime
    zone: str
    status: VisitStatus = "booked"
    asked: tuple[str, ...] = ()
    planned: bool = False


class RoutineState(Struct, frozen=True, kw_only=True):
    """One enabled (or once enabled) routine.

    `through`: the furthest wall time decided, naive, in the routine's zone; `anchor`: the day intervals, cycles,
    counts and courses run from; `schedule`: fingerprint of the schedule that `through` belongs to; `recent`:
    effective answers, oldest first, of the last few days (the log has them all); `held`: why a final finding stops it.
    `asked_again`: after the break behind its course, the question whether to begin again was put; `over_on`: the day
    that a course of so many times was over on, told once.
    `visits`: those of a series, in the order of booking.
    `held_since`: since when (UTC) it is held. `weighed`: the safety notes that the person knew when it was enabled, or
    accepted since; `told`: those that came up while it ran, and were told (keys of `core.reviewing`). None: from
    before this was noted.
    """

    enabled: bool
    anchor: date
    since: datetime
    through: datetime
    schedule: str
    accepted: tuple[str, ...] = ()
    raised: Reminder | None = None
    armed: tuple[Armed, ...] = ()
    recent: tuple[Entry, ...] = ()
    done_count: int = 0
    last_done: datetime | None = None
    ended: bool = False
    held: str | None = None
    confirmed: tuple[str, ...] = ()
    stock: Stock | None = None
    asked_again: bool = False
    over_on: date | None = None
    nights: Nights | None = None
    visits: tuple[Visit, ...] = ()
    held_since: datetime | None = None
    weighed: tuple[str, ...] | None = None
    told: tuple[str, ...] = ()


class Pause(Struct, frozen=True):
    """A dated pause of one routine (or all: None), from and to in UTC; `end` None lasts until resumed."""

    routine: str | None
    start: datetime
    end: datetime | None

    def covers(self, instant: datetime) -> bool:
        """Whether it lasts at this instant (UTC)."""
        return self.start <= instant and (self.end is None or instant < self.end)


class ClockMark(Struct, frozen=True):
    """The clocks at the last tick, to notice that a clock or the zone was changed."""

    instant: datetime
    elapsed: float
    boot_id: str
    zone: str


class Hold(Struct, frozen=True):
    """The last span in which notices were held because somebody lay flat, UTC; `end` None: it lasts."""

    start: datetime
    end: datetime | None = None


class Irritation(Struct, frozen=True):
    """Skin that stung or burned: under which routine ("": none was named), when, until when (UTC); None: it lasts.

    `seq`: the last entry of the log before it. `before`: how far each ramp might go until then, to be taken back.
    """

    routine: str
    at: datetime
    level: Level = "mild"
    over: datetime | None = None
    seq: int = 0
    before: tuple[tuple[str, int | None], ...] = ()


class Clash(Struct, frozen=True, kw_only=True):
    """A time near ahead that the rules of spacing leave no room for: its id, its instant (UTC), and why.

    `other`: the id of the time that it gives way to, at `other_at`; "": a visit, or what was done already. `ask`:
    whether a person may choose between the two.
    """

    id: str
    instant: datetime
    why: str
    other: str = ""
    other_at: datetime | None = None
    ask: bool = False


class Chosen(Struct, frozen=True):
    """A time that a person gave the preference to, by its id, and when it is (UTC)."""

    id: str
    instant: datetime


class State(Struct, frozen=True, kw_only=True):
    """Everything that Routine knows of the past and must not forget; `seq` is the last log entry's number.

    `waiting_since`: when the oldest reminder since the last sign of life was raised; `silent_shown`: the day of the
    last notice about unanswered times; `known_problems`: ids of the file problems that a notice told of. `clashes` and
    `chosen`: what the rules of spacing leave out near ahead, and what a person chose there. `no_room`: the routines and
    rules that a person was told do not go together.
    `confirmed`: when (UTC) the person last said that their profile is right, or changed it; `not_before`: the day
    before which nobody asks them again. `said`: answers that are not in the profile's file yet. `looked`: the day on
    which what changes with time alone was looked at.
    """

    schema: int = SCHEMA
    seq: int = 0
    notice_seq: int = 0
    routines: dict[str, RoutineState] = {}
    pauses: tuple[Pause, ...] = ()
    cards: tuple[Card, ...] = ()
    deliveries: dict[str, Delivery] = {}
    one_by_one: tuple[str, ...] = ()
    outbox: tuple[Entry, ...] = ()
    mark: ClockMark | None = None
    waiting_since: datetime | None = None
    silent_shown: date | None = None
    welcomed: bool = False
    known_problems: tuple[str, ...] = ()
    session: Session | None = None
    hold: Hold | None = None
    irritations: tuple[Irritation, ...] = ()
    confirmed: datetime | None = None
    not_before: date | None = None
    said: tuple[Said, ...] = ()
    looked: date | None = None
    clashes: tuple[Clash, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    no_room: tuple[str, ...] = ()
