"""log: the history of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from routine.cli.shell import render
from routine.cli.shell.completions import enabled_ids
from routine.cli.shell.group import Command
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.render import word
from routine.cli.shell.requests import query
from routine.cli.shell.table import table

if TYPE_CHECKING:
    from routine.core.requests.replies.log import EntryView, LogReply


@click.command("log", cls=Command, examples=["routine log --since monday", "routine log --since 2026-11-01 --json"])
@click.argument("routine", required=False, shell_complete=enabled_ids)
@click.option("--since", metavar="DATE", help="Show answers since this date only.")
@json_option
def log(routine: str | None, since: str | None) -> None:
    """Show the history of your answers, oldest first, of ROUTINE or of all."""
    emit(query("log", since=since, routine=routine), entries)


def entries(reply: LogReply, look: render.Look) -> str:
    """The history of answers, oldest first."""
    rows = [(e.when, e.title, e.routine, _answer(e)) for e in reply.entries]
    return "\n".join(table(rows, look.width, 1)) or "There are no answers yet."


def _answer(entry: EntryView) -> str:
    rated = f" ({len(entry.ratings)} rated)" if entry.ratings else ""
    text = f"{word(entry.answer)}{rated}"
    return f"{text}: {entry.reason}" if entry.reason else text
