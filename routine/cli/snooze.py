"""snooze: later."""

from __future__ import annotations

import click

from routine.cli.shell import render
from routine.cli.shell.completions import enabled_ids
from routine.cli.shell.group import Command
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.requests import change


@click.command(
    "snooze",
    cls=Command,
    examples=[
        "routine snooze",
        "routine snooze egg-mask --for 45m",
        'routine snooze egg-mask --until "tomorrow 20:30"',
    ],
)
@click.argument("routine", required=False, shell_complete=enabled_ids)
@click.option("--for", "length", metavar="DURATION", help="How long, such as 20m.")
@click.option("--until", metavar="TIME", help="Move this one time there.")
@json_option
def snooze(routine: str | None, length: str | None, until: str | None) -> None:
    """Later: remind again in a while (20 minutes, if you say nothing), or at a time you name."""
    if length and until:
        raise click.UsageError("--for and --until exclude each other: one says how long, the other says when.")
    if routine and routine[0].isdigit() and routine[-1] in "smhdn":
        raise click.UsageError(f"How long comes after --for: routine snooze --for {routine}")
    emit(change("snooze", routine=routine, length=length, until=until), render.said)
