"""Has the page shown in the person's browser, by the command that a person would type, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Container
from pathlib import Path

from routine.adapters.desktop.program import here
from routine.core.errors import FileProblemError

_MENU = "Choose Routine in the menu of your desktop."


class OwnBrowser:
    """The browser of whoever this process belongs to; `screens`: the names of those that the page has."""

    def __init__(self, screens: Container[str]) -> None:
        self._screens = screens

    def open_page(self, screen: str, /) -> None:
        """Have it shown; returns at once. Raises FileProblemError where no browser can be reached from here."""
        if sys.platform not in ("darwin", "win32") and not {"DISPLAY", "WAYLAND_DISPLAY"} & {*os.environ}:
            raise FileProblemError("Routine cannot reach your browser from here.", _MENU)
        try:
            child = subprocess.Popen(  # noqa: S603 - our own program, and a name that is one of our own
                [sys.executable, "-m", "routine", "open", *([screen] if screen in self._screens else [])],
                cwd=Path(here()),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise FileProblemError(f"The page could not be started: {error.strerror}.", _MENU) from error
        threading.Thread(target=child.wait, daemon=True).start()  # it ends within a second; nobody else would ask
