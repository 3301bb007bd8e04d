"""Answers to reminders: done, skip, snooze, undo."""

from __future__ import annotations

from typing import Any

import click

from routine.cli.shell import connection, render
from routine.cli.shell.group import Command
from routine.cli.shell.names import enabled_ids
from routine.cli.shell.output import emit, json_option


def tell(request: dict[str, Any]) -> None:
    """Send a change to the service and print what came of it."""
    emit(connection.ask(request, write=True), render.said)


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
@click.option("--at", metavar="TIME", help="When you did it, if not now.")
@click.option("--since", metavar="DATE", help="Every missed time since this date.")
@click.option("--swim", is_flag=True, help="Sunscreen, and you swim: again as soon as its label says, or at once.")
@click.option("--sweat", is_flag=True, help="The same, for sweating.")
@json_option
def done(routines: tuple[str, ...], at: str | None, since: str | None, swim: bool, sweat: bool) -> None:
    """You did it. Without a name: the one that waits; if none does, today's nearest open time, and it says which."""
    wet = {"swim": swim or None, "sweat": sweat or None}
    tell({"do": "done", "routines": list(routines), "at": at, "since": since, **wet})


@click.command("skip", cls=Command, examples=["routine skip", "routine skip egg-mask", "routine skip spf --staying-in"])
@click.argument("routines", nargs=-1, metavar="[ROUTINE]...", shell_complete=enabled_ids)
@click.option("--at", metavar="TIME", help="Which time, if not the one that waits.")
@click.option("--since", metavar="DATE", help="Every missed time since this date.")
@click.option("--staying-in", is_flag=True, help="Sunscreen: you stay indoors, so none of it counts today.")
@json_option
def skip(routines: tuple[str, ...], at: str | None, since: str | None, staying_in: bool) -> None:
    """You will not do it this time; the next time comes as planned."""
    indoors = staying_in or None
    tell({"do": "skip", "routines": list(routines), "at": at, "since": since, "staying_in": indoors})


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
    tell({"do": "snooze", "routine": routine, "for": length, "until": until})


@click.command("undo", cls=Command, examples=["routine undo", "routine undo egg-mask"])
@click.argument("routine", required=False, shell_complete=enabled_ids)
@json_option
def undo(routine: str | None) -> None:
    """Take back your last answer (to ROUTINE, if you name one)."""
    tell({"do": "undo", "routine": routine})
