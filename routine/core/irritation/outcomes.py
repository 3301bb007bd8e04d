"""What a person said about irritated skin, as facts; `lines` words them once the decision is finished."""

from __future__ import annotations

from routine.core.draft import Outcome
from routine.core.state.irritation import Level
from routine.core.state.log import Entry


class Reported(Outcome, frozen=True):
    """Skin is irritated, and what waited because of it is not counted."""

    level: Level
    excused: tuple[Entry, ...] = ()


class Over(Outcome, frozen=True):
    """The skin is calm again."""


class WentOn(Outcome, frozen=True):
    """A ramp may go one week further; `week`: the index of the one that it may reach, from 0."""

    routine: str
    week: int


class ReportTakenBack(Outcome, frozen=True):
    """There was no irritation: each entry that it had excused, with the one that retracts it."""

    parts: tuple[tuple[Entry, Entry], ...]


class TooLateToTakeBack(Outcome, frozen=True):
    """A report that is too old to have been a slip: only its end can be told."""
