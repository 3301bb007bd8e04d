"""Starting at login: one small file in the place each system looks for such files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import NamedTuple
from xml.sax.saxutils import escape

from routine.core.errors import FileProblemError


class Entry(NamedTuple):
    """The file that starts the daemon at login: where it lies, and what it says."""

    path: Path
    text: str


def entry(platform: str, env: Mapping[str, str], python: str, checkout: str = "") -> Entry:
    """The file for `platform` (as sys.platform names it), running `python`; keeps ROUTINE_HOME, if `env` has it.

    `checkout`: where the program lies, if `python` does not find it by itself.

    Raises FileProblemError for a path with a line break or the like, which would be read as a line of its own.
    """
    for place in (python, env.get("ROUTINE_HOME", ""), checkout):
        if not place.isprintable():
            raise FileProblemError(
                f"{place!r} cannot be written in a file for login.", "Use a path without line breaks."
            )
    home = Path(env.get("HOME") or Path.home())
    kept = {"ROUTINE_HOME": os.path.abspath(env["ROUTINE_HOME"])} if env.get("ROUTINE_HOME") else {}  # noqa: PTH100 - as a text
    kept |= {"PYTHONPATH": checkout} if checkout else {}
    if platform == "darwin":
        return Entry(home / "Library/LaunchAgents/routine.plist", _plist(python, kept))
    if platform == "win32":
        menu = Path(env.get("APPDATA") or home / "AppData/Roaming") / "Microsoft/Windows/Start Menu/Programs/Startup"
        return Entry(menu / "routine.cmd", _cmd(python, kept))
    config = env.get("XDG_CONFIG_HOME", "")
    base = Path(config) if PurePath(config).is_absolute() else home / ".config"
    return Entry(base / "autostart/routine.desktop", _desktop(python, kept))


def present(env: Mapping[str, str]) -> Entry:
    """The file for this system, this interpreter and this environment."""
    return entry(sys.platform, env, sys.executable, "" if _installed(env) else str(Path(__file__).parents[2]))


def _installed(env: Mapping[str, str]) -> bool:
    """Whether the interpreter finds Routine from anywhere, as at login; in a plain checkout it does only there."""
    bare = {name: value for name, value in env.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-c", "import routine"]
    found = subprocess.run(command, cwd=Path(sys.executable).anchor, env=bare, capture_output=True, check=False)  # noqa: S603 - this interpreter
    return found.returncode == 0


def switch_on(env: Mapping[str, str]) -> Path:
    """Write the file; returns where. Raises FileProblemError."""
    path, text = present(env)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FileProblemError(f"{path} cannot be written: {error.strerror}.") from error
    return path


def switch_off(env: Mapping[str, str]) -> Path:
    """Remove the file, if it is there; returns where it was. Raises FileProblemError."""
    path = present(env).path
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise FileProblemError(f"{path} cannot be removed: {error.strerror}.") from error
    return path


def trouble(env: Mapping[str, str]) -> str | None:
    """What keeps an existing file from working; None where there is none or all is well."""
    path, text = present(env)
    if path.exists() and path.read_text(encoding="utf-8", errors="replace") != text:
        return f"{path} starts another Routine than this one ({sys.executable})."
    return None


def _desktop(python: str, kept: Mapping[str, str]) -> str:
    settings = ["env", *(f"{name}={value}" for name, value in kept.items())] if kept else []
    run = " ".join(map(_desktop_quoted, [*settings, python, "-m", "routine", "start"]))
    return f"[Desktop Entry]\nType=Application\nName=Routine\nComment=Home-care reminders\nExec={run}\nTerminal=false\n"


def _desktop_quoted(word: str) -> str:
    """One argument of Exec: quoted, then escaped once more as a string value (Desktop Entry Specification, 7)."""
    quoted = "".join(f"\\{char}" if char in '"`$\\' else char for char in word)
    return '"' + quoted.replace("\\", "\\\\").replace("%", "%%") + '"'


def _plist(python: str, kept: Mapping[str, str]) -> str:
    words = "".join(f"<string>{escape(word)}</string>" for word in (python, "-m", "routine", "start"))
    pairs = "".join(f"<key>{name}</key><string>{escape(value)}</string>" for name, value in kept.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>'
        f"<key>Label</key><string>routine</string><key>ProgramArguments</key><array>{words}</array>"
        f"<key>EnvironmentVariables</key><dict>{pairs}</dict><key>RunAtLoad</key><true/></dict></plist>\n"
    )


def _cmd(python: str, kept: Mapping[str, str]) -> str:
    sets = "".join(f'set "{name}={_cmd_safe(value)}"\r\n' for name, value in kept.items())
    return f'@echo off\r\n{sets}start "" /min "{_cmd_safe(python)}" -m routine start\r\n'


def _cmd_safe(text: str) -> str:
    return text.replace("%", "%%")
