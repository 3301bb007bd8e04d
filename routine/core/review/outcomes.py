"""What was decided about safety notes and the profile, as facts; `lines` words them once the decision is finished."""

from __future__ import annotations

from msgspec import Struct

from routine.core.config.rules import Finding
from routine.core.draft import Outcome


class Look(Struct, frozen=True):
    """What a look at all that runs found: the routines on hold from now on, and what is new against the others.

    `go_on`: those that waited for something that is over, and are no longer on hold.
    """

    held: tuple[str, ...] = ()
    new: tuple[Finding, ...] = ()
    go_on: tuple[str, ...] = ()


class NotesDecided(Outcome, frozen=True):
    """Routines that a safety note objects to were put on hold, or go on all the same."""

    routines: tuple[str, ...]
    on_hold: bool


class ProfileConfirmed(Outcome, frozen=True):
    """Nothing has changed, the person says."""


class WaitAnswered(Outcome, frozen=True):
    """What a person said of something that routines wait for; `look`: what follows from it."""

    look: Look


class FactsAnswered(Outcome, frozen=True):
    """Safety questions were answered; `look`: what follows from it for what runs."""

    facts: tuple[str, ...]
    look: Look


class QuestionsAnswered(Outcome, frozen=True):
    """Every question with a button was answered; `look`: what the last answer changed, `by_command`: facts left."""

    look: Look
    by_command: tuple[str, ...]
