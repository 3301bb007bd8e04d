"""The user unit by which systemd starts Routine at login and again after a crash."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from routine.adapters.atomic_file import write_atomically
from routine.adapters.desktop.login_entry import Entry, config_of, kept
from routine.core.errors import FileProblemError

_NAME = "routine.service"
#: Begun again after a crash; one that cannot begin, or finds another running, is left alone after five tries.
_UNIT = """[Unit]
Description=Routine: reminders of home care
StartLimitIntervalSec=300
StartLimitBurst=5

[Service]
ExecStart=/usr/bin/env {words}
Restart=on-failure
RestartSec=10

[Install]
WantedBy=default.target
"""
_PATIENCE_S = 20.0


def unit(env: Mapping[str, str], python: str, checkout: str = "") -> Entry:
    """The unit file that runs the daemon by `python`; keeps what `login_entry.kept` names. Raises FileProblemError."""
    settings = [f"{name}={value}" for name, value in kept(env, python, checkout).items()]
    words = " ".join(map(_quoted, [*settings, python, "-m", "routine.wiring.run_daemon"]))
    return Entry(config_of(env) / "systemd/user" / _NAME, _UNIT.format(words=words))


def _quoted(word: str) -> str:
    """One argument of ExecStart: quoted, with nothing in it that systemd would replace (systemd.service, 5)."""
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$") + '"'


def is_enabled(path: Path) -> bool:
    """Whether systemd starts the unit at login: by the link that enabling it makes."""
    return _link(path).is_symlink()


def enable(env: Mapping[str, str], written: Entry) -> None:
    """Write the unit and have systemd start it at login. Raises FileProblemError, and then it is as it was."""
    written.path.parent.mkdir(parents=True, exist_ok=True)
    before = written.path.read_text(encoding="utf-8", errors="replace") if written.path.exists() else None
    write_atomically(written.path, written.text.encode())
    trouble = _systemctl(env, "daemon-reload") or _systemctl(env, "enable", _NAME)
    if trouble is None:
        return
    if before is None:
        written.path.unlink()
    else:
        write_atomically(written.path, before.encode())
    raise FileProblemError(
        f"Routine cannot be started at login by systemd: {trouble}.", "Use the login entry: routine autostart on"
    )


def disable(env: Mapping[str, str], path: Path) -> None:
    """Have systemd start it no longer, whether or not it can be asked; what runs goes on. Raises OSError."""
    _systemctl(env, "disable", _NAME)
    _link(path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)
    _systemctl(env, "daemon-reload")


def _link(path: Path) -> Path:
    return path.parent / "default.target.wants" / _NAME


def _systemctl(env: Mapping[str, str], *words: str) -> str | None:
    """Why it could not be done, or None."""
    program = shutil.which("systemctl", path=env.get("PATH", os.defpath))
    if program is None:
        return "this machine has no systemctl"
    command = [program, "--user", "--quiet", *words]
    try:
        ended = subprocess.run(  # noqa: S603 - a program from PATH with fixed words
            command, env=dict(env), capture_output=True, text=True, check=False, timeout=_PATIENCE_S
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error).rstrip(".")
    last = (ended.stderr or ended.stdout).strip().splitlines()[-1:]
    return (
        None if ended.returncode == 0 else (last[0] if last else f"systemctl ended with {ended.returncode}").rstrip(".")
    )
