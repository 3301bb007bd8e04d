"""Routine in the desktop's menu and settings: `routine.desktop` by which it is known there, and its icons."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath

from routine.adapters.desktop.login_entry import exec_line, home_of, kept
from routine.adapters.desktop.program import checkout, here
from routine.core.errors import RoutineError

#: Notices name it in their hint `desktop-entry`, without the ending.
_ENTRY = "applications/routine.desktop"
_ICONS = {
    "icons/hicolor/scalable/apps/routine.svg": "routine.svg",
    "icons/hicolor/256x256/apps/routine.png": "routine.png",
}
_COMMANDS = (("open",), ("start", "--greet"), ("stop",))
_TEXT = """[Desktop Entry]
Type=Application
Name=Routine
GenericName=Home-care reminders
Comment=Answer reminders, see what is next and choose routines for the care you do at home
Icon=routine
Exec={open}
Terminal=false
StartupNotify=false
Categories=Utility;
Keywords=reminder;care;skin;mask;sunscreen;supplement;
X-GNOME-UsesNotifications=true
Actions=start;stop;

[Desktop Action start]
Name=Start reminders
Exec={start}

[Desktop Action stop]
Name=Stop reminders
Exec={stop}
"""


def install(env: Mapping[str, str]) -> None:
    """Make Routine known to the desktop; what is there already stays as it is. Never fails: reminders come without it.

    With ROUTINE_HOME nothing is written: nothing may lie outside it, and a trial is no application of the desktop's.
    """
    if not _has_menu(env):
        return
    data = data_of(env)
    with contextlib.suppress(OSError, RoutineError):
        entry = data / _ENTRY
        if not entry.exists() or entry.read_text(encoding="utf-8", errors="replace") not in _as_written(env):
            _write(entry, text(env, checkout(env)).encode())
        for name, source in _ICONS.items():
            _write(data / name, (Path(here()) / "routine/icons" / source).read_bytes())


def remove(env: Mapping[str, str]) -> list[Path]:
    """Take it all away again; returns what was there. Raises OSError."""
    found = [path for name in (_ENTRY, *_ICONS) if (path := data_of(env) / name).exists()] if _has_menu(env) else []
    for path in found:
        path.unlink()
    return found


def text(env: Mapping[str, str], checkout: str = "") -> str:
    """What routine.desktop says: a click in the menu opens the page, which offers to start Routine, if need be.

    Source: https://specifications.freedesktop.org/desktop-entry-spec/1.5/
    """
    settings = kept(env, sys.executable, checkout)
    lines = {words[0]: exec_line(sys.executable, settings, *words) for words in _COMMANDS}
    return _TEXT.format(**lines)


def data_of(env: Mapping[str, str]) -> Path:
    """The XDG directory of the user's data; the specification ignores a relative one."""
    data = env.get("XDG_DATA_HOME", "")
    return Path(data) if PurePath(data).is_absolute() else home_of(env) / ".local/share"


def _has_menu(env: Mapping[str, str]) -> bool:
    return sys.platform not in ("darwin", "win32") and not env.get("ROUTINE_HOME")


def _as_written(env: Mapping[str, str]) -> Iterator[str]:
    """What it says when it starts this Routine: the interpreter may find the program by itself, or be told where."""
    yield text(env)
    yield text(env, here())


def _write(path: Path, content: bytes) -> None:
    """Whole, or not at all: a desktop may read it meanwhile."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.write_bytes(content)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
