"""Questions before an answer is recorded, on a terminal: what was done where nothing waits, and whether so soon."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from routine.cli.shell.output import look, on_terminal, wants_json
from routine.cli.shell.safe_text import plain
from routine.cli.shell.table import fold

if TYPE_CHECKING:
    from routine.core.errors import RoutineError

_INTERRUPTED = 130
_NOTHING = "Nothing was recorded."


def can_ask() -> bool:
    """Whether somebody is there to answer a question."""
    return on_terminal() and sys.stdin.isatty() and not wants_json()


def what_to_send(error: RoutineError) -> dict[str, object]:
    """Ask what an answer that was not recorded meant: the fields to send it again with.

    Raises the error where there is no question, or nobody to answer it.
    """
    if not can_ask():
        raise error
    try:
        if error.code == "ask":
            return _sure(error)
        if error.details.get("choices"):
            return _chosen(error)
    except (click.Abort, KeyboardInterrupt):
        click.echo(f"\n{_NOTHING}")
        raise SystemExit(_INTERRUPTED) from None
    raise error


def _sure(error: RoutineError) -> dict[str, object]:
    _show(error.message)
    if not click.confirm("Please type y or n", default=None):
        _show(_NOTHING)
        raise SystemExit(1)
    return {"sure": True}


def _chosen(error: RoutineError) -> dict[str, object]:
    """One of the choices, by its number; Enter records nothing."""
    choices: Any = error.details["choices"]
    _show(error.message)
    for n, choice in enumerate(choices, 1):
        _show(f"{n}  {choice['say']}.")
    numbers = [str(n) for n in range(1, len(choices) + 1)]
    typed = ""
    while True:
        typed = click.prompt(f"{', '.join(numbers)}, or Enter for nothing", default="", show_default=False).strip()
        if typed in ("", *numbers):
            break
    if not typed:
        _show(_NOTHING)
        raise SystemExit(error.status)
    named = {"routines": [str(error.details["routine"])]}
    choice = choices[int(typed) - 1]
    chosen = choice["id"]
    if choice.get("at"):
        return {**named, "at": choice["at"]}
    if chosen == "at":
        return {**named, "at": click.prompt('When, for example "yesterday 20:30"')}
    return {**named, chosen: True}


def _show(text: str) -> None:
    for line in fold(plain(text), look().width):
        click.echo(line)
