"""Whether Routine was updated since it was started: the page, or the daemon, is then older than what is installed."""

from __future__ import annotations

import re
from pathlib import Path

import routine

_VERSION = re.compile(r'^__version__ = "([^"]+)"', re.MULTILINE)


def installed_version() -> str:
    """What the files say by now; this process's own version where they are gone."""
    try:
        found = _VERSION.search(Path(routine.__file__).read_text("utf-8"))
    except OSError:
        found = None
    return found.group(1) if found else routine.__version__


def newer_than(running: str) -> str:
    """The installed version, where the daemon that runs is of another; else ""."""
    installed = installed_version()
    return installed if running not in ("", installed) else ""
