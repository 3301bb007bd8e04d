"""The keyboard of this terminal, whatever system it is on."""

from __future__ import annotations

import sys
from typing import Protocol

from routine.cli.live.keys import KeyInput


class Keyboard(Protocol):
    """Where a view waits."""

    def __enter__(self) -> Keyboard: ...

    def __exit__(self, *_: object) -> None: ...

    def wait(self, within_s: float) -> KeyInput:
        """Wait for a key, a change of size, or the pulse `within_s` seconds after the last one: what is first."""

    def forget(self) -> None:
        """Drop what was typed and not read yet."""


def keyboard(*, screen: bool) -> Keyboard:
    """The keyboard of this terminal; with `screen`, the whole of the terminal is the view's until it is left."""
    if sys.platform == "win32":
        from routine.cli.live.keys_windows import Console

        return Console(screen)
    from routine.cli.live.keys_posix import Terminal

    return Terminal(screen)
