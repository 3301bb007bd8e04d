"""Opens the page in the person's browser, without the secret of its address in any list of processes."""

from __future__ import annotations

import html
import os
import sys
import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from routine.page.link import page_folder

if TYPE_CHECKING:
    from routine.adapters.paths import Paths

_LEADS_ON = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="0; url={address}"><title>Routine</title></head>
<body><p><a href="{address}">Go on to Routine</a></p></body></html>
"""


def open_browser(where: Paths, address: str) -> bool:
    """Whether a browser was told to open the page: by a file that only this user can read, which leads there."""
    if sys.platform not in ("darwin", "win32") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    handle, path = tempfile.mkstemp(prefix="open-", suffix=".html", dir=page_folder(where))
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(_LEADS_ON.format(address=html.escape(address)))
    try:
        return webbrowser.open(Path(path).as_uri())
    except webbrowser.Error:
        return False
