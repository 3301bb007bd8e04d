"""The keyboard of a Windows console; untested there."""

from __future__ import annotations

import atexit
import os
import sys

from routine.cli.live.keys import HIDE, PULSE_S, SHOW, Heard, read_keys


class Console:
    """The console of Windows, looked at twenty times a second."""

    def __init__(self, screen: bool) -> None:
        self._screen = screen

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

    def wait(self) -> Heard:
        """Wait for keys or a second."""
        from time import sleep

        for _ in range(20):
            typed = self._read()
            if typed:
                return Heard(tuple(read_keys(typed)))
            sleep(PULSE_S / 20)
        return Heard(pulse=True)

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
