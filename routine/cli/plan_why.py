"""What the coming days hold, and why: plan, why."""

from __future__ import annotations

import click

from routine.cli.shell import listings
from routine.cli.shell.command import Command
from routine.cli.shell.completions import enabled_ids
from routine.cli.shell.output import emit, json_option
from routine.cli.shell.requests import query

_MOST_DAYS = 3660


@click.command("plan", cls=Command, examples=["routine plan --days 14", "routine plan --why"])
@click.option(
    "--days",
    type=click.IntRange(1, _MOST_DAYS),
    default=7,
    show_default=True,
    help="Show this many days, today included.",
)
@click.option("--why", is_flag=True, help="Show the reason below each time.")
@json_option
def plan(days: int, why: bool) -> None:
    """Show the times of the next days, as planned if you answer on time."""
    reply = query("plan", days=days)
    emit(
        reply,
        lambda value, look: listings.span(value.occurrences, look, why=why, running=value.running, visits=value.visits),
    )


@click.command("why", cls=Command, examples=["routine why egg-mask", 'routine why spf "yesterday 08:00"'])
@click.argument("routine", shell_complete=enabled_ids)
@click.argument("when", nargs=-1)
@json_option
def why(routine: str, when: tuple[str, ...]) -> None:
    """Explain when ROUTINE is planned and why, or what happened to it at WHEN."""
    emit(query("why", routine=routine, when=" ".join(when) or None), listings.reason)
