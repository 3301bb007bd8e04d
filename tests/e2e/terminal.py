"""A real terminal for end-to-end tests: tmux, with a private server, a private home and a size of its own."""

from __future__ import annotations

import shlex
import subprocess
import sys
import time
from pathlib import Path

from tests.daemon.processes import ROOT, DaemonHome, until

ROUTINE = f"{shlex.quote(sys.executable)} -m routine"


class TerminalWindow:
    """One shell in one window."""

    def __init__(self, home: DaemonHome, folder: Path, width: int = 80, height: int = 24) -> None:
        self._socket = folder / "tmux"
        env = {**home.env, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": str(folder)}
        env = {key: value for key, value in env.items() if not key.startswith("TMUX")}
        command = (
            "new-session",
            "-d",
            "-x",
            str(width),
            "-y",
            str(height),
            "-c",
            str(ROOT),
            "env PS1='$ ' bash --norc --noprofile",
        )
        subprocess.run(["tmux", "-S", str(self._socket), "-f", "/dev/null", *command], env=env, check=True, cwd=ROOT)
        self.waits_for("$")

    def _tmux(self, *args: str) -> str:
        command = ["tmux", "-S", str(self._socket), *args]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout

    def press(self, *keys: str) -> None:
        """Keys as tmux names them (`n`, `Space`, `C-c`), as fast as a hand; faster ones count as one that is held."""
        time.sleep(0.2)
        self._tmux("send-keys", *keys)

    def routine(self, words: str) -> None:
        """Type a command of ours."""
        self._tmux("send-keys", "-l", f"clear; {ROUTINE} {words}")
        self.press("Enter")

    def line(self, text: str) -> None:
        """Type any command."""
        self._tmux("send-keys", "-l", text)
        self.press("Enter")

    def shown(self) -> str:
        """The text on it, lines joined, one space between words."""
        return " ".join(self._tmux("capture-pane", "-p").split())

    def rows(self) -> list[str]:
        """Line by line."""
        return self._tmux("capture-pane", "-p").split("\n")

    def waits_for(self, text: str) -> str:
        """Until it shows this; returns all that it shows."""
        try:
            return until(lambda: self.shown() if text in self.shown() else "")
        except AssertionError:
            raise AssertionError(f"no “{text}” on it, but: {self.shown()}") from None

    def resize(self, width: int, height: int) -> None:
        """Make it another size."""
        self._tmux("resize-window", "-x", str(width), "-y", str(height))

    def flag(self, name: str) -> str:
        """What tmux knows of it, such as `alternate_on` and `cursor_flag`."""
        return self._tmux("display-message", "-p", f"#{{{name}}}").strip()

    def child(self) -> int:
        """The process that the shell runs now."""
        shell = self.flag("pane_pid")
        return until(lambda: int((Path("/proc") / shell / "task" / shell / "children").read_text().split()[0] or 0))

    def close(self) -> None:
        """End it and all that runs in it."""
        subprocess.run(["tmux", "-S", str(self._socket), "kill-server"], capture_output=True, check=False)
