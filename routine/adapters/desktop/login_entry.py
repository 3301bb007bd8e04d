"""The small file that starts Routine at login, in the place where each system looks for such files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import NamedTuple

from routine.adapters import paths
from routine.core.errors import FileProblemError


class Entry(NamedTuple):
    """The file that starts the daemon at login: where it lies, and what it says."""

    path: Path
    text: str


def kept(env: Mapping[str, str], python: str, checkout: str = "") -> dict[str, str]:
    """What the environment at login must have as it is now: ROUTINE_HOME, if `env` has it, and where the program lies.

    Raises FileProblemError for a path with a line break or the like, which would be read as a line of its own.
    """
    for place in (python, env.get("ROUTINE_HOME", ""), checkout):
        if not place.isprintable():
            raise FileProblemError(
                f"{place!r} cannot be written in a file for login.",
                "Use a path in UTF-8 without line breaks.",
            )
    home = {"ROUTINE_HOME": os.path.abspath(env["ROUTINE_HOME"])} if env.get("ROUTINE_HOME") else {}  # noqa: PTH100 - as a text
    return {**home, **({"PYTHONPATH": checkout} if checkout else {})}


def home_of(env: Mapping[str, str]) -> Path:
    """The user's home directory."""
    return Path(paths.home_of(env))


def config_of(env: Mapping[str, str]) -> Path:
    """The XDG directory of settings; the specification ignores a relative one."""
    config = env.get("XDG_CONFIG_HOME", "")
    return Path(config) if PurePath(config).is_absolute() else home_of(env) / ".config"


def entry(platform: str, env: Mapping[str, str], python: str, checkout: str = "") -> Entry:
    """The file for `platform` (as sys.platform names it), running `python`; keeps ROUTINE_HOME, if `env` has it.

    `checkout`: where the program lies, if `python` does not find it by itself. Raises FileProblemError as `kept` does.
    """
    settings, home = kept(env, python, checkout), home_of(env)
    if platform == "darwin":
        return Entry(home / "Library/LaunchAgents/routine.plist", _plist(python, settings))
    if platform == "win32":
        menu = Path(env.get("APPDATA") or home / "AppData/Roaming") / "Microsoft/Windows/Start Menu/Programs/Startup"
        return Entry(menu / "routine.cmd", _cmd(python, settings))
    return Entry(config_of(env) / "autostart/routine.desktop", _desktop(python, settings))


def _desktop(python: str, kept: Mapping[str, str]) -> str:
    run = exec_line(python, kept, "start")
    return f"[Desktop Entry]\nType=Application\nName=Routine\nComment=Home-care reminders\nExec={run}\nTerminal=false\n"


def exec_line(python: str, kept: Mapping[str, str], *arguments: str) -> str:
    """The value of a desktop entry's Exec that runs this command of Routine's."""
    settings = ["env", *(f"{name}={value}" for name, value in kept.items())] if kept else []
    return " ".join(map(_desktop_quoted, [*settings, python, "-m", "routine", *arguments]))


def _desktop_quoted(word: str) -> str:
    """One argument of Exec: quoted, then escaped once more as a string value (Desktop Entry Specification, 7)."""
    quoted = "".join(f"\\{char}" if char in '"`$\\' else char for char in word)
    return '"' + quoted.replace("\\", "\\\\").replace("%", "%%") + '"'


def _plist(python: str, kept: Mapping[str, str]) -> str:
    words = "".join(f"<string>{_xml_text(word)}</string>" for word in (python, "-m", "routine", "start"))
    pairs = "".join(f"<key>{name}</key><string>{_xml_text(value)}</string>" for name, value in kept.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>'
        f"<key>Label</key><string>routine</string><key>ProgramArguments</key><array>{words}</array>"
        f"<key>EnvironmentVariables</key><dict>{pairs}</dict><key>RunAtLoad</key><true/></dict></plist>\n"
    )


def _xml_text(text: str) -> str:
    """As the standard library's `xml.sax.saxutils` escapes it, which would bring a web client with it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _cmd(python: str, kept: Mapping[str, str]) -> str:
    sets = "".join(f'set "{name}={_cmd_safe(value)}"\r\n' for name, value in kept.items())
    return f'@echo off\r\n{sets}start "" /min "{_cmd_safe(python)}" -m routine start\r\n'


def _cmd_safe(text: str) -> str:
    return text.replace("%", "%%")
