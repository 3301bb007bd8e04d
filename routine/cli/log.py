"""log: the history of answers."""

from __future__ import annotations

import click

from routine.cli.shell import render
from routine.cli.shell.completions import enabled_ids
from routine.cli.shell.group import Command
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.requests import query


@click.command("log", cls=Command, examples=["routine log --since monday", "routine log --since 2026-11-01 --json"])
@click.argument("routine", required=False, shell_complete=enabled_ids)
@click.option("--since", metavar="DATE", help="Only answers since this date.")
@json_option
def log(routine: str | None, since: str | None) -> None:
    """Your answers so far, oldest first; those of ROUTINE only, if you name one."""
    emit(query("log", since=since, routine=routine), render.entries)
