"""Shows a session: the whole terminal, line by changed line, or plain lines where there is no terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Protocol

import click

from routine.cli.live import plain_lines
from routine.cli.live.big_digits import BLOCKS
from routine.cli.live.session_words import Scene
from routine.cli.shell.output import look
from routine.cli.shell.safe_text import plain
from routine.cli.shell.table import fold
from routine.cli.shell.terminal_characters import drawable

if TYPE_CHECKING:
    from routine.core.requests.replies.session import SessionView

_UNKNOWN = os.terminal_size((80, 24))


class View(Protocol):
    """Where a scene is shown."""

    def show(self, scene: Scene, *, redraw: bool) -> None:
        """Show it; with `redraw`, what the terminal still shows is not to be trusted."""


class Screen:
    """The whole of a terminal. Only lines that changed are written, so that nothing flickers."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(force_terminal=True, legacy_windows=False, highlight=False, markup=False, emoji=False)
        self._blocks = drawable(BLOCKS)
        self._size = _UNKNOWN
        self._lines: list[str] = []
        self._alarmed = False

    def show(self, scene: Scene, *, redraw: bool) -> None:
        """Bring the terminal up to date; an alarm rings its bell once."""
        size = _size()
        out = []
        if redraw or size != self._size:
            self._size, self._lines = size, [""] * size.lines
            out.append("\x1b[H\x1b[2J")
        lines = self._drawn(scene, size)
        for row, (old, new) in enumerate(zip(self._lines, lines, strict=True), 1):
            if old != new:
                out.append(f"\x1b[{row};1H\x1b[2K{new}")
        alarmed = scene.session.overrun
        if alarmed and not self._alarmed:
            out.append("\a")
        self._lines, self._alarmed = lines, alarmed
        if out:
            sys.stdout.write("".join(out))
            sys.stdout.flush()

    def _drawn(self, scene: Scene, size: os.terminal_size) -> list[str]:
        """Each line of the picture, with its colours."""
        from routine.cli.live.picture import frame

        # Else it would keep to COLUMNS, where that is set, and crop what a larger terminal has room for.
        self._console.width = size.columns
        picture = frame(scene, size.columns, size.lines, blocks=self._blocks)
        with self._console.capture() as taken:
            for line in picture:
                self._console.print(line, width=size.columns, no_wrap=True, overflow="crop", crop=False)
        lines = taken.get().split("\n")[: size.lines]
        return [line.rstrip() for line in lines] + [""] * (size.lines - len(lines))


class Lines:
    """One plain line for each change: for a pipe, a log, a braille display."""

    def __init__(self) -> None:
        self._last: SessionView | None = None
        self._note = ""
        self._away = False

    def show(self, scene: Scene, *, redraw: bool) -> None:
        """Print what is new."""
        if bool(scene.away_s) != self._away:
            self._away = bool(scene.away_s)
            _print("Routine does not respond. Your session is kept. Waiting…" if self._away else "Routine is back.")
        for line in plain_lines.news(self._last, scene.session):
            _print(line)
        if scene.note and scene.note != self._note:
            _print(scene.note)
        self._last, self._note = scene.session, scene.note


def _print(text: str) -> None:
    """Folded between words on a terminal, in one line elsewhere."""
    click.echo("\n".join(fold(plain(text), look().width)))


def _size() -> os.terminal_size:
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return _UNKNOWN
    return size if size.columns and size.lines else _UNKNOWN
