"""The browser of a person at a desktop: Chromium, chosen as the default one as anybody would have it."""

from __future__ import annotations

import os
from pathlib import Path

from tests.e2e.desktop import needed

_KINDS = ("text/html", "x-scheme-handler/http", "x-scheme-handler/https")
_ENTRY = """[Desktop Entry]
Type=Application
Name=Browser
Exec=chromium {flags} %U
Terminal=false
MimeType={kinds};
"""
_FLAGS = ("--no-first-run", "--no-default-browser-check", "--password-store=basic", "--disable-gpu")
_ON_WAYLAND = "--ozone-platform=wayland"


def choose_browser(home: Path, *, wayland: bool) -> None:
    """Make it the default of this home, on this kind of screen."""
    needed("chromium", "xdg-open")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    flags = " ".join([*_FLAGS, *as_root, *([_ON_WAYLAND] if wayland else [])])
    applications = home / ".local/share/applications"
    applications.mkdir(parents=True, exist_ok=True)
    (applications / "browser.desktop").write_text(_ENTRY.format(flags=flags, kinds=";".join(_KINDS)))
    chosen = "".join(f"{kind}=browser.desktop\n" for kind in _KINDS)
    (home / ".config").mkdir(exist_ok=True)
    (home / ".config/mimeapps.list").write_text(f"[Default Applications]\n{chosen}")
