"""One routine as it is kept: what waits, what was answered lately, its course, what safety rules said of it."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from routine.core.state.log import Entry
from routine.core.state.nights import Nights
from routine.core.state.product import Product
from routine.core.state.reminder import Armed, Reminder
from routine.core.state.stock import Stock
from routine.core.state.visit import Visit


class CourseState(Struct, frozen=True, kw_only=True):
    """How a course goes: how often it was done, and whether it is over.

    `done_count` is a fold over the effective answers. `over_on`: the day that a course of so many times was over on,
    told once. `asked_again`: after the break behind it, the question whether to begin again was put.
    """

    done_count: int = 0
    ended: bool = False
    over_on: date | None = None
    asked_again: bool = False


class SafetyState(Struct, frozen=True, kw_only=True):
    """What a person knows, and has agreed to, of what the safety rules say of a routine.

    `accepted`: rules that they overrode. `weighed`: the safety notes that they knew when it was enabled, or accepted
    since; None: from before this was noted. `told`: those that came up while it ran, and were told. (Both are keys of
    `review.safety_notes`.) `confirmed`: questions before a session whose answer holds for good.
    """

    accepted: tuple[str, ...] = ()
    weighed: tuple[str, ...] | None = None
    told: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()


class OnHold(Struct, frozen=True):
    """A safety note stops the routine: `why`, for people, and `since` when (UTC); None: from before this was noted.

    `waits_for`: the fact that lets it go on by itself once the person says that it is over, or answers it; "": it goes
    on only by being enabled again. `ask_on`: the day from which on they are asked (again) whether it is over.
    `rule`: which note it is (`review.on_hold.key_of`); "": from before this was noted.
    """

    why: str
    since: datetime | None = None
    waits_for: str = ""
    ask_on: date | None = None
    rule: str = ""


class RoutineState(Struct, frozen=True, kw_only=True):
    """One enabled (or once enabled) routine.

    `through`: the furthest wall time decided, naive, in the routine's zone; `anchor`: the day intervals, cycles,
    counts and courses run from; `schedule`: fingerprint of the schedule that `through` belongs to; `recent`:
    effective answers, oldest first, of the last few days (the log has them all); `held`: a final finding stops it.
    `visits`: those of a series, in the order of booking.
    """

    enabled: bool
    anchor: date
    since: datetime
    through: datetime
    schedule: str
    raised: Reminder | None = None
    armed: tuple[Armed, ...] = ()
    recent: tuple[Entry, ...] = ()
    last_done: datetime | None = None
    course: CourseState = CourseState()
    safety: SafetyState = SafetyState()
    held: OnHold | None = None
    stock: Stock | None = None
    product: Product | None = None
    nights: Nights | None = None
    visits: tuple[Visit, ...] = ()
