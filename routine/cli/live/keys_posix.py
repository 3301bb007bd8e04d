"""A POSIX terminal's keyboard; the terminal is put back whatever happens."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from contextlib import suppress
from time import monotonic
from types import FrameType
from typing import Any

from routine.cli.live.keys import HIDE, OFTEN, SHOW, KeyInput, read_keys

_HELD_S = 0.1
"""A key that comes again sooner than this is being held down, or wet hands slipped."""


class Terminal:
    """A POSIX terminal: signals arrive through a pipe that is waited on together with the keys."""

    def __init__(self, screen: bool) -> None:
        self._screen = screen
        self._in = self._input()
        self._saved: list[Any] | None = None
        self._handlers: dict[int, Any] = {}
        self._pipe: tuple[int, ...] = ()
        self._held = ""
        self._end_told = False
        self._pulse_at = monotonic()

    @staticmethod
    def _input() -> int | None:
        try:
            return sys.stdin.fileno()
        except (AttributeError, OSError, ValueError):  # closed, or no file at all
            return None

    def __enter__(self) -> Terminal:
        atexit.register(self._restore)
        self._pipe = os.pipe()
        for end in self._pipe:
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._pipe[1], warn_on_full_buffer=False)
        for number in (signal.SIGWINCH, signal.SIGCONT, signal.SIGTSTP):
            self._handlers[number] = signal.signal(number, _note)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            self._handlers[number] = signal.signal(number, _leave)
        self._take()
        self._pulse_at = monotonic()
        return self

    def __exit__(self, *_: object) -> None:
        self._restore()
        atexit.unregister(self._restore)
        signal.set_wakeup_fd(-1)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        for end in self._pipe:
            os.close(end)
        self._pipe = ()

    def wait(self, within_s: float) -> KeyInput:
        """Wait for a key, a change of size, or the pulse `within_s` seconds after the last one: what is first."""
        import select

        signals = self._pipe[0]
        while True:
            if self._in is None and not self._end_told:
                self._end_told = True
                return KeyInput(ended=True)
            inputs = [signals] if self._in is None else [signals, self._in]
            left_s = max(0.0, self._pulse_at + within_s - monotonic())
            ready, _, _ = select.select(inputs, [], [], min(_HELD_S, left_s) if self._held else left_s)
            heard = KeyInput()
            if not ready:
                self._held = ""
                heard = self._pulse(within_s)
            if self._in is not None and self._in in ready:
                heard = self._typed(self._in)
            if signals in ready:
                heard = self._signalled(os.read(signals, 4096), heard)
            if any(heard):
                return heard

    def _pulse(self, within_s: float) -> KeyInput:
        """The pulse, if it is time."""
        passed_s = monotonic() - self._pulse_at
        if passed_s < within_s:
            return KeyInput()
        self._pulse_at += passed_s
        return KeyInput(passed_s=passed_s)

    def _typed(self, source: int) -> KeyInput:
        """Keys; one that is held down counts once."""
        try:
            data = os.read(source, 4096)
        except OSError:  # the terminal is gone
            data = b""
        if not data:
            tty, self._in = self._saved is not None, None
            self._end_told = True
            return KeyInput(closed=tty, ended=not tty)
        if self._saved is None:  # a pipe: what was written into it was meant, one key a line
            return KeyInput(tuple(_first_keys(data.decode("utf-8", "replace"))))
        names = read_keys(data.decode("utf-8", "replace"))
        fresh = [name for name in names if name != self._held or name in OFTEN]
        self._held = names[-1]
        return KeyInput(tuple(fresh))

    def _signalled(self, numbers: bytes, heard: KeyInput) -> KeyInput:
        if signal.SIGTSTP in numbers:
            self._stop()
        if signal.SIGTSTP in numbers or signal.SIGCONT in numbers:
            self._take()
            heard = heard._replace(redraw=True)
        return heard._replace(redraw=heard.redraw or signal.SIGWINCH in numbers)

    def _stop(self) -> None:
        """Ctrl-Z: give the terminal back, and stop as any program does; `fg` goes on from here."""
        self._restore()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, _note)

    def forget(self) -> None:
        """Drop what was typed and not read yet."""
        if self._saved is not None and self._in is not None:
            import termios

            termios.tcflush(self._in, termios.TCIFLUSH)

    def _take(self) -> None:
        """Key by key, without echo; Ctrl-C and Ctrl-Z stay signals, Ctrl-S stops nothing."""
        if self._in is not None and os.isatty(self._in):
            import termios

            now = termios.tcgetattr(self._in)
            self._saved = self._saved or termios.tcgetattr(self._in)
            now[0] &= ~termios.IXON
            now[3] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
            now[6][termios.VMIN], now[6][termios.VTIME] = 1, 0
            termios.tcsetattr(self._in, termios.TCSANOW, now)
        if self._screen:
            _write(SHOW)

    def _restore(self) -> None:
        if self._screen:
            _write(HIDE)
        if self._saved is not None:
            import termios

            # What was typed and not read must not become a line for the shell; a terminal that is gone needs nothing.
            with suppress(OSError, ValueError, termios.error):
                termios.tcsetattr(sys.stdin.fileno(), termios.TCSAFLUSH, self._saved)


def _first_keys(text: str) -> list[str]:
    """The first key of each line; an empty line is Enter."""
    return [(read_keys(line) or ["space"])[0] for line in text.splitlines()]


def _note(_number: int, _frame: FrameType | None) -> None:
    """The pipe has it."""


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _write(text: str) -> None:
    """Past Python's buffers, which may be what failed."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        os.write(sys.stdout.fileno(), text.encode("ascii"))
