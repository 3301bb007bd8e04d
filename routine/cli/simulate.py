"""simulate: the same decisions on a copy of your data and a clock of its own."""

from __future__ import annotations

import gc

import click

from routine.cli.shell import connection, listings
from routine.cli.shell.command import Command
from routine.cli.shell.output import emit, json_option


@click.command(
    "simulate",
    cls=Command,
    examples=["routine simulate --from 2027-03-27 --days 3", "routine simulate --from 2027-01-01 --days 365 --json"],
)
@click.option("--from", "start", required=True, metavar="DATE", help="Start on this date, for example 2027-03-27.")
@click.option("--days", type=click.IntRange(1, 3660), required=True, help="Show this many days.")
@click.option("--why", is_flag=True, help="Show the reason below each time.")
@json_option
def simulate(start: str, days: int, why: bool) -> None:
    """Show what would come from a date on, if you answered each time. Changes nothing."""
    from routine.wiring.simulation import simulate

    gc.enable()  # years of it are no short command's work
    gc.set_threshold(50_000, 20, 20)  # nearly all of it goes by itself
    reply = simulate(connection.paths(), start, days)
    emit(reply, lambda value, look: listings.span(value.occurrences, look, why=why))
