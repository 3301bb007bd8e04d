"""A reminder as it is kept: what came due and waits, what was given an instant of its own, how long nobody answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal

from msgspec import Struct

#: What gave a time another instant than its own.
MovedBy = Literal["", "hand", "rule"]


class Postponed(Struct, frozen=True, kw_only=True):
    """A person put it off, at (UTC) and after the log's entry `seq`; it was due at `instant`; `waited`: it had come.

    `moved`: what had moved it there before.
    """

    at: datetime
    seq: int
    instant: datetime
    waited: bool = True
    moved: MovedBy = ""


class Armed(Struct, frozen=True):
    """An occurrence with an instant of its own: it hangs on an answer, or was moved there. Needs no watermark.

    `nominal` is what it shows as; for a moved clock occurrence, its original time. `moved`: by a person's hand, or by
    a rule of spacing, which may move it elsewhere or back. `put_off`: what an undo of that hand's move goes back to.
    """

    key: str
    nominal: datetime
    instant: datetime
    reason: str
    moved: MovedBy = ""
    put_off: Postponed | None = None


class Reminder(Struct, frozen=True, kw_only=True):
    """An occurrence that came due and awaits an answer. All instants are UTC. `notice` is the notice it is shown in.

    `sent_at` is when it was first given to a notifier that cannot tell whether it showed: no delivery, but it nags, and
    expires.
    `shown_again` counts the ends of snoozes, `last_shown` is when the last snooze ended.
    `cleared`: the questions before it whose answer was good. `unseen`: how long, since it was last shown, the screen
    was locked or notices were not to disturb. `put_off`: the last time a person put it off.
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
    unseen: timedelta = timedelta()
    cleared: tuple[str, ...] = ()
    put_off: Postponed | None = None


class Silence(Struct, frozen=True, kw_only=True):
    """How long nobody has answered.

    `waiting_since`: when (UTC) the oldest reminder since the last sign of life was raised; `shown`: the day of the last
    notice about unanswered times. `unseen`: how long, since then, no notice could be seen.
    """

    waiting_since: datetime | None = None
    shown: date | None = None
    unseen: timedelta = timedelta()
