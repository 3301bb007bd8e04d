"""A command begun without stdin, stdout or stderr (`>&-`): what it does is done, and nothing is printed."""

from __future__ import annotations

import os
import sys


def replace() -> None:
    """Put the null device in the place of what is closed.

    Otherwise the next file or socket that is opened would get its number, and what is printed would go there.
    """
    while os.open(os.devnull, os.O_RDWR) < 2:  # it takes the lowest number that is free
        pass
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - the process's own, for its life
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - the same
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - the same
