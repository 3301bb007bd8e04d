"""Starting at login: by the login entry of each system or by a unit of systemd; which is on, and whether it works."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from routine.adapters.atomic_file import write_atomically
from routine.adapters.desktop import login_entry, systemd_unit
from routine.adapters.desktop.login_entry import Entry
from routine.adapters.desktop.program import checkout, here
from routine.adapters.disk_trouble import reason, remedy
from routine.core.errors import FileProblemError

Way = Literal["login-entry", "systemd"]

#: The interpreter, as each kind of file has it before "-m routine".
_PROGRAM = (
    re.compile(r'"((?:[^"\\]|\\.)*)" "-m" "routine'),
    re.compile(r"<string>([^<]*)</string><string>-m</string>"),
    re.compile(r'"([^"]*)" -m routine'),
)


class Found(NamedTuple):
    """How Routine starts at login. `way`: by what (None: not at all); `file`: where that is said, or would be.

    `problem`: what keeps it from working; `broken`: it is this Routine's own, and its program is gone.
    """

    way: Way | None
    file: Path
    problem: str | None = None
    broken: bool = False


def found(env: Mapping[str, str]) -> Found:
    """How it is now. Raises FileProblemError for a path that no such file could hold, or that cannot be looked at."""
    for way in ("systemd", "login-entry"):
        path = _entry(way, env).path
        try:
            there = path.exists()
        except OSError as error:
            raise _unreadable(path, error) from error
        if there:
            return _judged(way, path, env)
    return Found(None, _entry("login-entry", env).path)


def switch_on(env: Mapping[str, str], way: Way | None = None) -> Found:
    """Start at login, this way and no other; None: as before, or by the login entry. Raises FileProblemError."""
    way = way or found(env).way or "login-entry"
    written = _entry(way, env, checkout(env))
    try:
        if way == "systemd":
            systemd_unit.enable(env, written)
        else:
            written.path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(written.path, written.text.encode())
        _remove(env, "login-entry" if way == "systemd" else "systemd")
    except OSError as error:
        raise FileProblemError(
            f"{written.path} cannot be written: {reason(error)}.", remedy(error, "Check its permissions.")
        ) from error
    return Found(way, written.path)


def switch_off(env: Mapping[str, str]) -> Found:
    """Start at login no longer, whichever way it was; where it was said. Raises FileProblemError."""
    before = found(env)
    try:
        for way in ("systemd", "login-entry"):
            _remove(env, way)
    except OSError as error:
        raise FileProblemError(
            f"{before.file} cannot be removed: {error.strerror}.", "Check its permissions."
        ) from error
    return Found(None, before.file)


def mend(env: Mapping[str, str]) -> Found | None:
    """Write it anew where its program is gone, as after a venv was moved; None where there is nothing to mend."""
    now = found(env)
    return switch_on(env, now.way) if now.broken else None


def _entry(way: Way, env: Mapping[str, str], checkout: str = "") -> Entry:
    if way == "systemd":
        return systemd_unit.unit(env, sys.executable, checkout)
    return login_entry.entry(sys.platform, env, sys.executable, checkout)


def _remove(env: Mapping[str, str], way: Way) -> None:
    path = _entry(way, env).path
    if path.exists() or path.is_symlink():
        if way == "systemd":
            systemd_unit.disable(env, path)
        else:
            path.unlink()


def _judged(way: Way, path: Path, env: Mapping[str, str]) -> Found:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise _unreadable(path, error) from error
    if text in _as_written(way, env):
        off = way == "systemd" and not systemd_unit.is_enabled(path)
        return Found(way, path, f"systemd does not start {path}, because it is not enabled." if off else None)
    named = program(text)
    if named and _is_gone(Path(named)):
        return Found(way, path, f"{path} starts {named}, which no longer exists.", broken=_of_this_home(text, env))
    return Found(way, path, f"{path} starts another Routine than this one ({sys.executable}).")


def _unreadable(path: Path, error: OSError) -> FileProblemError:
    return FileProblemError(f"{path} cannot be read: {reason(error)}.", remedy(error, "Check what it is."))


def _as_written(way: Way, env: Mapping[str, str]) -> Iterator[str]:
    """What it says when it starts this Routine: the interpreter may find the program by itself, or be told where."""
    yield _entry(way, env).text
    yield _entry(way, env, here()).text


def program(text: str) -> str | None:
    """The interpreter that such a file starts; None where it names none."""
    for pattern in _PROGRAM:
        if match := pattern.search(text):
            word = re.sub(r"\\+(.)", r"\1", match[1])
            return word.replace("%%", "%").replace("$$", "$")
    return None


def _is_gone(program: Path) -> bool:
    """Another user's, where nobody else may look, is not."""
    try:
        return not program.exists()
    except OSError:
        return False


def _of_this_home(text: str, env: Mapping[str, str]) -> bool:
    home = login_entry.kept(env, sys.executable).get("ROUTINE_HOME")
    return home in text if home else "ROUTINE_HOME" not in text
