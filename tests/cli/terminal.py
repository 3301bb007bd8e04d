"""A terminal to run the command on."""

from __future__ import annotations

import os
import select
import subprocess
import sys

import pytest

pty = pytest.importorskip("pty")
ROUTINE = [sys.executable, "-m", "routine"]
_SILENT_S = 60.0  # longer without a word, and it waits for keys that nobody presses


def on_terminal(*words: str, typed: str = "", utf8: bool = False, **env: str) -> tuple[int, str]:
    """Exit status and what a terminal would show of a command, with `typed` on its keyboard.

    `utf8`: whether the terminal tells its driver that it speaks UTF-8, as today's terminals do.
    """
    terminal, side = pty.openpty()
    if utf8:
        _speak_utf8(side)
    process = subprocess.Popen(
        [*ROUTINE, *words], stdin=side, stdout=side, stderr=side, env={**os.environ, "TERM": "xterm", **env}
    )
    os.close(side)
    os.write(terminal, typed.encode())
    shown = b""
    while True:
        if not select.select([terminal], [], [], _SILENT_S)[0]:
            process.kill()
            pytest.fail(f"it waits for more than was typed: {shown.decode()}")
        try:
            part = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(terminal)
    return process.wait(30), shown.decode().replace("\r\n", "\n")


def _speak_utf8(side: int) -> None:
    import termios

    now = termios.tcgetattr(side)
    now[0] |= 0x4000  # IUTF8
    termios.tcsetattr(side, termios.TCSANOW, now)
