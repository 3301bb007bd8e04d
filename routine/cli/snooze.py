"""snooze: later."""

from __future__ import annotations

import click

from routine.cli.shell.command import Command
from routine.cli.shell.completions import enabled_ids
from routine.cli.shell.output import emit, json_option, said
from routine.cli.shell.requests import change
from routine.cli.shell.time_without_option import one_name


@click.command(
    "snooze",
    cls=Command,
    examples=[
        "routine snooze",
        "routine snooze egg-mask --for 45m",
        'routine snooze egg-mask --until "tomorrow 20:30"',
    ],
)
@click.argument("words", nargs=-1, metavar="[ROUTINE]", shell_complete=enabled_ids)
@click.option("--for", "length", metavar="DURATION", help="Remind again after this long, for example 20m.")
@click.option("--until", metavar="TIME", help="Remind again at this time.")
@json_option
def snooze(words: tuple[str, ...], length: str | None, until: str | None) -> None:
    """Remind again later, or at a time you choose. Without an option, after 20 minutes."""
    if length and until:
        raise click.UsageError("--for and --until are not possible together.")
    routine = one_name("snooze", words, {"--for": length, "--until": until})
    emit(change("snooze", routine=routine, length=length, until=until), said)
