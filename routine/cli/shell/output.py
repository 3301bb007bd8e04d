"""Prints what a command found: one JSON object for programs, or text that fits the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

import click

from routine.cli.shell.colours import Look
from routine.cli.shell.safe_text import plain, scrub
from routine.cli.shell.table import fold

_JSON = "routine.json"
_UNBOUNDED = 100_000
_F = TypeVar("_F", bound=Callable[..., Any])
_T = TypeVar("_T")


class Says(Protocol):
    """What came of a change: lines for people."""

    @property
    def said(self) -> Sequence[str]:
        """A sentence each."""


def json_option(command: _F) -> _F:
    """Adds --json; `emit` obeys it."""
    return click.option(
        "--json",
        "as_json",
        is_flag=True,
        expose_value=False,
        callback=_remember,
        help="Print one JSON object.",
    )(command)


def _remember(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        ctx.meta[_JSON] = True


def wants_json() -> bool:
    """Whether the running command was asked for JSON."""
    return bool(click.get_current_context().meta.get(_JSON))


def emit(value: _T, text: Callable[[_T, Look], str]) -> None:
    """Print `value` (a reply, or named tuples) as JSON, or what `text` makes of it (its texts made safe) for people."""
    if wants_json():
        import json

        click.echo(json.dumps(_plain(value), default=str))  # a preset's raw tables hold dates
        return
    shown = text(scrub(value), look())
    if shown:
        click.echo(shown)


def _plain(value: object) -> object:
    """Named tuples as objects."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: _plain(item) for key, item in value._asdict().items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def said(reply: Says, look: Look) -> str:
    """What an answer came to, as the service says it."""
    return "\n".join(line for text in reply.said for line in fold(text, look.width) or [""])


def without_running(reply: _T) -> _T:
    """The reply as the service gave it: whether a daemon runs is not said with every list."""
    found: Any = reply
    found.pop("running", None)
    return reply


def say(line: str) -> None:
    """Print one line for people; nothing where a program reads."""
    if not wants_json():
        click.echo(plain(line))


def look() -> Look:
    """How wide to print, and whether in colour."""
    if not on_terminal():
        return Look(_UNBOUNDED, False)
    return Look(_columns(), not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")


def on_terminal() -> bool:
    """Whether people read what is printed."""
    return sys.stdout.isatty()


def _columns() -> int:
    try:
        return int(os.environ.get("COLUMNS") or os.get_terminal_size(sys.stdout.fileno()).columns) or 80
    except (OSError, ValueError):
        return 80
