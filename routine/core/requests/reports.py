"""What the program itself reports to `decide`: time passed, files changed, what became of a notice, a wake-up.

Commands like those that a person gives; `commands.Command` names them all.
"""

from __future__ import annotations

from msgspec import Struct

from routine.core.state.presence import Away
from routine.core.state.session import Part


class Tick(Struct, frozen=True, tag_field="do", tag="tick"):
    """Time has passed: see what is due, late, over."""


class Reload(Struct, frozen=True, tag_field="do", tag="reload"):
    """Preset, settings or profile files may have changed.

    `fact`: the one that a person has just answered, or unset, by command. `confirmed`: they say that their profile is
    right as it is.
    """

    fact: str | None = None
    confirmed: bool = False


class Told(Struct, frozen=True, tag_field="do", tag="told"):
    """A notifier's report on one notice: sent (`confirmed` when the server said so) or failed with `error`."""

    notice: str
    revision: str
    notifier: str
    epoch: str
    handle: str = ""
    confirmed: bool = False
    error: str | None = None
    refresh: str = ""


class Closed(Struct, frozen=True, tag_field="do", tag="closed"):
    """A person closed a notice without an answer: it stays unanswered, and hides nothing that comes after it."""

    notice: str


class Withdrawn(Struct, frozen=True, tag_field="do", tag="withdrawn"):
    """A notice that should no longer show was taken off the screen."""

    notice: str


class Cleared(Struct, frozen=True, tag_field="do", tag="cleared"):
    """These notices were taken off the screen because Routine stops: what is due comes back at its next start."""

    notices: tuple[str, ...]


class PresenceTold(Struct, frozen=True, tag_field="do", tag="presence"):
    """What keeps notices from being seen now, as the desktop tells: a locked screen, do-not-disturb, or nothing."""

    away: tuple[Away, ...] = ()


class Welcome(Struct, frozen=True, tag_field="do", tag="welcome"):
    """The daemon started: if no routine was ever enabled, enable the starters and show the welcome notice.

    `at_login`: whether it starts when the person logs in. `kept`: the ids of the presets of which copies are kept.
    `behind`: whether the newest state could not be read, so that the last changes may be missing.
    """

    at_login: bool = False
    kept: tuple[str, ...] = ()
    behind: bool = False


class LoginSet(Struct, frozen=True, tag_field="do", tag="login-set"):
    """Routine starts when the person logs in from now on, or no longer; or why that could not be done."""

    on: bool
    problem: str = ""


class PageFailed(Struct, frozen=True, tag_field="do", tag="page-failed"):
    """The page, which a person asked for by a button, could not be shown: why."""

    problem: str


class Woke(Struct, frozen=True, tag_field="do", tag="woke"):
    """The machine was suspended until now: a session says where it stands."""


class Outputs(Struct, frozen=True, tag_field="do", tag="outputs"):
    """What of voice, sound, music and staying awake cannot be had here: told before a session goes on.

    `midway`: that changed while it ran.
    """

    missing: tuple[Part, ...] = ()
    midway: bool = False
