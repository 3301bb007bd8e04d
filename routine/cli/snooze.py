"""snooze: later."""

from __future__ import annotations

import click

from routine.cli.shell import render
from routine.cli.shell.completions import enabled_ids
from routine.cli.shell.group import Command, MisplacedError
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
@click.option("--for", "length", metavar="DURATION", help="Remind again after this long, for example 20m.")
@click.option("--until", metavar="TIME", help="Remind again at this time.")
@json_option
def snooze(routine: str | None, length: str | None, until: str | None) -> None:
    """Remind again later, or at a time you choose. Without an option, after 20 minutes."""
    if length and until:
        raise click.UsageError("--for and --until are not possible together.")
    if routine and routine[0].isdigit() and routine[-1] in "smhdn":
        raise MisplacedError(
            f"“{routine}” is a length of time, and --for is missing.",
            f"Type: routine snooze --for {routine}",
            click.get_current_context(),
        )
    emit(change("snooze", routine=routine, length=length, until=until), render.said)
