"""One key from the terminal, without Enter; what was typed ahead is kept."""

from __future__ import annotations

import os
import sys

import click


def one_key() -> str:
    """The next key, in lower case; raises KeyboardInterrupt or EOFError as a terminal asks for it."""
    if sys.platform == "win32":
        return click.getchar().lower()
    import termios  # here: not on Windows
    import tty

    file = sys.stdin.fileno()
    before = termios.tcgetattr(file)
    try:
        tty.setcbreak(file, termios.TCSADRAIN)  # not flushed: somebody may have typed ahead
        key = os.read(file, 1).decode("ascii", "replace")  # no buffer: the rest is for whoever reads next
    finally:
        termios.tcsetattr(file, termios.TCSADRAIN, before)
    if not key or key == "\x04":
        raise EOFError
    return key.lower()
