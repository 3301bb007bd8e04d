"""The keyboard of a Windows console; untested there."""

from __future__ import annotations

import atexit
import os
import sys
from time import monotonic, sleep

from routine.cli.live.keys import HIDE, SHOW, KeyInput, read_keys

_LOOK_S = 0.05


class Console:
    """The console of Windows, looked at twenty times a second."""

    def __init__(self, screen: bool) -> None:
        self._screen = screen
        self._pulse_at = monotonic()

    def __enter__(self) -> Console:
        if self._screen:
            os.system("")  # noqa: S605, S607 - how a console of Windows learns escape codes; nothing is run
            atexit.register(_write, HIDE)
            _write(SHOW)
        return self

    def __exit__(self, *_: object) -> None:
        if self._screen:
            atexit.unregister(_write)
            _write(HIDE)

    def wait(self, within_s: float) -> KeyInput:
        """Wait for keys or the next pulse."""
        while True:
            typed = self._read()
            if typed:
                return KeyInput(tuple(read_keys(typed)))
            passed_s = monotonic() - self._pulse_at
            if passed_s >= within_s:
                self._pulse_at += passed_s
                return KeyInput(passed_s=passed_s)
            sleep(min(_LOOK_S, within_s - passed_s))

    def _read(self) -> str:
        import msvcrt

        typed = ""
        while msvcrt.kbhit():  # type: ignore[attr-defined] # only there on Windows
            typed += msvcrt.getwch()  # type: ignore[attr-defined] # the same
        return typed

    def forget(self) -> None:
        """Drop what was typed and not read yet."""
        self._read()


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
