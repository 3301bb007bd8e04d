"""What became of routines as a whole, as facts; `lines` words them once the decision is finished."""

from __future__ import annotations

from enum import Enum, auto

from routine.core.config.rules import Finding
from routine.core.draft import Outcome
from routine.core.review.outcomes import Look
from routine.core.state.log import Entry


class Became(Enum):
    """What enabling did to a routine."""

    BEGAN = auto()
    RAN_ALREADY = auto()
    GOES_ON = auto()


class Enabled(Outcome, frozen=True):
    """Routines were enabled, each with what it became; `findings`: all that was found about those asked for.

    `refused`: those of the same command that were not, for something stands against them. `look`: what the answers
    that came with it changed for what ran already.
    """

    became: dict[str, Became]
    findings: tuple[Finding, ...]
    refused: tuple[str, ...] = ()
    look: Look = Look()


class Disabled(Outcome, frozen=True):
    """Routines were disabled; `excused`: what waited of them."""

    routines: tuple[str, ...]
    excused: tuple[Entry, ...]


class Reloaded(Outcome, frozen=True):
    """What the files say now was taken up.

    `confirmed`: the person said that their profile is right; `changed`: routines with a new schedule; `were_held`:
    those on hold before; `look`: what the safety rules found.
    """

    confirmed: bool
    changed: tuple[str, ...]
    were_held: tuple[str, ...]
    look: Look


class Welcomed(Outcome, frozen=True):
    """The daemon started. `first`: for the first time, with these routines enabled."""

    first: bool
    enabled: tuple[str, ...] = ()


class Greeted(Outcome, frozen=True):
    """Somebody wants to see what is next: the routines with a time ahead, the nearest first."""

    coming: tuple[str, ...]


class NoticeTried(Outcome, frozen=True):
    """A notice was shown to see whether notices come."""


class LoginTold(Outcome, frozen=True):
    """Routine starts at login from now on, or no longer; `problem`: why that could not be done."""

    on: bool
    problem: str = ""


class PageNotOpened(Outcome, frozen=True):
    """A person asked for the page, and it could not be shown: why, and what to do."""

    problem: str


class CourseAnswered(Outcome, frozen=True):
    """The question whether to begin a course again was answered; `against`: what stands against it."""

    routine: str
    begun: bool = False
    not_now: bool = False
    against: Finding | None = None
