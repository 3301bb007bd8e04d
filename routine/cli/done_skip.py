"""Answers to reminders: done, skip."""

from __future__ import annotations

import click

from routine.cli.shell import render
from routine.cli.shell.completions import enabled_ids
from routine.cli.shell.group import Command
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.requests import change


@click.command(
    "done",
    cls=Command,
    examples=[
        "routine done",
        "routine done egg-mask spf",
        'routine done spf --at "08:15"',
        "routine done spf --since monday",
        "routine done spf --swim",
    ],
)
@click.argument("routines", nargs=-1, metavar="[ROUTINE]...", shell_complete=enabled_ids)
@click.option("--at", metavar="TIME", help="Enter when you did it, if not now.")
@click.option("--since", metavar="DATE", help="Answer every missed time since this date.")
@click.option("--swim", is_flag=True, help="For swimming: remind again when the label says, or at once.")
@click.option("--sweat", is_flag=True, help="For sweating: remind again when the label says, or at once.")
@json_option
def done(routines: tuple[str, ...], at: str | None, since: str | None, swim: bool, sweat: bool) -> None:
    """Record that you did it. Without a name, it answers the reminder that is waiting."""
    emit(change("done", routines=list(routines), at=at, since=since, swim=swim, sweat=sweat), render.said)


@click.command("skip", cls=Command, examples=["routine skip", "routine skip egg-mask", "routine skip spf --staying-in"])
@click.argument("routines", nargs=-1, metavar="[ROUTINE]...", shell_complete=enabled_ids)
@click.option("--at", metavar="TIME", help="Choose the time, if not the one that is waiting.")
@click.option("--since", metavar="DATE", help="Answer every missed time since this date.")
@click.option("--staying-in", is_flag=True, help="For sunscreen: stay indoors, so today does not count.")
@json_option
def skip(routines: tuple[str, ...], at: str | None, since: str | None, staying_in: bool) -> None:
    """Skip it this time. The next time stays as planned."""
    emit(change("skip", routines=list(routines), at=at, since=since, staying_in=staying_in), render.said)
