"""The browser of a person at a desktop: Chromium, chosen as the default one as anybody would have it."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

from tests.e2e.desktop import needed

_KINDS = ("text/html", "x-scheme-handler/http", "x-scheme-handler/https")
_ENTRY = """[Desktop Entry]
Type=Application
Name=Browser
Exec={program} %U
Terminal=false
MimeType={kinds};
"""
# Chromium writes over its own environment, by which all else of a desktop is found and ended.
_PROGRAM = """#!/bin/sh
echo $$ >>"{running}"
exec chromium {flags} "$@"
"""
_FLAGS = ("--no-first-run", "--no-default-browser-check", "--password-store=basic", "--disable-gpu")
_ON_WAYLAND = "--ozone-platform=wayland"


class Browser:
    """The default browser of this home, on this kind of screen."""

    def __init__(self, home: Path, *, wayland: bool) -> None:
        needed("chromium", "xdg-open")
        self._running = home / "browsers"
        as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
        flags = " ".join([*_FLAGS, *as_root, *([_ON_WAYLAND] if wayland else [])])
        program = home / "browser"
        program.write_text(_PROGRAM.format(running=self._running, flags=flags))
        program.chmod(0o755)
        applications = home / ".local/share/applications"
        applications.mkdir(parents=True, exist_ok=True)
        (applications / "browser.desktop").write_text(_ENTRY.format(program=program, kinds=";".join(_KINDS)))
        chosen = "".join(f"{kind}=browser.desktop\n" for kind in _KINDS)
        (home / ".config").mkdir(exist_ok=True)
        (home / ".config/mimeapps.list").write_text(f"[Default Applications]\n{chosen}")

    def close(self) -> None:
        """End what was opened."""
        for process in self._running.read_text().split() if self._running.exists() else ():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(process), signal.SIGKILL)
        self._running.unlink(missing_ok=True)
