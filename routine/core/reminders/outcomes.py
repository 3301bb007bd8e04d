"""What an answer to a reminder did, as facts; `lines` words them once the decision is finished."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from routine.core.draft import Outcome
from routine.core.state.log import Entry
from routine.core.state.pause import Pause
from routine.core.when.duration import Duration

if TYPE_CHECKING:
    from routine.core.reminders.too_soon import TooSoon


class NotAnswered(Struct, frozen=True):
    """One that was named beside those that were answered, and has nothing to answer: what is said, and the choices."""

    routine: str
    said: str
    hint: str | None
    choices: tuple[dict[str, str], ...]


class Answered(Outcome, frozen=True):
    """Times were answered: done or skipped, in the order in which that was recorded.

    `because`: what to read of it. `against`: what stood against doing them so soon; `asked`: the person was asked
    first, and said yes. `left`: what was named beside them and is not answered.
    """

    entries: tuple[Entry, ...]
    against: tuple[TooSoon, ...] = ()
    asked: bool = False
    because: str = ""
    left: tuple[NotAnswered, ...] = ()


class StayedIn(Outcome, frozen=True):
    """The rest of the day of these sunscreens is not counted: the person stays indoors."""

    routines: tuple[str, ...]
    entries: tuple[Entry, ...]


class DoneAfterAll(Outcome, frozen=True):
    """Missed times were done after all. `silence_over`: said in answer to the question after days without one."""

    entries: tuple[Entry, ...]
    silence_over: bool = False


class FreshStart(Outcome, frozen=True):
    """After days without an answer: what was missed stays so, and everything goes on from now."""


class Snoozed(Outcome, frozen=True):
    """A reminder is hidden until an instant (UTC); `length` where a person gave one."""

    routine: str
    key: str
    until: datetime
    length: Duration | None = None


class TooLateForLater(Outcome, frozen=True):
    """Later was pressed so close to the end of its part of the day that it cannot come again today."""

    routine: str


class PutOff(Outcome, frozen=True):
    """Later, for every reminder of one notice."""

    parts: tuple[Snoozed | TooLateForLater, ...]


class Moved(Outcome, frozen=True):
    """A time that was planned at `instant` comes at the instant `until` instead (both UTC); its key stays."""

    routine: str
    key: str
    instant: datetime
    until: datetime


class TakenBack(Outcome, frozen=True):
    """Answers were taken back: each with the entry that retracts it; `again`: routines whose snooze ended."""

    parts: tuple[tuple[Entry, Entry], ...]
    again: tuple[str, ...] = ()


class NotPutOff(Outcome, frozen=True):
    """What was put off or moved is as it was before: a time of `instant` (UTC); `waits`: for an answer, now."""

    routine: str
    instant: datetime
    waits: bool


class Paused(Outcome, frozen=True):
    """A pause of one routine (or of all: None), from and to in UTC, and what it excused."""

    routine: str | None
    start: datetime
    end: datetime | None
    excused: tuple[Entry, ...] = ()


class PauseTakenBack(Outcome, frozen=True):
    """A pause was a slip; what it had excused, answered or open again by these entries."""

    pause: Pause
    back: tuple[Entry, ...]


class Resumed(Outcome, frozen=True):
    """Pauses ended: these routines go on."""

    routines: tuple[str, ...]


class Rated(Outcome, frozen=True):
    """Signs were rated; `before`: what each of them was rated last."""

    entry: Entry
    before: dict[str, int]
