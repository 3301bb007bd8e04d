"""The keyboard: keys by their names, one for a key that is held, none for a hand on all of them."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Iterator
from typing import IO

import pytest

from routine.cli.live.keys import KeyInput, read_keys
from tests.rows import each

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

from routine.cli.live.keys_posix import Terminal  # noqa: E402 - only where there are such terminals

SENT = [
    (" ", ["space"]),
    ("\n", ["space"]),
    ("n", ["n"]),
    ("N", ["n"]),
    ("nnnnnnnn", ["n"]),
    ("qq", ["q", "q"]),
    ("\x1b[C", ["n"]),
    ("\x1b[D", ["b"]),
    ("\x1b[A", ["other"]),
    ("\x1b[1;5C", ["other"]),
    ("\x1b", ["other"]),
    ("\x1b[", ["other"]),
    ("é", ["other"]),
    ("7", ["other"]),
    ("\x04\x00", ["other"]),
    ("yn", ["y", "n"]),
    ("sdfghjklq", ["other"]),
    ("rm -rf stuff\n", ["other"]),
]


@each(("text", "names"), SENT)
def test_what_a_terminal_sends_is_read_as_keys(text: str, names: list[str]) -> None:
    """Arrows are one key; a hand on the keyboard, or a pasted line, neither stops nor skips anything."""
    assert read_keys(text) == names


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, IO[str]]]:
    """Where a person types, and the terminal as a program's stdin."""
    person, side = pty.openpty()
    with os.fdopen(side, "r", encoding="utf-8") as program:
        monkeypatch.setattr(sys, "stdin", program)
        yield person, program
    os.close(person)


def keys_until_pulse(terminal: Terminal) -> list[str]:
    """Everything that is heard in the present second."""
    found: list[str] = []
    while True:
        heard = terminal.wait(1.0)
        found += heard.keys
        if heard.passed_s or heard.closed:
            return found


def test_keys_come_at_once_and_a_second_is_told(line: tuple[int, IO[str]]) -> None:
    """Nobody presses Enter."""
    with Terminal(screen=False) as terminal:
        os.write(line[0], b"n")
        assert terminal.wait(1.0) == KeyInput(("n",))
        assert terminal.wait(1.0).passed_s >= 1


def test_the_pulse_comes_when_it_was_asked_for_and_tells_how_long_it_was(line: tuple[int, IO[str]]) -> None:
    """A key in between puts nothing off."""
    with Terminal(screen=False) as terminal:
        assert terminal.wait(0.2).passed_s >= 0.2
        os.write(line[0], b"n")
        assert terminal.wait(0.3).keys == ("n",)
        assert terminal.wait(0.3).passed_s >= 0.3


def test_a_key_that_is_held_down_counts_once(line: tuple[int, IO[str]]) -> None:
    """Thirty times a second is no thirty steps."""
    with Terminal(screen=False) as terminal:
        os.write(line[0], b"n")
        assert terminal.wait(1.0).keys == ("n",)
        os.write(line[0], b"n")
        os.write(line[0], b"b")
        assert keys_until_pulse(terminal) == ["b"]


def test_the_terminal_is_as_it_was_afterwards_also_after_a_crash(line: tuple[int, IO[str]]) -> None:
    """And the signals are."""
    before, handlers = termios.tcgetattr(line[1]), [signal.getsignal(n) for n in (signal.SIGTSTP, signal.SIGTERM)]
    with pytest.raises(ZeroDivisionError), Terminal(screen=False):
        assert termios.tcgetattr(line[1]) != before
        raise ZeroDivisionError
    assert termios.tcgetattr(line[1]) == before
    assert [signal.getsignal(n) for n in (signal.SIGTSTP, signal.SIGTERM)] == handlers


def test_what_was_typed_and_not_read_does_not_reach_the_shell(line: tuple[int, IO[str]]) -> None:
    """Mashed keys must not become a command there."""
    with Terminal(screen=False):
        os.write(line[0], b"rm -rf stuff\n")
        select.select([line[1]], [], [], 10)
    os.set_blocking(line[1].fileno(), False)
    with pytest.raises(BlockingIOError):
        os.read(line[1].fileno(), 100)


def test_a_change_of_size_and_a_return_ask_for_a_new_picture(line: tuple[int, IO[str]]) -> None:
    """SIGWINCH, and SIGCONT after Ctrl-Z."""
    with Terminal(screen=False) as terminal:
        for number in (signal.SIGWINCH, signal.SIGCONT):
            os.kill(os.getpid(), number)
            assert terminal.wait(1.0) == KeyInput(redraw=True)


def test_a_terminal_that_goes_away_is_told(line: tuple[int, IO[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The loop must not spin on an end of file."""

    def gone(_fd: int, _count: int) -> bytes:
        raise OSError(5, "Input/output error")

    with Terminal(screen=False) as terminal:
        read = os.read
        monkeypatch.setattr(os, "read", lambda fd, n: gone(fd, n) if fd == line[1].fileno() else read(fd, n))
        os.write(line[0], b"n")
        assert terminal.wait(1.0) == KeyInput(closed=True)
        monkeypatch.setattr(os, "read", read)


def test_lines_of_a_pipe_are_one_key_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """`printf 'y\\nn\\n' | routine run egg-mask`; its end is told once, and ends nothing by itself."""
    out, into = os.pipe()
    os.write(into, b"y\nno\n\n")
    os.close(into)
    with os.fdopen(out, "r", encoding="utf-8") as program:
        monkeypatch.setattr(sys, "stdin", program)
        with Terminal(screen=False) as terminal:
            assert terminal.wait(1.0) == KeyInput(("y", "n", "space"))
            assert terminal.wait(1.0) == KeyInput(ended=True)
            assert terminal.wait(1.0).passed_s >= 1
