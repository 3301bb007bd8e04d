"""undo: the last answer taken back."""

from __future__ import annotations

import click

from routine.cli.shell.command import Command
from routine.cli.shell.completions import enabled_ids
from routine.cli.shell.output import emit, json_option, said
from routine.cli.shell.requests import change


@click.command("undo", cls=Command, examples=["routine undo", "routine undo egg-mask"])
@click.argument("routine", required=False, shell_complete=enabled_ids)
@json_option
def undo(routine: str | None) -> None:
    """Undo the last thing you said, of ROUTINE or of all: an answer, “Later”, a pause, a refill or what you opened."""
    emit(change("undo", routine=routine), said)
