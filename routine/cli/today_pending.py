"""What the day holds, and what waits: today, pending."""

from __future__ import annotations

import click

from routine.cli.shell import listings
from routine.cli.shell.command import Command
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.requests import query


@click.command("today", cls=Command, examples=["routine today", "routine today --take-along", "routine today --json"])
@click.option("--take-along", is_flag=True, help="Show what is still to come, narrow enough for a phone.")
@json_option
def today(take_along: bool) -> None:
    """Show today's times and your answers. A day ends at 04:00."""
    emit(query("today"), listings.take_along if take_along else listings.day)


@click.command("pending", cls=Command, examples=["routine pending"])
@json_option
def pending() -> None:
    """Show the reminders that are waiting for your answer."""
    emit(query("pending"), listings.pending)
