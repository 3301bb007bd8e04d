"""What a press or a tick did where no subject has more to tell."""

from __future__ import annotations

from typing import Literal

from routine.core.draft import Outcome


class TimePassed(Outcome, frozen=True):
    """The clock, or a notifier's report: nobody waits for a reply."""


class NothingDone(Outcome, frozen=True):
    """A press that fits nothing any more changed nothing; without a reason, it was a click beside the buttons."""

    why: Literal["answered", "more waits", "all enabled", ""] = ""


class PutAway(Outcome, frozen=True):
    """A notice was put away by its button; `nothing_left`: what it offered is not there any more."""

    nothing_left: Literal["to plan", "to answer", ""] = ""


class LoginAsked(Outcome, frozen=True):
    """A person wants Routine to start when they log in, or no longer; whoever knows the machine does it."""

    on: bool


class PageAsked(Outcome, frozen=True):
    """A person wants to see the page in their browser; whoever knows the machine opens it, at this screen."""

    screen: str = "today"


class Pressed(Outcome, frozen=True):
    """What a button did; where that has words for a notice, the same notice says them.

    `last_of`: it was the last of so many that came one by one; 0 where it was not.
    """

    notice: str
    outcome: Outcome
    last_of: int = 0
