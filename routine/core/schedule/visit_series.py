"""A series of visits to a clinic, as its file says it; and the hours that hold where the file names none."""

from __future__ import annotations

from msgspec import Struct

from routine.core.when.duration import Duration


class Before(Struct, frozen=True, kw_only=True):
    """One thing to do before a visit: so long `ahead` of it; days ahead, at the clock time `at` (minutes)."""

    id: str
    say: str
    ahead: Duration
    at: int = 9 * 60


class After(Struct, frozen=True, kw_only=True):
    """One thing to do after a visit, from `wait` after it on.

    In hours it comes once; in days at the clock times `at` (minutes after midnight), every `every` days for `span`
    from the first on, or once without it. `if_asked`: only where the doctor asked for it. `follow_up`: advice, or a
    look at the result, for long after; the visit's after-care does not last until then. `lasts`: so long after the
    visit what it speaks of is left alone. `until_yes`: it asks, and asks again every evening until the answer is yes.
    """

    id: str
    say: str
    wait: Duration = Duration(days=1)
    span: Duration | None = None
    every: int = 1
    at: tuple[int, ...] = (9 * 60,)
    if_asked: bool = False
    follow_up: bool = False
    lasts: Duration | None = None
    until_yes: bool = False


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
