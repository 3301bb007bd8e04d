"""undo: the last answer taken back."""

from __future__ import annotations

import click

from routine.cli.shell import render
from routine.cli.shell.completions import enabled_ids
from routine.cli.shell.group import Command
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.requests import change


@click.command("undo", cls=Command, examples=["routine undo", "routine undo egg-mask"])
@click.argument("routine", required=False, shell_complete=enabled_ids)
@json_option
def undo(routine: str | None) -> None:
    """Undo the last you said, of ROUTINE or at all: an answer, a refill, what you opened."""
    emit(change("undo", routine=routine), render.said)
