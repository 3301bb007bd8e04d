"""pause and resume: no reminders for a while."""

from __future__ import annotations

import click

from routine.cli.shell.command import Command
from routine.cli.shell.completions import enabled_ids
from routine.cli.shell.output import emit, json_option, said
from routine.cli.shell.requests import change
from routine.cli.shell.time_without_option import one_name


@click.command(
    "pause",
    cls=Command,
    examples=[
        "routine pause --until sunday",
        'routine pause --for "10 days"',
        "routine pause egg-mask --from 2026-12-20 --until 2027-01-03",
    ],
)
@click.argument("words", nargs=-1, metavar="[ROUTINE]", shell_complete=enabled_ids)
@click.option("--from", "start", metavar="DATE", help="Start the pause on this date. Without it, now.")
@click.option("--until", metavar="DATE", help="End the pause on this date. Without it, when you resume.")
@click.option("--for", "length", metavar="LENGTH", help="Pause for this long, for example “10 days”.")
@json_option
def pause(words: tuple[str, ...], start: str | None, until: str | None, length: str | None) -> None:
    """Pause the reminders of ROUTINE or of all. Paused times do not count against you."""
    if until and length:
        raise click.UsageError("--for and --until are not possible together.")
    routine = one_name("pause", words, {"--from": start, "--until": until, "--for": length})
    emit(change("pause", routine=routine, start=start, until=until, length=length), said)


@click.command("resume", cls=Command, examples=["routine resume", "routine resume egg-mask"])
@click.argument("routine", required=False, shell_complete=enabled_ids)
@json_option
def resume(routine: str | None) -> None:
    """End the pause of ROUTINE, or of all."""
    emit(change("resume", routine=routine), said)
