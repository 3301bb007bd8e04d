"""Whether the daemon starts at login, and switching that on and off. Cheap to import."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple


class Login(NamedTuple):
    """Whether the daemon starts at login: the file that says so, and what keeps it from working (or None)."""

    on: bool
    file: Path
    trouble: str | None = None


def login() -> Login:
    """How it is now."""
    from routine.adapters import autostart

    path = autostart.present(os.environ).path
    return Login(path.exists(), path, autostart.trouble(os.environ))


def set_login(on: bool) -> Login:
    """Start at login from now on, or no longer; raises FileProblemError."""
    from routine.adapters import autostart

    return Login(on, autostart.switch_on(os.environ) if on else autostart.switch_off(os.environ))
