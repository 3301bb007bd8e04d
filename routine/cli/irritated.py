"""irritated: skin that does not bear what goes on it; what waits until it is over."""

from __future__ import annotations

import click

from routine.cli.shell.command import Command
from routine.cli.shell.completions import enabled_ids
from routine.cli.shell.output import emit, json_option, said
from routine.cli.shell.requests import change


@click.command(
    "irritated",
    cls=Command,
    examples=[
        "routine irritated",
        "routine irritated strong",
        "routine irritated --over",
        "routine irritated --go-on retinoid-a",
    ],
)
@click.argument("level", required=False, type=click.Choice(["mild", "strong"]))
@click.option("--over", is_flag=True, help="Say that it is over. A build-up repeats its week.")
@click.option(
    "--go-on",
    metavar="ROUTINE",
    shell_complete=enabled_ids,
    help="Continue the build-up of ROUTINE by one week.",
)
@json_option
def irritated(level: str | None, over: bool, go_on: str | None) -> None:
    """Say that your skin is irritated. Masks, retinoids and acids are on hold until you say --over.

    Strong means burning, swelling, blisters or a rash. The answer tells you what to do now.
    """
    if sum((level is not None, over, go_on is not None)) > 1:
        raise click.UsageError("Only one of these is possible: mild or strong, --over, --go-on.")
    emit(change("irritated", level=level, over=over, go_on=go_on), said)
