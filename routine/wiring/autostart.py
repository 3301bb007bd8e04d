"""Whether and how the daemon starts at login, and switching that on and off. Cheap to import."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from routine.core.errors import RoutineError

if TYPE_CHECKING:
    from routine.adapters.desktop.autostart import Found as Found
    from routine.adapters.desktop.autostart import Way


HOW = {"login-entry": "with its login entry", "systemd": "with systemd, also after a crash"}
"""By what it starts, in words."""


def login() -> Found:
    """How it is now; raises FileProblemError."""
    from routine.adapters.desktop import autostart

    return autostart.found(os.environ)


def login_words(now: Found) -> str:
    """How it is, for a line of status or of the doctor."""
    if now.way is None:
        return "off: after you log in, no reminders appear until you start Routine"
    return now.problem or f"on, {HOW[now.way]}"


def set_login(on: bool, way: Way | None = None) -> Found:
    """Start at login from now on (None: the way it was, or a login entry), or no longer; raises FileProblemError."""
    from routine.adapters.desktop import autostart

    return autostart.switch_on(os.environ, way) if on else autostart.switch_off(os.environ)


class LoginSwitch:
    """The same for the service, which has it switched by a button of a notice."""

    def is_on(self) -> bool:
        """Whether it starts at login; where that cannot be told, no button offers to change it."""
        try:
            return login().way is not None
        except (RoutineError, OSError):
            return True

    def switch(self, on: bool) -> None:
        """Have it start at login, or no longer; raises FileProblemError."""
        set_login(on)


def mend_login() -> Found | None:
    """Write it anew where its program is gone; None where there was nothing to mend, or it could not be."""
    from routine.adapters.desktop import autostart

    try:
        return autostart.mend(os.environ)
    except (RoutineError, OSError):
        return None  # status and doctor say what is wrong
