"""One command as root with a person's HOME leaves nothing there that would lock that person out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

WRITING = ["start", "autostart on", "autostart on --systemd", "stop --uninstall", "open --print", "config set music ''"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be refused")
@pytest.mark.parametrize("command", WRITING)
def test_what_would_write_is_refused_before_it_does(tmp_path: Path, command: str) -> None:
    """The menu's entry and the start at login, too, which lie outside Routine's own folders."""
    home = tmp_path / "anna"
    login = home / ".config/autostart"
    login.mkdir(parents=True)
    broken = login / "routine.desktop"
    broken.write_text('[Desktop Entry]\nType=Application\nExec="/gone/python" "-m" "routine" "start"\n')
    for path in (home, home / ".config", login, broken):
        os.chown(path, 54321, 54321)
    before = sorted((path, path.stat().st_mtime_ns) for path in home.rglob("*"))
    env = {"HOME": str(home), "PATH": os.environ["PATH"], "TMPDIR": str(tmp_path)}
    words = [sys.executable, "-m", "routine", *command.split()]
    ended = subprocess.run(
        words, env=env, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False, timeout=60
    )
    assert (ended.returncode, "You are root, but" in ended.stderr) == (1, True), ended
    assert sorted((path, path.stat().st_mtime_ns) for path in home.rglob("*")) == before
