"""What a person said about a visit, as facts; `lines` words them once the decision is finished."""

from __future__ import annotations

from typing import Literal

from routine.core.config.rules import Finding
from routine.core.draft import Outcome
from routine.core.state.log import Entry
from routine.core.state.visit import Visit


class Booked(Outcome, frozen=True):
    """Visit `n` of a series was booked, or moved from where it stood; `findings`: safety notes that it raised."""

    routine: str
    n: int
    findings: tuple[Finding, ...] = ()
    moved_from: Visit | None = None


class Cancelled(Outcome, frozen=True):
    """A visit was cancelled."""

    routine: str
    n: int


class Attended(Outcome, frozen=True):
    """The person went to visit `n`; `entry`: the answer, where a button gave it."""

    routine: str
    n: int
    entry: Entry | None = None


class NotAttended(Outcome, frozen=True):
    """The person did not go to visit `n`, or it has another date that is not known yet."""

    routine: str
    n: int
    why: Literal["missed", "moved"]
    entry: Entry | None = None


class DoctorAsked(Outcome, frozen=True):
    """The doctor asked for the after-care that hangs on it."""

    routine: str
    n: int
