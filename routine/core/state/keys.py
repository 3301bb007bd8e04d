"""The key of an occurrence as a value: what it says, read from its stored text and printed as it, in this one place.

A key tells an occurrence from the others of its routine. State, log and JSON hold its text; what the text says is asked
of `parse_key`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from msgspec import Struct

from routine.core.preset.model import AGAIN, ASKED
from routine.core.when.format import minute_text


class Planned(Protocol):
    """Anything that is one planned time of a routine: an occurrence, a reminder, a log entry."""

    @property
    def key(self) -> str: ...
    @property
    def nominal(self) -> datetime: ...
    @property
    def instant(self) -> datetime: ...


class ClockTime(Struct, frozen=True):
    """A time of the schedule, known by its nominal time: `2026-11-22T08:00`. Naive wall clock, here and below."""

    nominal: datetime


class Link(Struct, frozen=True):
    """It hangs on the answer with this seq, of this routine or another: `after:17`."""

    seq: int


class LinkAhead(Struct, frozen=True):
    """It will hang on an answer not given yet, so it is in a plan alone: `if:2026-11-22T08:00`."""

    nominal: datetime


class VisitReminder(Struct, frozen=True):
    """It belongs to visit `n` of a series, for one step of its preparation or after-care: `visit:1:peels:TIME`."""

    n: int
    step: str
    nominal: datetime

    @property
    def asks(self) -> bool:
        """Whether it asks, on the evening of the visit, whether the person went."""
        return self.step == ASKED

    @property
    def until_yes(self) -> str:
        """The step whose question it asks again until the answer is yes; "" where it asks none."""
        return self.step.removesuffix(AGAIN) if self.step.endswith(AGAIN) else ""


class OwnSession(Struct, frozen=True):
    """A session, or ratings, that no time was planned for: `run:2026-11-22T08:00`."""

    nominal: datetime


class Extra(Struct, frozen=True):
    """It was done although no time was planned for it, or once more than planned: `extra:2026-11-22T08:00`.

    With seconds, where the minute has one already: `extra:2026-11-22T08:00:30`.
    """

    nominal: datetime


class Rehearsal(Struct, frozen=True):
    """A rehearsal of a session: `rehearsal:2026-11-22T08:00:00`."""

    nominal: datetime


class Refilled(Struct, frozen=True):
    """No occurrence: the log's entry `seq` is a refill of the stock, `refill:17`."""

    seq: int


class Accepted(Struct, frozen=True):
    """No occurrence: the log's entry `seq` overrides a safety rule, `accept:17`."""

    seq: int


class Unknown(Struct, frozen=True):
    """A text that says nothing more; it stays what it is."""

    text: str


Key = ClockTime | Link | LinkAhead | VisitReminder | OwnSession | Extra | Rehearsal | Refilled | Accepted | Unknown


def print_key(key: Key) -> str:
    """The text of a key, as state, log and JSON hold it."""
    match key:
        case ClockTime(nominal):
            return minute_text(nominal)
        case VisitReminder(n, step, nominal):
            return f"visit:{n}:{step}:{minute_text(nominal)}"
        case Link(seq):
            return f"after:{seq}"
        case LinkAhead(nominal):
            return f"if:{minute_text(nominal)}"
        case OwnSession(nominal):
            return f"run:{minute_text(nominal)}"
        case Extra(nominal):
            return f"extra:{nominal.isoformat(timespec='seconds') if nominal.second else minute_text(nominal)}"
        case Rehearsal(nominal):
            return f"rehearsal:{nominal.isoformat(timespec='seconds')}"
        case Refilled(seq):
            return f"refill:{seq}"
        case Accepted(seq):
            return f"accept:{seq}"
        case Unknown(text):
            return text


@lru_cache(maxsize=4096)
def parse_key(text: str) -> Key:
    """What a key's text says. What would not print as this very text again is `Unknown`."""
    kind, colon, rest = text.partition(":")
    read = _READ.get(kind)
    try:
        key = read(rest) if read and colon else ClockTime(datetime.fromisoformat(text))
    except ValueError:
        return Unknown(text)
    return key if print_key(key) == text else Unknown(text)


def _visit_reminder(text: str) -> VisitReminder:
    n, step, nominal = text.split(":", 2)
    return VisitReminder(int(n), step, datetime.fromisoformat(nominal))


#: What stands before the first colon -> what reads the rest. A clock time has nothing there but its hour.
_READ: Mapping[str, Callable[[str], Key]] = {
    "after": lambda seq: Link(int(seq)),
    "if": lambda nominal: LinkAhead(datetime.fromisoformat(nominal)),
    "visit": _visit_reminder,
    "run": lambda nominal: OwnSession(datetime.fromisoformat(nominal)),
    "extra": lambda nominal: Extra(datetime.fromisoformat(nominal)),
    "rehearsal": lambda nominal: Rehearsal(datetime.fromisoformat(nominal)),
    "refill": lambda seq: Refilled(int(seq)),
    "accept": lambda seq: Accepted(int(seq)),
}


# --- what is often asked of a text --------------------------------------------------------------------------------


def is_link(text: str) -> bool:
    """Whether the occurrence hangs on an answer."""
    return isinstance(parse_key(text), Link)


def is_visit(text: str) -> bool:
    """Whether the occurrence belongs to a visit."""
    return isinstance(parse_key(text), VisitReminder)


def is_question(text: str) -> bool:
    """Whether the occurrence asks, on the evening of a visit, whether the person went."""
    key = parse_key(text)
    return isinstance(key, VisitReminder) and key.asks


def asked_again_step(text: str) -> str:
    """The step of a visit that the occurrence asks about, evening after evening, until the answer is yes; or ""."""
    key = parse_key(text)
    return key.until_yes if isinstance(key, VisitReminder) else ""


def asks(text: str) -> bool:
    """Whether the occurrence is any question about a visit: it is answered alone, never together with others."""
    return is_question(text) or bool(asked_again_step(text))


def is_unplanned(text: str) -> bool:
    """Whether no time was planned for it: a session or ratings of its own, or what was done in addition."""
    return isinstance(parse_key(text), OwnSession | Extra)


def is_extra(text: str) -> bool:
    """Whether it was done in addition to what was planned."""
    return isinstance(parse_key(text), Extra)


def number_of(text: str) -> int | None:
    """Which visit the occurrence belongs to."""
    key = parse_key(text)
    return key.n if isinstance(key, VisitReminder) else None


def link_key(seq: int) -> str:
    """The text of the key of what hangs on the answer with this seq."""
    return print_key(Link(seq))


def routine_of(id: str) -> str:
    """The routine in an occurrence's id, `ROUTINE@KEY`."""
    return id.partition("@")[0]
